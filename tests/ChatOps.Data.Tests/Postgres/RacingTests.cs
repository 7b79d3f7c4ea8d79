using System.Collections.Concurrent;
using ChatOps.Documents;

namespace ChatOps.Data.Tests.Postgres;

/// <summary>Two stores with a pool of connections each, as two processes have them.</summary>
public sealed class RacingTests : IAsyncLifetime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private IStore[] stores = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var place = await SharedServer.FreshSchema();
        stores = await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ => (IStore)await PostgresStore.Open(place)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    [Fact]
    public async Task Processes_that_start_at_once_make_the_tables_once()
    {
        var place = await SharedServer.FreshSchema();

        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => PostgresStore.Open(place), Cancellation)));

        Assert.IsType<Outcome.Committed>(await opened[0].Commit(new Batch().Put(Tickets.New("1")), Cancellation));
        Assert.NotNull(await opened[7].Get(Tickets.Kind, "1", Cancellation));

        foreach (var store in opened)
            await store.DisposeAsync();
    }

    [Fact]
    public async Task No_update_is_lost()
    {
        await stores[0].Commit(new Batch().Put(Tickets.New("c")), Cancellation);

        await InParallel(8, async (store, _) =>
        {
            for (var done = 0; done < 15;)
            {
                var stored = (await store.Get(Tickets.Kind, "c", Cancellation))!;
                var more = stored.Body with { Count = stored.Body.Count + 1, Title = $"printer {stored.Version}", Labels = [$"l{stored.Version}"] };

                if (await store.Commit(new Batch().Put(more, stored.Version), Cancellation) is Outcome.Committed)
                    done++;
            }
        });

        Assert.Equal(120, (await stores[1].Get(Tickets.Kind, "c", Cancellation))!.Body.Count);
        Assert.Equal(1, await stores[1].Count(Tickets.ByLabel.Where(), Cancellation));
    }

    [Fact]
    public async Task Documents_changed_in_any_order_by_many_do_not_lock_each_other_out()
    {
        await stores[0].Commit(Enumerable.Range(0, 6).Aggregate(new Batch(), (batch, i) => batch.Put(Tickets.New("t" + i))), Cancellation);

        await InParallel(6, async (store, runner) =>
        {
            var random = new Random(runner);

            for (var done = 0; done < 15;)
            {
                var batch = new Batch();

                foreach (var i in Enumerable.Range(0, 6).OrderBy(_ => random.Next()).Take(3))
                {
                    var stored = (await store.Get(Tickets.Kind, "t" + i, Cancellation))!;
                    batch.Put(stored.Body with { Count = stored.Body.Count + 1 }, stored.Version);
                }

                if (await store.Commit(batch, Cancellation) is Outcome.Committed)
                    done++;
            }
        });

        var all = await stores[0].Find(Tickets.Open.Where(), Cancellation);
        Assert.Equal(6 * 15 * 3, all.Items.Sum(stored => stored.Body.Count));
    }

    [Fact]
    public async Task A_number_is_given_once()
    {
        var numbers = new ConcurrentBag<long>();

        await InParallel(8, async (store, _) =>
        {
            for (var i = 0; i < 50; i++)
                numbers.Add(await store.NextNumber("INC", Cancellation));
        });

        Assert.Equal(Enumerable.Range(1, 400).Select(i => (long)i), numbers.Order());
    }

    [Fact]
    public async Task An_event_delivered_to_both_happens_once()
    {
        var outcomes = new ConcurrentBag<Outcome>();

        await InParallel(16, async (store, runner) => outcomes.Add(await store.Commit(
            new Batch().Once("event", Tickets.Start, "first").Put(Tickets.New("t" + runner)), Cancellation)));

        Assert.Single(outcomes.OfType<Outcome.Committed>());
        Assert.Equal(15, outcomes.Count(outcome => outcome is Outcome.Duplicate { Reply: "first" }));
    }

    [Fact]
    public async Task Never_two_jobs_of_a_lane_are_done_at_once_and_all_in_order()
    {
        const int Lanes = 3;
        const int Each = 40;
        var running = new int[Lanes];
        var orders = Enumerable.Range(0, Lanes).Select(_ => new ConcurrentQueue<int>()).ToArray();

        var adding = InParallel(Lanes, async (store, lane) =>
        {
            for (var i = 0; i < Each; i++)
                await store.Commit(new Batch().Schedule(Tickets.Job($"{lane}/{i}", lane: $"lane {lane}", payload: $"{i}")), Cancellation);
        });

        await InParallel(4, async (store, _) =>
        {
            while (orders.Sum(order => order.Count) < Lanes * Each)
            {
                foreach (var lease in await store.Claim(2, Day, Tickets.Start, Cancellation))
                {
                    var lane = lease.Job.Id[0] - '0';
                    Assert.Equal(1, Interlocked.Increment(ref running[lane]));
                    orders[lane].Enqueue(int.Parse(lease.Job.Payload, null));
                    Interlocked.Decrement(ref running[lane]);
                    Assert.IsType<Outcome.Committed>(await store.Commit(new Batch().Finish(lease), Cancellation));
                }
            }
        });

        await adding;
        Assert.All(orders, order => Assert.Equal(Enumerable.Range(0, Each), order));
    }

    [Fact]
    public async Task Jobs_cancelled_moved_and_done_at_once_leave_no_lane_stuck()
    {
        await InParallel(6, async (store, runner) =>
        {
            var random = new Random(runner);

            for (var i = 0; i < 40; i++)
            {
                var batch = new Batch();
                var job = Tickets.Job($"j{random.Next(12)}", lane: random.Next(4) is 0 ? null : $"lane {random.Next(3)}");

                switch (random.Next(4))
                {
                    case 0:
                        batch.Schedule(job);
                        break;
                    case 1:
                        batch.Reschedule(job);
                        break;
                    case 2:
                        batch.Cancel(job.Id);
                        break;
                    default:
                        foreach (var lease in await store.Claim(2, Day, Tickets.Start, Cancellation))
                            batch.Finish(lease);
                        break;
                }

                await store.Commit(batch, Cancellation);
            }
        });

        await Drained(stores[0]);
    }

    [Fact]
    public async Task Processes_of_two_versions_index_all_documents_in_the_end()
    {
        var newer = new Kind<Ticket>("ticket", TicketJson.Default.Ticket, ticket => ticket.Id);
        var byStatus = newer.Index("status", ticket => Key.Of(ticket.Status));
        await stores[0].Prepare([Tickets.Kind], Cancellation);
        await stores[0].Commit(new Batch().Put(Tickets.New("1")), Cancellation);

        await Task.WhenAll(stores[1].Prepare([newer], Cancellation), stores[1].Prepare([newer], Cancellation));
        await stores[0].Commit(new Batch().Put(Tickets.New("2")), Cancellation);
        Assert.Equal(1, await stores[1].Count(byStatus.Where(), Cancellation));

        await stores[1].Prepare([newer], Cancellation);
        Assert.Equal(2, await stores[1].Count(byStatus.Where(), Cancellation));
    }

    private Task InParallel(int runners, Func<IStore, int, Task> run) =>
        Task.WhenAll(Enumerable.Range(0, runners).Select(runner => Task.Run(() => run(stores[runner % 2], runner), Cancellation)));

    // Leases that were lost on the way come back after a day.
    private static async Task Drained(IStore store)
    {
        for (var day = 2; ; day += 2)
        {
            var leases = await store.Claim(99, Day, Tickets.Start.AddDays(day), Cancellation);

            if (leases is [])
                break;

            Assert.All(leases.Where(lease => lease.Job.Lane is not null).GroupBy(lease => lease.Job.Lane), lane => Assert.Single(lane));

            foreach (var lease in leases)
                Assert.IsType<Outcome.Committed>(await store.Commit(new Batch().Finish(lease), Cancellation));
        }

        for (var i = 0; i < 12; i++)
            Assert.False(await store.IsWaiting($"j{i}", Cancellation));
    }
}
