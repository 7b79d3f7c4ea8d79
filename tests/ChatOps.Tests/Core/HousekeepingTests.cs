using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatOps.Tests.Core;

/// <summary>What has outlived its use goes by itself.</summary>
public sealed class HousekeepingTests : IAsyncDisposable
{
    private readonly TestBot test = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => test.DisposeAsync();

    [Fact]
    public async Task Every_hour_old_events_undone_changes_ended_sessions_and_unnamed_files_are_removed()
    {
        var features = new FeatureSet([new Housekeeping(test.Store, test.Files)]);
        var bot = new Bot(test.Store, features, new(), test.Clock, NullLogger<Bot>.Instance);
        using var timetable = new Timetable(bot, features, test.Clock, NullLogger<Timetable>.Instance);
        using var outbox = new Outbox(test.Store, bot, new(), [], test.Clock, NullLogger<Outbox>.Instance);
        await timetable.Plan(Cancellation);

        var file = await test.Employee("ada").Uploads("a.txt", "text"u8.ToArray());
        test.Add(UndoRecord.Kind, new UndoRecord("u", "ada", "ticket new", test.Clock.GetUtcNow() + UndoRecord.Lasts));
        var (session, _) = Session.Begin("ada", test.Clock.GetUtcNow());
        test.Add(Session.Kind, session);
        var seen = new Batch().Once("event", test.Clock.GetUtcNow(), "first");
        await test.Store.Commit(seen, Cancellation);

        await Pass(TimeSpan.FromMinutes(5));
        Assert.NotNull(await test.Store.Get(UndoRecord.Kind, "u", Cancellation));
        Assert.NotNull(await test.Store.Get(Session.Kind, session.Id, Cancellation));

        await Pass(TimeSpan.FromHours(1));
        Assert.Null(await test.Store.Get(UndoRecord.Kind, "u", Cancellation));
        Assert.Null(await test.Store.Get(Session.Kind, session.Id, Cancellation));
        Assert.NotNull(test.Files.Open(file.Hash));

        await Pass(TimeSpan.FromHours(25));
        Assert.Null(test.Files.Open(file.Hash));
        Assert.Equal(new Outcome.Duplicate("first"), await test.Store.Commit(seen, Cancellation));

        await Pass(TimeSpan.FromDays(7));
        Assert.IsType<Outcome.Committed>(await test.Store.Commit(seen, Cancellation));

        async Task Pass(TimeSpan time)
        {
            test.Clock.Advance(time);
            await outbox.Drain(Cancellation);
        }
    }
}
