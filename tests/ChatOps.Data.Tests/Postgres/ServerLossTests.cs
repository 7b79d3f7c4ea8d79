using System.Collections.Concurrent;
using ChatOps.Data.Tests.Faults;
using ChatOps.Documents;

namespace ChatOps.Data.Tests.Postgres;

/// <summary>What becomes of answered commits when the server or a process of the bot ends at any moment.</summary>
public sealed class ServerLossTests
{
    private const int KillsOfOneSchema = 10;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_answered_commit_is_lost_when_a_process_is_killed()
    {
        var random = new Random(7);
        var answered = new List<string>();
        var place = "";
        var total = 0;

        for (var kill = 0; kill < Effort.Times(50, thoroughly: 300); kill++)
        {
            if (kill % KillsOfOneSchema is 0)
            {
                answered.Clear();
                place = await SharedServer.FreshSchema();
            }

            var name = $"killed-{kill}";
            var said = await Killing.Run($"{place};Application Name={name}", kill, random.Next(1, 120));
            answered.AddRange(said);
            total += said.Count;

            // What is read page by page must not change meanwhile.
            await (await SharedServer.Running()).Forgets(name);

            await using var store = await PostgresStore.Open(place, Cancellation);
            Assert.Equal(new Verdict(0, null), await Verdict.On(store, answered));
        }

        Assert.True(total > 1000, $"Only {total} commits were answered: nothing was tried.");
        TestContext.Current.SendDiagnosticMessage("{0} answered commits, none lost", total);
    }

    [Fact]
    public async Task No_answered_commit_is_lost_when_the_server_crashes_under_load_and_the_others_go_on()
    {
        SharedServer.SkipWithoutBinaries();
        await using var server = await PostgresServer.Start(isDurable: true);
        await using var store = await PostgresStore.Open(await server.FreshSchema(), Cancellation);
        using var stop = new CancellationTokenSource();
        var answered = new Tally();
        var load = new Workload(store, 0, answered.Add).Run(stop.Token);

        for (var crash = 0; crash < Effort.Times(4, thoroughly: 25); crash++)
        {
            await Ever(answered.Grows(150));
            await server.Stop("immediate");
            await server.Start();
        }

        await Ever(answered.Grows(150));
        await stop.CancelAsync();
        await load;
        Assert.Equal(new Verdict(0, null), await Verdict.On(store, answered.All));
        TestContext.Current.SendDiagnosticMessage("{0} answered commits, none lost", answered.All.Count);

        Task Ever(Task growing) => Task.WhenAny(growing, load).Unwrap();
    }

    [Fact]
    public async Task Commits_wait_for_a_server_that_is_away_and_go_on_when_it_is_back()
    {
        SharedServer.SkipWithoutBinaries();
        var clock = new Pauses();
        await using var server = await PostgresServer.Start(isDurable: false);
        await using var store = await PostgresStore.Open(await server.FreshSchema(), TimeSpan.FromMinutes(2), clock, Cancellation);
        await server.Stop("fast");

        var commits = Enumerable.Range(0, 20).Select(i => store.Commit(new Batch().Put(Tickets.New("t" + i)), Cancellation)).ToList();
        var read = store.Count(Tickets.Open.Where(), Cancellation);
        await clock.Reaches(200);
        Assert.All(commits, commit => Assert.False(commit.IsCompleted));
        await server.Start();

        Assert.All(await Task.WhenAll(commits), outcome => Assert.IsType<Outcome.Committed>(outcome));
        Assert.InRange(await read, 0, 20);
        Assert.Equal(20, await store.Count(Tickets.Open.Where(), Cancellation));
    }

    [Fact]
    public async Task A_server_that_stays_away_is_named_and_does_not_stop_what_comes_later()
    {
        SharedServer.SkipWithoutBinaries();
        await using var server = await PostgresServer.Start(isDurable: false);
        await using var store = await PostgresStore.Open(await server.FreshSchema(), TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
        await server.Stop("fast");

        var refused = await Assert.ThrowsAsync<StoreException>(() => store.Commit(new Batch().Put(Tickets.New("1")), Cancellation));
        await Assert.ThrowsAsync<StoreException>(async () => await store.Get(Tickets.Kind, "1", Cancellation));
        await Assert.ThrowsAsync<StoreException>(() => store.Export(Stream.Null, Cancellation));

        Assert.StartsWith($"PostgreSQL at 127.0.0.1:{server.Port} cannot be reached.", refused.Message, StringComparison.Ordinal);
        await server.Start();
        Assert.IsType<Outcome.Committed>(await store.Commit(new Batch().Put(Tickets.New("1")), Cancellation));
    }

    private sealed class Tally
    {
        private readonly ConcurrentQueue<string> all = [];
        private (int Count, TaskCompletionSource Reached) wanted = (int.MaxValue, new());

        public ConcurrentQueue<string> All => all;

        public void Add(string what)
        {
            all.Enqueue(what);

            if (all.Count >= wanted.Count)
                wanted.Reached.TrySetResult();
        }

        public Task Grows(int by)
        {
            wanted = (all.Count + by, new(TaskCreationOptions.RunContinuationsAsynchronously));
            return wanted.Reached.Task;
        }
    }

    /// <summary>The time of the system, counting how often somebody waits for it.</summary>
    private sealed class Pauses : TimeProvider
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int left = int.MaxValue;

        public Task Reaches(int count)
        {
            Volatile.Write(ref left, count);
            return reached.Task;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (Interlocked.Decrement(ref left) <= 0)
                reached.TrySetResult();

            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
