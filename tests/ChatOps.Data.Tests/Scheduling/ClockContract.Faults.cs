using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatOps.Data.Tests.Scheduling;

public abstract partial class ClockContract
{
    [Fact]
    public async Task What_a_killed_process_had_begun_the_other_does()
    {
        await one.Start();
        Pass(Hour);
        Assert.Single(await one.Die());
        await other.Work();
        Assert.Empty(await Rung());

        Pass(TimeSpan.FromMinutes(1));
        await other.Work();
        Assert.Equal(["every:bell@2026-09-07T09:00:00Z"], await Rung());
    }

    [Fact]
    public async Task A_process_that_was_paused_past_its_lease_changes_nothing()
    {
        await one.Start();
        Pass(Hour);
        var paused = new TaskCompletionSource();
        var reached = new TaskCompletionSource();

        bells.During = turn =>
        {
            reached.TrySetResult();
            return paused.Task;
        };
        var working = one.Work();
        await reached.Task.WaitAsync(Cancellation);

        bells.During = _ => Task.CompletedTask;
        other.Clock.Advance(TimeSpan.FromMinutes(2));
        await other.Work();
        Assert.Equal(1, await Count());

        paused.SetResult();
        await working;
        Assert.Equal((1, 1), (await Count(), (await Rung()).Length));

        Pass(Hour);
        await one.Work();
        Assert.Equal(["every:bell@2026-09-07T09:00:00Z", "every:bell@2026-09-07T10:00:00Z"], await Rung());
    }

    [Fact]
    public async Task A_clock_that_is_put_back_repeats_nothing()
    {
        await one.Start();
        Pass(Hour);
        await one.Work();

        foreach (var process in processes)
            process.Clock.AdjustTime(process.Clock.GetUtcNow() - Hour);

        // Defined anew while the clock is wrong: what is done stays done.
        await one.Does(turn => turn.Unschedule("gone"));
        var newer = New(Bells.Every(Hourly, CatchUp.SkipAfter(Hour)), now: one.Clock.GetUtcNow());
        await newer.Start();

        for (var hour = 0; hour < 3; hour++)
        {
            await Task.WhenAll(one.Work(), other.Work());
            Pass(Hour);
        }

        Assert.Equal(["every:bell@2026-09-07T09:00:00Z", "every:bell@2026-09-07T10:00:00Z"], await Rung());
    }

    [Fact]
    public async Task A_clock_that_jumps_ahead_and_back_loses_and_doubles_nothing()
    {
        await one.Start();
        Pass(TimeSpan.FromMinutes(55));
        await one.Work();

        // An hour too early for everybody but this process.
        one.Clock.Advance(Hour);
        await one.Work();
        one.Clock.AdjustTime(one.Clock.GetUtcNow() - Hour);

        for (var minutes = 0; minutes < 3 * 60; minutes += 20)
        {
            Pass(TimeSpan.FromMinutes(20));
            await Task.WhenAll(one.Work(), other.Work());
        }

        Assert.Equal(Enumerable.Range(9, 4).Select(hour => $"every:bell@2026-09-07T{hour:00}:00:00Z"), await Rung());
    }

    [Fact]
    public async Task What_fails_is_tried_again_then_buried_and_the_next_still_happens()
    {
        await one.Start();
        var tries = 0;
        bells.During = _ => ++tries <= 10 ? throw new InvalidOperationException("The rope is torn.") : Task.CompletedTask;
        Pass(Hour);

        for (var minute = 0; minute < 60; minute++)
        {
            await one.Work();
            Pass(TimeSpan.FromMinutes(1));
        }

        var dead = Assert.Single(await Store.Dead(cancellation: Cancellation));
        Assert.Equal(("every:bell@2026-09-07T09:00:00Z", 10, "The rope is torn."), (dead.Job.Id, dead.Attempts, dead.Error));

        await one.Work();
        Assert.Equal(["every:bell@2026-09-07T10:00:00Z"], await Rung());
    }

    [Fact]
    public async Task A_process_killed_between_planning_the_next_and_burying_the_last_loses_neither()
    {
        await one.Start();
        bells.During = turn => turn.Place.Id.Contains("T09", StringComparison.Ordinal) ? throw new Undeliverable("The rope is torn.") : Task.CompletedTask;
        Pass(Hour);
        var lease = Assert.Single(await one.Die());
        Assert.True(await new Occurrences(Store, one.Bot, one.Clock, NullLogger.Instance).GoOn(lease, Cancellation));

        Pass(TimeSpan.FromMinutes(2));
        await other.Work();
        Assert.Single(await Store.Dead(cancellation: Cancellation));

        Pass(Hour);
        await other.Work();
        Assert.Equal(["every:bell@2026-09-07T10:00:00Z"], await Rung());
    }

    [Fact]
    public async Task What_no_longer_applies_is_asked_again_at_the_next()
    {
        await one.Start();
        bells.During = turn => turn.Place.Id.Contains("T09", StringComparison.Ordinal) ? throw new Refusal($"Not now.") : Task.CompletedTask;

        for (var hour = 0; hour < 2; hour++)
        {
            Pass(Hour);
            await one.Work();
        }

        Assert.Equal(["every:bell@2026-09-07T10:00:00Z"], await Rung());
    }
}
