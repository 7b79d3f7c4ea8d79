using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Data.Tests.Postgres;
using ChatOps.Documents;
using ChatOps.Scheduling;
using CsCheck;

namespace ChatOps.Data.Tests.Scheduling;

/// <summary>What is due is done once, whichever of two processes is alive, and however their clocks behave.</summary>
public abstract partial class ClockContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 9, 7, 8, 10, 0, TimeSpan.Zero);
    private static readonly Recurrence Hourly = Recurrence.Every(TimeSpan.FromHours(1));
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly List<Process> processes = [];
    private readonly Bells bells = Bells.Every(Hourly);
    private IReadOnlyList<IStore> stores = [];
    private Process one = null!;
    private Process other = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IStore Store => stores[0];

    public async ValueTask InitializeAsync()
    {
        stores = await OpenTwice();
        (one, other) = (New(bells, stores[0]), New(bells, stores[^1]));
    }

    public async ValueTask DisposeAsync()
    {
        processes.ForEach(process => process.Dispose());

        foreach (var store in stores)
            await store.DisposeAsync();

        GC.SuppressFinalize(this);
    }

    /// <summary>One store, as two processes see it.</summary>
    protected abstract Task<IReadOnlyList<IStore>> OpenTwice();

    [Fact]
    public async Task It_runs_once_an_hour_while_both_are_alive()
    {
        await Task.WhenAll(one.Start(), other.Start());

        for (var hour = 0; hour < 24; hour++)
        {
            Pass(Hour);
            await Task.WhenAll(one.Work(), other.Work());
        }

        Assert.Equal(Enumerable.Range(9, 24).Select(hour => $"every:bell@{Start.Date.AddHours(hour):yyyy-MM-ddTHH:mm:ss}Z"), await Rung());
        Assert.Equal(24, await Count());
        Assert.All(await Store.Trail(Bells.Noted, cancellation: Cancellation), fact => Assert.Equal(("clock", "clock"), (fact.Actor, fact.Through)));
    }

    [Fact]
    public async Task After_a_pause_it_runs_once_late()
    {
        await one.Start();
        Pass(10 * Hour);
        await other.Work();
        Assert.Equal(["every:bell@2026-09-07T09:00:00Z"], await Rung());

        Pass(Hour);
        await other.Work();
        Assert.Equal(["every:bell@2026-09-07T09:00:00Z", "every:bell@2026-09-07T19:00:00Z"], await Rung());
    }

    [Fact]
    public async Task After_a_pause_it_is_skipped_when_its_feature_says_so()
    {
        var process = New(Bells.Every(Hourly, CatchUp.Skip));
        await process.Start();
        process.Clock.Advance(10 * Hour);
        await process.Work();
        Assert.Empty(await Rung());

        process.Clock.Advance(54 * TimeSpan.FromMinutes(1));
        await process.Work();
        Assert.Equal(["every:bell@2026-09-07T19:00:00Z"], await Rung());
        Assert.Empty(await Store.Dead(cancellation: Cancellation));
    }

    [Fact]
    public async Task Another_start_changes_nothing()
    {
        await one.Start();
        Pass(Hour / 2);
        await other.Start();
        Pass(Hour / 2);
        await one.Start();
        await other.Work();

        Assert.Equal(["every:bell@2026-09-07T09:00:00Z"], await Rung());
    }

    [Fact]
    public async Task A_new_version_that_says_another_time_is_followed()
    {
        await one.Start();
        var newer = New(Bells.Every(Recurrence.Daily(new(12, 0), "Europe/Berlin")));
        await newer.Start();
        newer.Clock.Advance(Hour);
        await newer.Work();
        Assert.Empty(await Rung());

        newer.Clock.Advance(Hour);
        await newer.Work();
        Assert.Equal(["every:bell@2026-09-07T10:00:00Z"], await Rung());
    }

    [Fact]
    public async Task A_new_version_that_no_longer_has_it_takes_it_back()
    {
        await one.Start();
        var newer = New(new Bells());
        await newer.Start();
        newer.Clock.Advance(9 * Hour);
        await newer.Work();

        Assert.Empty(await Rung());
        Assert.Null(await Store.Get(Schedule.Kind, "every:bell", Cancellation));
    }

    [Fact]
    public async Task What_lost_its_job_is_planned_at_the_next_start()
    {
        await one.Start();
        await Store.Commit(new Batch().Cancel("every:bell@2026-09-07T09:00:00Z"), Cancellation);
        await other.Start();
        Pass(Hour);
        await other.Work();

        Assert.Single(await Rung());
    }

    [Fact]
    public Task However_processes_die_and_clocks_jump_no_occurrence_is_lost_or_doubled() =>
        Gen.Int[0, 7].Array[1, 40].SampleAsync(async acts =>
        {
            await InitializeAsync();
            await one.Start();
            bells.During = _ => Task.CompletedTask;

            foreach (var act in acts)
                await Do(act);

            // A lease that a clock gone wrong has taken ends by that clock.
            other.Clock.AdjustTime(one.Clock.GetUtcNow() > other.Clock.GetUtcNow() ? one.Clock.GetUtcNow() : other.Clock.GetUtcNow());
            Pass(3 * Hour);
            await other.Work();
            var rung = await Rung();
            Assert.Equal(rung.Distinct(), rung);
            Assert.NotEmpty(rung);
            Assert.Equal(rung.Length, await Count());
            Assert.Equal(rung.Order(StringComparer.Ordinal), rung);

            // The next waits, and it alone.
            other.Clock.Advance(365 * 24 * Hour);
            Assert.Single(await other.Die());
        }, iter: Histories, threads: 1);

    protected virtual int Histories => 10;

    private async Task Do(int act)
    {
        switch (act)
        {
            case 0: Pass(TimeSpan.FromMinutes(25)); break;
            case 1: Pass(3 * Hour); break;
            case 2: await one.Work(); break;
            case 3: await Task.WhenAll(one.Work(), other.Work()); break;
            case 4: await one.Die(); break;
            case 5: one.Clock.AdjustTime(one.Clock.GetUtcNow() - Hour); break;
            case 6: one.Clock.Advance(Hour); break;
            default: await other.Start(); break;
        }
    }

    private static ValueTask Ask(Turn turn, TimeOnly at, string? runAs = null) =>
        turn.ScheduleEvery("standup:moon", Recurrence.Daily(at, "UTC"), Invocation.Of("bell ring"), runAs);

    private Process New(Bells feature, IStore? store = null, DateTimeOffset? now = null)
    {
        var process = new Process(store ?? Store, feature, now ?? Start);
        processes.Add(process);
        return process;
    }

    private void Pass(TimeSpan time) => processes.ForEach(process => process.Clock.Advance(time));

    private async Task<string[]> Rung() => [.. (await Store.Trail(Bells.Noted, 1000, Cancellation)).Select(fact => fact.What)];

    private async Task<int> Count() => (await Store.Get(Bell.Kind, Bell.TheOne, Cancellation))?.Body.Count ?? 0;
}

public sealed class InMemoryClockTests : ClockContract
{
    protected override int Histories => 200;

    protected override async Task<IReadOnlyList<IStore>> OpenTwice() => [await Stores.All["InMemory"]()];
}

public sealed class LiteDbClockTests : ClockContract
{
    protected override async Task<IReadOnlyList<IStore>> OpenTwice() => [await Stores.All["LiteDb"]()];
}

public sealed class PostgresClockTests : ClockContract
{
    protected override async Task<IReadOnlyList<IStore>> OpenTwice()
    {
        var schema = await SharedServer.FreshSchema();
        return [await PostgresStore.Open(schema), await PostgresStore.Open(schema)];
    }
}
