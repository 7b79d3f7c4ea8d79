using ChatOps.Cards;
using ChatOps.Tickets;

namespace ChatOps.Tests.Tickets;

/// <summary>A ticket from the first word to the last.</summary>
public sealed class LifeTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_new_ticket_gets_a_number_a_receipt_and_the_attention_of_its_queue()
    {
        var receipt = await desk.Ada.Says("ticket new title:\"The printer is on fire\" urgency:high");

        Assert.Equal("INC-1 is received. Next, somebody at Service desk takes it up.", receipt.Line());
        Assert.Equal("INC-1 The printer is on fire", receipt.Message.Card!.Title.ToString());
        Assert.Equal(["INC-1 is new: Ada asks for help, P3. It waits for somebody to claim it."], desk.Grace.Lines());
        Assert.Empty(desk.Ada.Lines());
        Assert.Empty(desk.Holly.Lines());
    }

    [Fact]
    public async Task Incidents_and_requests_are_numbered_apart()
    {
        await desk.Ada.Says("ticket new something");
        await desk.Ada.Says("ticket new a mouse type:request");
        await desk.Ada.Says("ticket new another thing");

        Assert.Equal(TicketType.Request, (await desk.Ticket("REQ-1")).Type);
        Assert.Equal("another thing", (await desk.Ticket("INC-2")).Title);
    }

    [Fact]
    public async Task An_agent_asks_for_somebody_else_and_history_knows_both()
    {
        var receipt = await desk.Grace.Says("ticket new for:ada New badge");

        Assert.Equal("INC-1 is received for Ada. Next, somebody at Service desk takes it up.", receipt.Line());
        Assert.Equal(["Grace made INC-1 for you. Next, somebody at Service desk takes it up."], desk.Ada.Lines());
        Assert.Equal(("grace", "ada"), (await desk.Ticket()).History.OfType<Entry.Opened>().Select(opened => (opened.By, opened.Requester)).Single());
    }

    [Fact]
    public async Task A_delicate_category_goes_to_its_queue_unseen()
    {
        desk.Bot.Add(Desk.Kind, new("desk") { Categories = ["Pay"], Routes = new Dictionary<string, string> { ["Pay"] = "hr" } });
        await desk.Ada.Says("ticket new category:pay My pay is wrong");

        Assert.Equal("hr", (await desk.Ticket()).Queue);
        Assert.Empty(desk.Grace.Lines());
        Assert.StartsWith("INC-1 is new", Assert.Single(desk.Holly.Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_an_agent_asks_for_somebody_else() =>
        Assert.Equal(
            "Only agents can ask for somebody else. Leave out for whom it is, and name Bo in the details.",
            (await desk.Ada.Says("ticket new for:bo New badge")).Line());

    [Fact]
    public async Task The_day_it_was_first_noticed_lies_in_the_past()
    {
        var form = await desk.Ada.Says("ticket new since:tomorrow Broken");
        Assert.True(form.IsForm);
        Assert.Contains("has to be in the past", form.Line(), StringComparison.Ordinal);

        await desk.Ada.Presses(form, "Ask the help desk", ("since", "yesterday"));
        Assert.Equal(new DateOnly(2026, 9, 6), (await desk.Ticket()).Since);
    }

    [Fact]
    public async Task From_claim_to_confirmation_everybody_hears_once_of_each_event()
    {
        await desk.Asked();
        var claimed = await desk.Grace.Presses(desk.Grace.Inbox[0], "Claim");
        Assert.Equal("INC-1 is yours. You are next.", claimed.Line());

        await desk.Grace.Says("ticket reply INC-1 Which printer?");
        await desk.Ada.Says("ticket reply INC-1 The one in the kitchen");
        await desk.Grace.Says("ticket resolve INC-1 code:fixed Put it out");
        await desk.Ada.Presses(desk.Ada.Inbox[^1], "It works");

        Assert.Equal(
            [
                "Grace takes care of INC-1.",
                "Grace replied on INC-1.",
                "Grace resolved INC-1. Say whether it works; without a word from you it closes 12 Sept 2026.",
            ],
            desk.Ada.Lines());
        Assert.Equal(
            ["INC-1 is new: Ada asks for help, P4. It waits for somebody to claim it.", "Ada replied on INC-1. You are next.", "Ada says that INC-1 works. It is closed."],
            desk.Grace.Lines());
        Assert.Equal(State.Closed, (await desk.Ticket()).State);
        Assert.Single(desk.Ruth.Lines());
    }

    [Fact]
    public async Task The_receipt_stays_current()
    {
        await desk.Resolved();
        var receipt = desk.Bot.Channel.All(desk.Ada.Chat)[0];

        Assert.Contains("resolved", receipt.Card!.Body.OfType<Block.Facts>().Single().Items[0].Value.ToString(), StringComparison.Ordinal);
        Assert.Contains("It works", receipt.Labels());
    }

    [Fact]
    public async Task Not_solved_asks_why_and_opens_it_again()
    {
        await desk.Resolved();
        var form = await desk.Ada.Presses(desk.Ada.Inbox[^1], "Not solved");
        Assert.True(form.IsForm);

        var reopened = await desk.Ada.Presses(form, "Reopen a ticket", ("reason", "It burns again"));

        Assert.Equal("INC-1 is open again. Grace is next.", reopened.Line());
        Assert.Equal("Ada reopened INC-1. You are next.", desk.Grace.Lines()[^1]);
        Assert.Equal(State.InProgress, (await desk.Ticket()).State);
        Assert.Contains("It burns again", reopened.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reopening_has_its_days()
    {
        await desk.Resolved();
        await desk.Ada.Says("ticket close INC-1");
        await desk.Bot.Pass(TimeSpan.FromDays(15));

        var refused = await desk.Ada.Says("ticket reopen INC-1 It is back");

        Assert.True(refused.IsRefusal);
        Assert.Equal(["Start a new one"], refused.Labels());
        Assert.Equal("It is back", (await desk.Ada.Presses(refused, "Start a new one")).Given("title"));
    }

    [Fact]
    public async Task A_resolution_needs_its_code()
    {
        await desk.Claimed();
        var form = await desk.Grace.Says("ticket resolve INC-1 Put it out");

        Assert.True(form.IsForm);
        Assert.Equal(State.Assigned, (await desk.Ticket()).State);
        await desk.Grace.Presses(form, "Resolve a ticket", ("code", "no fault found"));
        Assert.Equal(ResolutionCode.NoFaultFound, (await desk.Ticket()).Resolution!.Code);
    }

    [Fact]
    public async Task Withdrawing_asks_first_and_tells_whoever_works_on_it()
    {
        await desk.Claimed();
        var question = await desk.Ada.Says("ticket cancel INC-1");
        Assert.Equal("Withdraw INC-1 The printer is on fire?", question.Line());
        Assert.Equal(State.Assigned, (await desk.Ticket()).State);

        await desk.Ada.Says("yes");
        Assert.Equal("Ada withdrew INC-1. Nothing is left to do.", desk.Grace.Lines()[^1]);
        Assert.Equal("INC-1 is cancelled and cannot be edited. Look at its card for what can be done.", (await desk.Ada.Says("ticket edit INC-1 title:Other")).Line());
    }

    [Fact]
    public async Task Requesters_put_their_own_words_better_while_it_is_open()
    {
        await desk.Claimed();
        var form = await desk.Ada.Presses(desk.Ada.Inbox[^1], "Edit");
        Assert.Equal("The printer is on fire", form.Given("title"));

        await desk.Ada.Presses(form, "Change the words of my ticket", ("title", "The printer smokes"));
        Assert.Equal("The printer smokes", (await desk.Ticket()).Title);
        Assert.Equal("Ada changed what INC-1 says.", desk.Grace.Lines()[^1]);
        Assert.StartsWith("Only who asked", (await desk.Grace.Says("ticket edit INC-1 title:x")).Line(), StringComparison.Ordinal);
    }
}
