using ChatOps.Documents;

namespace ChatOps.Data.Tests.Postgres;

/// <summary>The connection is lost at COMMIT, once before the server has it and once before its answer arrives.</summary>
public sealed class LostAnswerTests : IAsyncLifetime
{
    private const string Commit = "COMMIT\0";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly string Other = $"other {Guid.NewGuid():N}";

    private PostgresServer server = null!;
    private Wire wire = null!;
    private PostgresStore store = null!;
    private PostgresStore other = null!;

    public static TheoryData<bool> WhetherDone => [true, false];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await SharedServer.Running();
        var place = await server.FreshSchema();
        wire = new(server.Port);
        other = await PostgresStore.Open($"{place};Application Name={Other}");
        store = await PostgresStore.Open(place.Replace($"Port={server.Port}", $"Port={wire.Port}", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        if (wire is null)
            return;

        await store.DisposeAsync();
        await other.DisposeAsync();
        await wire.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(WhetherDone))]
    public async Task A_commit_without_an_event_happens_once(bool isDone)
    {
        await other.Commit(new Batch().Put(Tickets.New("1")), Cancellation);
        wire.CutAt(Commit, isDone);

        var outcome = await store.Commit(Whole(1), Cancellation);

        Assert.IsType<Outcome.Committed>(outcome);
        await HappenedOnce();
    }

    [Theory]
    [MemberData(nameof(WhetherDone))]
    public async Task A_commit_of_an_event_happens_once_and_is_no_duplicate_of_itself(bool isDone)
    {
        await other.Commit(new Batch().Put(Tickets.New("1")), Cancellation);
        wire.CutAt(Commit, isDone);

        var outcome = await store.Commit(Whole(1).Once("event", Tickets.Start, "reply"), Cancellation);

        Assert.IsType<Outcome.Committed>(outcome);
        await HappenedOnce();
        Assert.Equal(new Outcome.Duplicate("reply"), await store.Commit(Whole(2).Once("event", Tickets.Start), Cancellation));
    }

    [Fact]
    public async Task A_commit_that_happened_stays_one_though_somebody_has_changed_the_document_since()
    {
        await other.Commit(new Batch().Put(Tickets.New("1")), Cancellation);
        wire.CutAt(Commit, isDone: true, () => Changed(2));

        Assert.IsType<Outcome.Committed>(await store.Commit(Whole(1), Cancellation));

        Assert.Equal(3, (await other.Get(Tickets.Kind, "1", Cancellation))!.Version);
        Assert.True(wire.IsCut);
        Assert.Single(await other.Trail("1", 9, Cancellation));
    }

    [Fact]
    public async Task A_commit_that_did_not_happen_conflicts_when_somebody_has_changed_the_document_since()
    {
        await other.Commit(new Batch().Put(Tickets.New("1")), Cancellation);
        wire.CutAt(Commit, isDone: false, () => Changed(1));

        Assert.Equal(new Outcome.Conflict("ticket", "1"), await store.Commit(Whole(1), Cancellation));

        Assert.True(wire.IsCut);
        Assert.Empty(await other.Trail("1", 9, Cancellation));
        Assert.False(await other.IsWaiting("j", Cancellation));
    }

    [Theory]
    [MemberData(nameof(WhetherDone))]
    public async Task Work_is_finished_once(bool isDone)
    {
        await other.Commit(new Batch().Schedule(Tickets.Job("a", lane: "lane")).Schedule(Tickets.Job("b", lane: "lane")), Cancellation);
        var lease = Assert.Single(await store.Claim(9, Minute, Tickets.Start, Cancellation));
        wire.CutAt(Commit, isDone);

        Assert.IsType<Outcome.Committed>(await store.Commit(new Batch().Finish(lease).Note(Tickets.Fact("1")), Cancellation));

        Assert.True(wire.IsCut);
        Assert.Single(await other.Trail("1", 9, Cancellation));
        Assert.Equal("b", Assert.Single(await other.Claim(9, Minute, Tickets.Start, Cancellation)).Job.Id);
    }

    [Theory]
    [MemberData(nameof(WhetherDone))]
    public async Task Giving_work_back_or_up_is_answered_with_what_happened(bool isDone)
    {
        await other.Commit(new Batch().Schedule(Tickets.Job("a")), Cancellation);
        var lease = Assert.Single(await store.Claim(9, Minute, Tickets.Start, Cancellation));

        wire.CutAt(Commit, isDone);
        Assert.True(await store.Retry(lease, Tickets.Start, "again", Cancellation));
        Assert.True(wire.IsCut);

        lease = Assert.Single(await store.Claim(9, Minute, Tickets.Start, Cancellation));
        wire.CutAt(Commit, isDone);
        Assert.True(await store.Bury(lease, Tickets.Start, "no more", Cancellation));
        Assert.Single(await other.Dead(cancellation: Cancellation));
    }

    [Theory]
    [MemberData(nameof(WhetherDone))]
    public async Task Claimed_work_is_not_lost_with_the_answer(bool isDone)
    {
        await other.Commit(new Batch().Schedule(Tickets.Job("a")), Cancellation);
        wire.CutAt("skip locked", isDone);

        Assert.Equal("a", Assert.Single(await store.Claim(9, Minute, Tickets.Start, Cancellation)).Job.Id);
        Assert.True(wire.IsCut);
    }

    [Fact]
    public async Task A_lane_whose_last_job_ends_while_another_is_added_goes_on()
    {
        await other.Commit(new Batch().Schedule(Tickets.Job("a", lane: "lane")), Cancellation);
        var last = Assert.Single(await other.Claim(9, Minute, Tickets.Start, Cancellation));
        var ending = Task.FromResult<Outcome?>(null);

        wire.HoldAt(Commit, async () =>
        {
            ending = other.Commit(new Batch().Finish(last), Cancellation)!;
            await server.EndsOrWaits(ending, Other);
        });

        Assert.IsType<Outcome.Committed>(await store.Commit(new Batch().Schedule(Tickets.Job("b", lane: "lane")), Cancellation));
        Assert.IsType<Outcome.Committed>(await ending);
        Assert.Equal("b", Assert.Single(await other.Claim(9, Minute, Tickets.Start, Cancellation)).Job.Id);
    }

    private static Batch Whole(long version) => new Batch()
        .Put(Tickets.New("1", "bob"), version)
        .Put(Tickets.New("2"))
        .Note(Tickets.Fact("1"))
        .Schedule(Tickets.Job("j", lane: "lane"));

    private Task<Outcome> Changed(long version) => other.Commit(new Batch().Put(Tickets.New("1", "eve"), version), Cancellation);

    private async Task HappenedOnce()
    {
        Assert.True(wire.IsCut);
        var stored = (await other.Get(Tickets.Kind, "1", Cancellation))!;
        Assert.Equal((2, "bob"), (stored.Version, stored.Body.Assignee));
        Assert.Single(await other.Trail("1", 9, Cancellation));
        Assert.Single(await other.Claim(9, Minute, Tickets.Start, Cancellation));
    }
}
