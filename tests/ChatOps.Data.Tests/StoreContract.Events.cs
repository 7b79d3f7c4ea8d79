using ChatOps.Documents;

namespace ChatOps.Data.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task An_event_delivered_many_times_happens_once_and_gets_the_first_reply()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(
            () => Store.Commit(
                new Batch().Once("activity-7", Start, "INC-1").Put(Tickets.New("t" + i)).Note(Tickets.Fact("t")),
                Cancellation),
            Cancellation)));

        Assert.Single(outcomes.OfType<Outcome.Committed>());
        Assert.Equal(15, outcomes.OfType<Outcome.Duplicate>().Count());
        Assert.All(outcomes.OfType<Outcome.Duplicate>(), duplicate => Assert.Equal("INC-1", duplicate.Reply));
        Assert.Single(await Store.Trail("t", 99, Cancellation));
        Assert.Single(await Found(Tickets.Open.Where()));
    }

    [Fact]
    public async Task An_event_without_a_reply_is_remembered_too()
    {
        await Committed(new Batch().Once("event", Start));
        Assert.Equal(new Outcome.Duplicate(null), await Store.Commit(new Batch().Once("event", Start, "later"), Cancellation));
    }

    [Fact]
    public async Task Only_old_events_are_forgotten()
    {
        for (var day = 0; day < 10; day++)
            await Committed(new Batch().Once("event " + day, Start.AddDays(day), "reply"));

        await Store.Forget(Start.AddDays(7), Cancellation);

        await Committed(new Batch().Once("event 6", Start.AddDays(11)));
        Assert.Equal(new Outcome.Duplicate("reply"), await Store.Commit(new Batch().Once("event 7", Start.AddDays(11)), Cancellation));
    }

    [Fact]
    public async Task Very_long_event_ids_are_told_apart()
    {
        var id = new string('e', 2000);
        await Committed(new Batch().Once(id + "1", Start));
        await Committed(new Batch().Once(id + "2", Start));
        Assert.IsType<Outcome.Duplicate>(await Store.Commit(new Batch().Once(id + "1", Start), Cancellation));
    }

    [Fact]
    public async Task Numbers_are_unique_and_rise_however_many_ask()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            async () =>
            {
                var mine = new List<long>();

                for (var i = 0; i < 50; i++)
                    mine.Add(await Store.NextNumber("INC", Cancellation));

                return mine;
            },
            Cancellation)));

        Assert.All(numbers, mine => Assert.Equal(mine.Order(), mine));
        Assert.Equal(Enumerable.Range(1, 400).Select(i => (long)i), numbers.SelectMany(mine => mine).Order());
        Assert.Equal(1, await Store.NextNumber("CHG", Cancellation));
    }

    [Fact]
    public async Task The_trail_of_a_subject_is_its_own_and_oldest_first()
    {
        var whole = new Fact("INC-1", Start, "ann", "web", "ticket new", """{"status":["new","open"]}""");
        await Committed(new Batch().Note(whole).Note(Tickets.Fact("INC-10")).Note(Tickets.Fact("INC-1", "b")));
        await Committed(new Batch().Note(Tickets.Fact("INC-1", "c")));

        Assert.Equal([whole, Tickets.Fact("INC-1", "b"), Tickets.Fact("INC-1", "c")], await Said("INC-1", 9));
        Assert.Equal([whole], await Said("INC-1", 1));
        Assert.Empty(await Store.Trail("INC", 9, Cancellation));
    }
}
