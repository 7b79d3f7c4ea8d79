using ChatOps.Conversations;
using ChatOps.Tests.Tickets;

namespace ChatOps.Tests.Relaying;

/// <summary>The staff's thread follows its ticket.</summary>
public sealed class ThreadTests : IAsyncDisposable
{
    private readonly TwoPlatforms world = new();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task It_is_opened_on_demand_once_and_lets_colleagues_in()
    {
        await world.Threaded();
        await world.Ruth.Says("ticket thread INC-1");

        var (name, members, isArchived) = Assert.Single(world.Hall.Threads);
        Assert.Equal(("INC-1 The printer is on fire", false), (name, isArchived));
        Assert.Equal(["grace", "ruth"], members);
    }

    [Fact]
    public async Task It_is_put_away_when_the_ticket_is_closed_and_comes_back_with_it()
    {
        await world.Threaded();
        await world.Grace.Says("ticket resolve INC-1 code:fixed Put it out");
        Assert.False(Assert.Single(world.Hall.Threads).IsArchived);

        await world.Desk.Ada.Says("ticket close INC-1");
        Assert.True(Assert.Single(world.Hall.Threads).IsArchived);

        await world.Desk.Ada.Says("ticket reopen INC-1 It burns again");
        Assert.False(Assert.Single(world.Hall.Threads).IsArchived);
        Assert.Equal(["Ada on INC-1 It burns again"], world.Hall.Said(world.Thread));
    }

    [Fact]
    public async Task Whoever_gets_the_ticket_is_let_in()
    {
        await world.Threaded();
        await world.Grace.Says("ticket assign INC-1 to:ruth");

        Assert.Equal(["grace", "ruth"], Assert.Single(world.Hall.Threads).Members);
    }

    [Fact]
    public async Task It_is_called_what_the_ticket_is_called()
    {
        await world.Threaded();
        await world.Desk.Ada.Says("ticket edit INC-1 title:\"Two printers are on fire\"");

        Assert.Equal("INC-1 Two printers are on fire", Assert.Single(world.Hall.Threads).Name);
    }

    [Fact]
    public async Task It_goes_on_with_the_ticket_that_its_own_is_merged_into()
    {
        await world.Threaded();
        await world.Desk.Bo.Says("ticket new Smoke everywhere");
        await world.Grace.Says("ticket merge INC-1 into:INC-2");
        await world.Desk.Bo.Says("ticket reply INC-2 I cannot see a thing");

        Assert.Equal(["Bo on INC-2 I cannot see a thing"], world.Hall.Said(world.Thread));
        Assert.Equal("INC-2 Smoke everywhere", Assert.Single(world.Hall.Threads).Name);
        // Bo has not written for the square, where Ada asked.
        Assert.Empty(world.Square.Said(world.Corner));
    }

    [Fact]
    public async Task Opening_it_again_after_a_crash_opens_no_second_one()
    {
        await world.Asked();
        world.Hall.LosesAnswers = 1;
        await world.Grace.Says("ticket thread INC-1");
        await world.Desk.Bot.Pass(TimeSpan.FromMinutes(1));

        Assert.Single(world.Hall.Threads);
        Assert.Single(world.Hall.In(world.Thread), message => message.Shown is not null);
    }

    [Fact]
    public async Task Without_a_place_for_threads_somebody_reads_what_to_do()
    {
        await world.Desk.Root.Says("admin queue Service desk triage:none");
        await world.Desk.Asked();

        Assert.Equal(
            "There is no place for threads of Service desk. Ask in a channel that has threads, or have an administrator name one where its new tickets are shown.",
            (await world.Grace.Says("ticket thread INC-1")).Line());

        var reply = await world.Grace.Mentions("ticket thread INC-1", new Place("hall", "general") { Kind = PlaceKind.Channel });
        Assert.False(reply.IsRefusal);
        Assert.Single(world.Hall.Threads);
    }
}
