using ChatOps.Documents;

namespace ChatOps.Data.Tests.Faults;

/// <summary>What a busy desk writes. Every commit has all parts of a batch, so that a torn one shows.</summary>
internal sealed class Workload(IStore store, int round, Action<string> answered)
{
    private const int Writers = 6;

    /// <summary>Writes until it is stopped, or until the store fails.</summary>
    public Task Run(CancellationToken stop) =>
        Task.WhenAll([.. Enumerable.Range(0, Writers).Select(writer => Task.Run(() => Write(writer, stop), CancellationToken.None)), Task.Run(() => DoJobs(stop), CancellationToken.None)]);

    public static Batch Whole(Ticket ticket, string? lane = null) => new Batch()
        .Once(ticket.Id, Tickets.Start, ticket.Id)
        .Put(ticket)
        .Note(Tickets.Fact(ticket.Id))
        .Schedule(Tickets.Job(ticket.Id, lane: lane));

    // A new ticket, the end of the one before, a fact, a job in a lane and the event's id: all or nothing.
    private async Task Write(int writer, CancellationToken stop)
    {
        Stored<Ticket>? last = null;

        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var id = $"{round}-{writer}-{n:000000}";
            var ticket = Tickets.New(id, "w" + writer, n, "open", "l" + (n % 3)) with { Count = (int)await store.NextNumber("INC", CancellationToken.None) };
            var batch = Whole(ticket, lane: "w" + writer);

            if (last is not null)
                batch.Put(last.Body with { Status = "closed" }, last.Version);

            await MustCommit(batch);
            answered(id);
            last = await store.Get(Tickets.Kind, id, CancellationToken.None);
        }
    }

    private async Task DoJobs(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var leases = await store.Claim(2, TimeSpan.FromDays(1), Tickets.Start, CancellationToken.None);

            foreach (var lease in leases)
            {
                await MustCommit(new Batch().Finish(lease).Note(Tickets.Fact("done " + lease.Job.Id)));
                answered("done " + lease.Job.Id);
            }

            await Task.Yield();
        }
    }

    private async Task MustCommit(Batch batch)
    {
        if (await store.Commit(batch, CancellationToken.None) is not Outcome.Committed)
            throw new InvalidOperationException("Nobody else writes, and there was a conflict.");
    }
}
