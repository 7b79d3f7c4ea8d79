using ChatOps.Documents;

namespace ChatOps.Data.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Every_job_is_done_by_exactly_one_runner_and_comes_back_when_the_runner_dies()
    {
        for (var i = 0; i < 100; i++)
            await Committed(new Batch().Schedule(Tickets.Job("j" + (i % 50))));

        var leases = (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(ClaimInThrees, Cancellation)))).SelectMany(x => x).ToList();

        Assert.Equal(50, leases.Count);
        Assert.Equal(50, leases.DistinctBy(lease => lease.Job.Id).Count());

        foreach (var lease in leases.Skip(1))
            await Committed(new Batch().Finish(lease).Note(Tickets.Fact("done")));

        Assert.Empty(await Claimed(1));
        var again = Assert.Single(await Store.Claim(9, Minute, Start.AddMinutes(3), Cancellation));
        Assert.Equal((leases[0].Job.Id, 2), (again.Job.Id, again.Attempt));
        Assert.Equal(new Outcome.Conflict("job", again.Job.Id), await Store.Commit(new Batch().Finish(leases[0]).Note(Tickets.Fact("done")), Cancellation));
        await Committed(new Batch().Finish(again));
        Assert.Equal(49, (await Store.Trail("done", 99, Cancellation)).Count);
    }

    [Fact]
    public async Task A_job_comes_back_as_it_was_scheduled()
    {
        var job = new Job("j", Start.AddHours(1).ToOffset(TimeSpan.FromHours(2)), "deliver", "{\"a\":1}") { Lane = "room", RunAs = "ann" };
        await Committed(new Batch().Schedule(job));

        var lease = Assert.Single(await Claimed(60));
        Assert.Equal(job, lease.Job);
        Assert.Equal(1, lease.Attempt);
    }

    [Fact]
    public async Task The_job_that_is_due_first_is_claimed_first_and_none_before_its_time()
    {
        await Committed(new Batch().Schedule(Tickets.Job("late", 2)).Schedule(Tickets.Job("early", 1)).Schedule(Tickets.Job("tomorrow", 1440)));

        Assert.Empty(await Claimed(0));
        Assert.Equal("early", Assert.Single(await Store.Claim(1, Minute, Start.AddMinutes(5), Cancellation)).Job.Id);
        Assert.Equal(["late"], await ClaimedIds(5));
    }

    [Fact]
    public async Task A_lane_gives_its_jobs_one_after_the_other_in_the_order_of_commits()
    {
        for (var i = 0; i < 6; i++)
            await Committed(new Batch().Schedule(Tickets.Job("j" + i, due: -i, lane: "lane " + (i % 2))).Schedule(Tickets.Job("free" + i)));

        for (var i = 0; i < 6; i += 2)
        {
            var leases = await Claimed(0);
            Assert.Equal(["j" + i, "j" + (i + 1)], leases.Where(lease => lease.Job.Lane is not null).Select(lease => lease.Job.Id).Order());
            Assert.Equal(i is 0 ? 6 : 0, leases.Count(lease => lease.Job.Lane is null));
            Assert.Empty(await Claimed(0));
            await Committed(leases.Aggregate(new Batch(), (batch, lease) => batch.Finish(lease)));
        }

        Assert.Empty(await Claimed(0));
    }

    [Fact]
    public async Task A_lane_waits_for_its_oldest_job()
    {
        await Committed(new Batch().Schedule(Tickets.Job("first", 10, "lane")).Schedule(Tickets.Job("second", 0, "lane")));

        Assert.Empty(await Claimed(5));
        Assert.Equal(["first"], await ClaimedIds(10));
    }

    [Fact]
    public async Task A_job_that_is_tried_again_holds_its_lane()
    {
        await Committed(new Batch().Schedule(Tickets.Job("first", 0, "lane")).Schedule(Tickets.Job("second", 0, "lane")));
        var first = Assert.Single(await Claimed(0));

        Assert.True(await Store.Retry(first, Start.AddMinutes(5), "platform is down", Cancellation));

        Assert.Empty(await Claimed(4));
        Assert.False(await Store.Retry(first, Start, "too late", Cancellation));
        var again = Assert.Single(await Claimed(5));
        Assert.Equal(("first", 2), (again.Job.Id, again.Attempt));
    }

    [Fact]
    public async Task A_job_that_is_given_up_frees_its_lane_and_is_kept_to_be_seen()
    {
        await Committed(new Batch().Schedule(Tickets.Job("first", 0, "lane", "payload")).Schedule(Tickets.Job("second", 0, "lane")));
        var first = Assert.Single(await Claimed(0));

        Assert.True(await Store.Bury(first, Start.AddMinutes(1), "refused", Cancellation));
        Assert.False(await Store.Bury(first, Start.AddMinutes(1), "refused", Cancellation));

        Assert.Equal([new DeadJob(first.Job, 1, "refused", Start.AddMinutes(1))], await Store.Dead(cancellation: Cancellation));
        Assert.Equal(["second"], await ClaimedIds(0));
        Assert.IsType<Outcome.Conflict>(await Store.Commit(new Batch().Finish(first), Cancellation));
    }

    [Fact]
    public async Task Dead_jobs_come_in_pages()
    {
        foreach (var id in (string[])["b", "a", "c"])
        {
            await Committed(new Batch().Schedule(Tickets.Job(id)));
            Assert.True(await Store.Bury(Assert.Single(await Claimed(0)), Start, "", Cancellation));
        }

        Assert.Equal(["a", "b"], (await Store.Dead(2, null, Cancellation)).Select(dead => dead.Job.Id));
        Assert.Equal(["c"], (await Store.Dead(2, "b", Cancellation)).Select(dead => dead.Job.Id));
    }

    [Fact]
    public async Task Work_that_was_given_up_can_be_tried_again_once()
    {
        await Committed(new Batch().Schedule(Tickets.Job("j", lane: "lane")));
        var first = Assert.Single(await Claimed(0));
        Assert.True(await Store.Bury(first, Start, "refused", Cancellation));

        await Committed(new Batch().Exhume("j").Schedule(first.Job));

        Assert.Empty(await Store.Dead(cancellation: Cancellation));
        Assert.Equal(new Outcome.Conflict("job", "j"), await Store.Commit(new Batch().Exhume("j").Schedule(first.Job).Note(Tickets.Fact("again")), Cancellation));
        Assert.Empty(await Store.Trail("again", 9, Cancellation));
        Assert.Equal((first.Job, 1), (Assert.Single(await Claimed(0)) is var again ? (again.Job, again.Attempt) : default));
    }

    [Fact]
    public async Task Vitals_count_what_is_due_and_not_done_and_what_was_given_up()
    {
        Assert.Equal((0, null, 0), Figures(await Store.Vitals(Start, Cancellation)));

        await Committed(new Batch().Schedule(Tickets.Job("dead")));
        Assert.True(await Store.Bury(Assert.Single(await Claimed(0)), Start, "", Cancellation));
        await Committed(new Batch().Schedule(Tickets.Job("later", 5)).Schedule(Tickets.Job("a", 1, "lane")).Schedule(Tickets.Job("behind", 2, "lane")).Schedule(Tickets.Job("b", 2)));
        Assert.Equal((3, Start.AddMinutes(1), 1), Figures(await Store.Vitals(Start.AddMinutes(3), Cancellation)));

        // What failed is due since it was first to be done.
        foreach (var lease in await Claimed(3))
            Assert.True(await Store.Retry(lease, Start.AddMinutes(60), "", Cancellation));

        Assert.Equal((3, Start.AddMinutes(1), 1), Figures(await Store.Vitals(Start.AddMinutes(3), Cancellation)));

        static (long Due, DateTimeOffset? Oldest, long Dead) Figures(Vitals vitals) => (vitals.Due, vitals.Oldest, vitals.Dead);
    }

    [Fact]
    public async Task A_renewed_lease_lasts_longer_and_a_lost_one_cannot_be_renewed()
    {
        await Committed(new Batch().Schedule(Tickets.Job("j")));
        var mine = Assert.Single(await Claimed(0));

        Assert.True(await Store.Renew(mine, TimeSpan.FromMinutes(10), Start.AddSeconds(30), Cancellation));
        Assert.Empty(await Claimed(10));

        var theirs = Assert.Single(await Claimed(11));
        Assert.False(await Store.Renew(mine, Minute, Start.AddMinutes(11), Cancellation));
        Assert.False(await Store.Retry(mine, Start, "", Cancellation));
        Assert.False(await Store.Bury(mine, Start, "", Cancellation));
        await Committed(new Batch().Finish(theirs));
    }

    [Fact]
    public async Task Cancelled_work_is_not_done_and_its_lane_goes_on()
    {
        await Committed(new Batch().Schedule(Tickets.Job("a", 5, "lane")).Schedule(Tickets.Job("b", 0, "lane")).Schedule(Tickets.Job("c")));

        await Committed(new Batch().Cancel("a").Cancel("c").Cancel("unknown"));

        Assert.Equal(["b"], await ClaimedIds(5));
    }

    [Fact]
    public async Task Work_cancelled_while_it_is_being_done_cannot_be_finished()
    {
        await Committed(new Batch().Schedule(Tickets.Job("j")));
        var lease = Assert.Single(await Claimed(0));

        await Committed(new Batch().Cancel("j"));

        Assert.Equal(new Outcome.Conflict("job", "j"), await Store.Commit(new Batch().Finish(lease), Cancellation));
        Assert.Empty(await Claimed(60));
    }

    [Fact]
    public async Task A_second_job_with_the_id_of_a_waiting_one_changes_nothing()
    {
        await Committed(new Batch().Schedule(Tickets.Job("j", 1, payload: "first")));
        await Committed(new Batch().Schedule(Tickets.Job("j", 0, payload: "second")));

        Assert.Empty(await Claimed(0));
        Assert.Equal("first", Assert.Single(await Claimed(1)).Job.Payload);
    }

    [Fact]
    public async Task A_finished_job_can_schedule_itself_anew_in_the_same_commit()
    {
        await Committed(new Batch().Schedule(Tickets.Job("daily")));
        var lease = Assert.Single(await Claimed(0));

        await Committed(new Batch().Schedule(Tickets.Job("daily", 1440)).Finish(lease));

        Assert.Empty(await Claimed(1439));
        Assert.Equal(1, Assert.Single(await Claimed(1440)).Attempt);
    }

    [Fact]
    public async Task A_waiting_job_can_be_given_another_moment_and_keeps_its_place()
    {
        await Committed(new Batch().Reschedule(Tickets.Job("a", 5, "lane", "old")).Schedule(Tickets.Job("b", 0, "lane")));
        await Committed(new Batch().Reschedule(Tickets.Job("a", 2, "lane", "new")));

        Assert.Empty(await Claimed(1));
        var lease = Assert.Single(await Claimed(2));
        Assert.Equal(("a", "new"), (lease.Job.Id, lease.Job.Payload));
    }

    [Fact]
    public async Task A_job_rescheduled_while_it_is_being_done_runs_once_more_afterwards()
    {
        await Committed(new Batch().Schedule(Tickets.Job("j", payload: "first")));
        var first = Assert.Single(await Claimed(0));

        await Committed(new Batch().Reschedule(Tickets.Job("j", payload: "second")));
        await Committed(new Batch().Reschedule(Tickets.Job("j", payload: "third")));

        Assert.Empty(await Claimed(0));
        await Committed(new Batch().Finish(first));
        var again = Assert.Single(await Claimed(0));
        Assert.Equal(("third", 1), (again.Job.Payload, again.Attempt));
        await Committed(new Batch().Finish(again));
        Assert.Empty(await Claimed(0));
    }

    [Fact]
    public async Task A_job_rescheduled_while_it_is_being_done_comes_back_also_when_the_run_is_given_up()
    {
        await Committed(new Batch().Schedule(Tickets.Job("j", payload: "first")));
        var first = Assert.Single(await Claimed(0));
        await Committed(new Batch().Reschedule(Tickets.Job("j", payload: "second")));

        Assert.True(await Store.Bury(first, Start, "", Cancellation));

        Assert.Equal("second", Assert.Single(await Claimed(0)).Job.Payload);
    }

    [Fact]
    public async Task A_job_waits_until_somebody_begins_it()
    {
        Assert.False(await Store.IsWaiting("j", Cancellation));
        await Committed(new Batch().Schedule(Tickets.Job("j")));
        Assert.True(await Store.IsWaiting("j", Cancellation));

        var lease = Assert.Single(await Claimed(0));
        Assert.False(await Store.IsWaiting("j", Cancellation));

        Assert.True(await Store.Retry(lease, Start, "", Cancellation));
        Assert.True(await Store.IsWaiting("j", Cancellation));
    }

    private Task<IReadOnlyList<Lease>> Claimed(int minutes) => Store.Claim(99, Minute, Start.AddMinutes(minutes), Cancellation);

    private async Task<string[]> ClaimedIds(int minutes) => [.. (await Claimed(minutes)).Select(lease => lease.Job.Id)];

    private async Task<List<Lease>> ClaimInThrees()
    {
        var mine = new List<Lease>();

        while (await Store.Claim(3, Minute, Start.AddMinutes(1), Cancellation) is { Count: > 0 } leases)
            mine.AddRange(leases);

        return mine;
    }
}
