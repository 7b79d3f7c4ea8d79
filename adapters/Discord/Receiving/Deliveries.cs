using System.Text.Json;
using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace ChatOps.Discord.Receiving;

/// <summary>Hands on what the gateway tells, without keeping it from reading on.</summary>
internal sealed partial class Deliveries(Receiver receiver, RestClient rest, TimeProvider clock, ILogger<Deliveries> logger) : IDisposable
{
    // As long as an interaction can be answered.
    private readonly Recently interactions = new(TimeSpan.FromMinutes(15), clock);
    private readonly Lanes lanes = new();
    private readonly CancellationTokenSource ending = new();

    /// <summary>When everything that came is done with.</summary>
    public Task Idle => lanes.Idle;

    public void Take(DispatchEvent told)
    {
        if (told.Name is "INTERACTION_CREATE")
        {
            if (told.Data.Deserialize(WireJson.Default.Interaction) is { Id: not null } interaction && interactions.Add(interaction.Id))
                lanes.Add(null, () => Guarded(told.Name, () => receiver.Interaction(interaction, new CallbackAnswer(rest, interaction), ending.Token)));
        }
        else
        {
            lanes.Add(LaneOf(told.Data), () => Guarded(told.Name, () => receiver.Event(told, ending.Token)));
        }
    }

    /// <summary>Whoever is at work is told to end.</summary>
    public void Dispose()
    {
        ending.Cancel();
        ending.Dispose();
    }

    private async Task Guarded(string name, Func<Task> handle)
    {
        try
        {
            await handle();
        }
        catch (Exception e)
        {
            Log.Failed(logger, name, e);
        }
    }

    private static string LaneOf(JsonElement data) =>
        data.ValueKind is JsonValueKind.Object && (data.TryGetProperty("channel_id", out var id) || data.TryGetProperty("id", out id)) ? id.ToString() : "";

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "What Discord told ({Name}) could not be dealt with")]
        public static partial void Failed(ILogger logger, string name, Exception exception);
    }
}
