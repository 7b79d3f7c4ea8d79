using System.Globalization;
using ChatOps.Cards;
using ChatOps.Host.Configuration;
using ChatOps.Model;
using ChatOps.Prose;

namespace ChatOps.Host.Doctor;

/// <summary>Asks the language model for a word, when one is set up.</summary>
internal static class ModelExamination
{
    private static readonly Say What = $"Model";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<Finding> Of(Settings settings, CancellationToken cancellation)
    {
        if (settings.Model is not { } given)
            return new(Health.Ok, What, $"none, and none is needed: facts are shown as they are");

        using var model = new OpenAiModel(given);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var began = TimeProvider.System.GetTimestamp();

        try
        {
            var said = await model.Ask("Answer with the word OK.", "Are you there?", patience.Token);
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

            return string.IsNullOrWhiteSpace(said.Text)
                ? Silent(given, $"it says nothing")
                : new(Health.Ok, What, $"{given.Name} at {given.Endpoint.Host} answers within {seconds} s");
        }
        catch (ModelException e)
        {
            return Silent(given, Say.Text(e.Message));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Silent(given, $"no answer within {(long)Patience.TotalSeconds} s");
        }
    }

    private static Finding Silent(ModelSettings given, Say why) =>
        new(Health.Warn, What, $"{given.Name} at {given.Endpoint.Host} is of no use: {why}", $"Correct Model:Endpoint, Model:Key and Model:Name. Meanwhile facts are shown alone.");
}
