using System.Collections.Concurrent;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Teams.Connecting;
using Microsoft.Extensions.Logging;

namespace ChatOps.Teams.Hearing;

/// <summary>What nobody waits for: it is done after the answer, and before the program ends.</summary>
internal sealed partial class Afterwards(ILogger<Afterwards> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Task, bool> tasks = new();

    public void Do(Func<Task> work)
    {
        var task = Watch(work);

        if (task.IsCompleted)
            return;

        tasks[task] = true;
        _ = task.ContinueWith(done => tasks.TryRemove(done, out _), TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Task.WhenAll(tasks.Keys).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            // A card that looks older than it is; the next change draws it anew.
        }
    }

    private async Task Watch(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is ConnectorFailed or HttpRequestException or Undeliverable or Blocked or StoreException or OperationCanceledException)
        {
            Log.NotDone(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Something that was to be done in Teams after an answer was not")]
        public static partial void NotDone(ILogger logger, Exception exception);
    }
}
