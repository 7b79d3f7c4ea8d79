using ChatOps.Teams.Connecting;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Tests.Teams;

public sealed class GateTests
{
    private static readonly Rate[] Rates = [new(7, TimeSpan.FromSeconds(1)), new(8, TimeSpan.FromSeconds(2)), new(60, TimeSpan.FromSeconds(30)), new(1800, TimeSpan.FromHours(1))];

    private readonly FakeTimeProvider clock = new(TestBot.Monday);

    [Fact]
    public void So_many_go_at_once_and_the_next_when_there_is_room_again()
    {
        var gate = new Gate(clock, Rates);
        var all = Enumerable.Range(0, 9).Select(_ => gate.Pass(Haste.Broadcast, default)).ToArray();
        Assert.Equal(7, all.Count(one => one.IsCompleted));

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Spin(() => all[7].IsCompleted));
        Assert.False(all[8].IsCompleted);

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Spin(() => all[8].IsCompleted));
    }

    [Fact]
    public void An_answer_goes_before_all_notices_that_wait()
    {
        var gate = new Gate(clock, new Rate(1, TimeSpan.FromSeconds(1)));
        var notices = Enumerable.Range(0, 50).Select(_ => gate.Pass(Haste.Broadcast, default)).ToArray();
        var answer = gate.Pass(Haste.Answer, default);

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Spin(() => answer.IsCompleted));
        Assert.Equal(1, notices.Count(notice => notice.IsCompleted));
    }

    [Fact]
    public async Task Who_goes_away_takes_nobodys_place()
    {
        var gate = new Gate(clock, new Rate(1, TimeSpan.FromSeconds(1)));
        using var gone = new CancellationTokenSource();
        await gate.Pass(Haste.Answer, default);
        var (first, second) = (gate.Pass(Haste.Answer, gone.Token), gate.Pass(Haste.Answer, default));
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Spin(() => second.IsCompleted));
        clock.Advance(TimeSpan.FromHours(2));
        Assert.True(gate.IsIdle);
    }

    [Fact]
    public void However_they_come_no_stretch_of_time_has_more_than_its_rate() => Gen.Int[0, 400].List[1, 200].Sample(pauses =>
    {
        var time = new FakeTimeProvider(TestBot.Monday);
        var gate = new Gate(time, Rates);
        var passed = new List<DateTimeOffset>();
        var waiting = new List<Task>();

        foreach (var pause in pauses)
        {
            waiting.Add(gate.Pass(Haste.Answer, default));
            Collect();
            time.Advance(TimeSpan.FromMilliseconds(pause));
            Collect();
        }

        for (var n = 0; n < 400 && waiting.Count > 0; n++)
        {
            time.Advance(TimeSpan.FromMilliseconds(500));
            Collect();
        }

        return waiting.Count is 0 && Rates.All(rate => passed.All(from => passed.Count(at => at >= from && at - from < rate.Time) <= rate.Count));

        void Collect()
        {
            foreach (var one in waiting.FindAll(one => one.IsCompleted))
            {
                waiting.Remove(one);
                passed.Add(time.GetUtcNow());
            }

            // Continuations run elsewhere; what passed by now is seen by the gate itself.
            Spin(() => !waiting.Exists(one => one.IsCompleted));
        }
    }, iter: 200);

    private static bool Spin(Func<bool> isSo) => SpinWait.SpinUntil(isSo, TimeSpan.FromSeconds(5));
}
