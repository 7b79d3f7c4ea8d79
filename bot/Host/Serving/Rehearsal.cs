using ChatOps.Data;
using ChatOps.Features;
using ChatOps.Host.Configuration;
using ChatOps.Host.Storing;
using ChatOps.Teams;

namespace ChatOps.Host.Serving;

/// <summary>
/// Has the whole bot play to an empty house right after the start, on a store that no disk keeps: what the first people would
/// wait for is compiled then. Who asks whether the server is ready is told no until it is over.
/// </summary>
internal sealed partial class Rehearsal(IServiceProvider services, Settings settings, DataFolder folder, ILogger<Rehearsal> logger)
{
    /// <summary>Also before it has begun. Only in Teams do many come at the same moment, to whom the platform gives seconds.</summary>
    public bool IsAhead { get; private set; } = settings.Teams is not null;

    public async Task Play()
    {
        if (settings.Teams is not { } teams)
            return;

        try
        {
            await using var store = LiteDbStore.Passing();
            var features = services.GetRequiredService<FeatureSet>();
            await store.Prepare(features.Kinds);
            var own = settings with { Teams = teams with { Unauthenticated = true }, Discord = null, Model = null };
            await using var stage = new ServiceCollection().AddLogging().AddBot(own, folder, store).AddSingleton(features).BuildServiceProvider();
            await TeamsRehearsal.Play(stage);
            TeamsRehearsal.TakePlaces(services);
        }
        catch (Exception e)
        {
            // The first people wait a little, that is all.
            Log.Failed(logger, e);
        }
        finally
        {
            IsAhead = false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The rehearsal went wrong")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
