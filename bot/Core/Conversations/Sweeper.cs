using ChatOps.Documents;
using Microsoft.Extensions.Hosting;

namespace ChatOps.Conversations;

/// <summary>Once an hour removes what has outlived its use: event ids after 7 days, changes that can no longer be undone, files that nobody named.</summary>
internal sealed class Sweeper(IStore store, Files files, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan EventsAreKept = TimeSpan.FromDays(7);

    public async Task Sweep(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await store.Forget(now - EventsAreKept, cancellation);
        await files.Sweep(cancellation);

        foreach (var old in (await store.Find(UndoRecord.ByEnd.Where() with { Until = Key.Of(now), Take = 1000 }, cancellation)).Items)
            await store.Commit(new Batch().Delete(UndoRecord.Kind, old.Id, old.Version), cancellation);

        foreach (var old in (await store.Find(ReadMark.ByMoment.Where() with { Until = Key.Of(now - ReadMark.Lasts), Take = 1000 }, cancellation)).Items)
            await store.Commit(new Batch().Delete(ReadMark.Kind, old.Id, old.Version), cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);

        while (await hourly.WaitForNextTickAsync(stoppingToken))
            await Sweep(stoppingToken);
    }
}
