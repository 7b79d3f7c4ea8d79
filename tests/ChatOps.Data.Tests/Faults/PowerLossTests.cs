using ChatOps.Documents;

namespace ChatOps.Data.Tests.Faults;

public sealed class PowerLossTests
{
    private const int Data = 0;
    private const int Journal = 1;
    private const int EventsOfOneHistory = 2500;
    private const int MomentsOfOneHistory = 50;

    // Some checkpoints in every history.
    private const int CheckpointPages = 150;

    private readonly Random random = new(5);

    [Fact]
    public async Task No_answered_commit_is_lost_when_the_power_goes()
    {
        var verdict = await Lose(Effort.Times(500, thoroughly: 5000), neverSynced: null, Enum.GetValues<Survival>());
        Assert.Equal(new Verdict(0, null), verdict);
    }

    [Fact]
    public async Task A_journal_that_is_not_synced_is_missed_or_this_test_would_see_nothing()
    {
        var verdict = await Lose(50, Journal, Survival.None);
        Assert.Contains("its journal is missing", verdict.Wrong, StringComparison.Ordinal);
    }

    private async Task<Verdict> Lose(int times, int? neverSynced, params Survival[] survivals)
    {
        var (lost, wrong) = (0, (string?)null);

        for (var history = 0; history < times / MomentsOfOneHistory; history++)
        {
            var (disk, opened) = await Recorded(neverSynced);

            for (var i = 0; i < MomentsOfOneHistory; i++)
            {
                var survival = survivals[random.Next(survivals.Length)];
                var loss = new PowerLoss(disk, random.Next(opened, disk.Events.Count + 1), survival, random);
                var verdict = await Task.Run(() => After(loss)).WaitAsync(TimeSpan.FromMinutes(1));
                lost += verdict.Lost;
                wrong ??= verdict.Wrong is { } reason ? $"{survival}: {reason}" : null;
            }
        }

        return new(lost, wrong);
    }

    private static async Task<(SimulatedDisk Disk, int Opened)> Recorded(int? neverSynced)
    {
        var disk = new SimulatedDisk(neverSynced);
        await using var store = LiteDbStore.Open(disk.File(Data), disk.File(Journal), CheckpointPages);
        var opened = disk.Count;
        using var stop = new CancellationTokenSource();

        await new Workload(store, 1, Answer).Run(stop.Token);
        return (disk, opened);

        void Answer(string what)
        {
            disk.Answer(what);

            if (disk.Count > EventsOfOneHistory)
                stop.Cancel();
        }
    }

    // Whoever survives must also be able to go on: written to, closed and opened again.
    private static async Task<Verdict> After(PowerLoss loss)
    {
        var (data, journal) = (loss.Found(Data), loss.Found(Journal));

        try
        {
            await using (var store = LiteDbStore.Open(data, journal))
            {
                if (await Verdict.On(store, loss.Answered) is { } verdict && verdict != new Verdict(0, null))
                    return verdict;

                await store.Commit(Workload.Whole(Tickets.New("after", labels: "l0") with { Count = -1 }));
            }

            await using var again = LiteDbStore.Open(data, journal);
            var last = await Verdict.On(again, [.. loss.Answered, "after"]);
            await again.Forget(Tickets.Start.AddDays(1));
            return await again.Commit(new Batch().Once("after", Tickets.Start)) is Outcome.Committed ? last : new(0, "an old event was not forgotten");
        }
        catch (Exception e)
        {
            return new(0, e.ToString());
        }
    }
}
