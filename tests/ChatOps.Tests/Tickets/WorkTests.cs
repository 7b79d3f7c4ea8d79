using ChatOps.Cards;
using ChatOps.Tickets;

namespace ChatOps.Tests.Tickets;

/// <summary>What agents do with tickets.</summary>
public sealed class WorkTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task The_first_claim_wins_and_the_second_hears_who_has_it()
    {
        await desk.Asked();
        var claim = desk.Grace.Inbox[0];
        TestBot.Actor[] agents = [desk.Grace, desk.Ruth, .. Enumerable.Range(1, 6).Select(i => desk.Bot.Agent($"agent{i}"))];
        var claims = await Task.WhenAll(agents.Select(agent => Task.Run(() => agent.Presses(claim, "Claim"))));

        Assert.Single(claims, answer => answer.Line() == "INC-1 is yours. You are next.");
        var winner = agents.Single(agent => agent.Person.Id == desk.Ticket().Result.Assignee).Person.Name;
        Assert.All(claims.Where(answer => answer.IsRefusal), answer => Assert.Equal($"{winner} has INC-1, since 7 Sept 2026 08:00. Take it over, or leave it.", answer.Line()));
        Assert.Equal(7, claims.Count(answer => answer.IsRefusal));
        Assert.Single((await desk.Ticket()).History.OfType<Entry.Assigned>());
    }

    [Fact]
    public async Task Who_has_it_can_be_changed_when_it_is_said_so()
    {
        await desk.Claimed();
        var refused = await desk.Ruth.Says("ticket assign INC-1");
        var taken = await desk.Ruth.Presses(refused, "Take it over");

        Assert.Equal("INC-1 is yours. You are next.", taken.Line());
        Assert.Equal("Ruth assigned INC-1 to Ruth. Nothing is left for you to do.", desk.Grace.Lines()[^1]);
    }

    [Fact]
    public async Task Releasing_gives_it_back_to_the_queue()
    {
        await desk.Claimed();
        var released = await desk.Grace.Says("ticket assign INC-1 to:none");

        Assert.Equal("INC-1 is released. Somebody at Service desk is next.", released.Line());
        Assert.Equal((null, State.New), ((await desk.Ticket()).Assignee, (await desk.Ticket()).State));
        Assert.Equal("INC-1 is free again. It waits for somebody to claim it.", desk.Ruth.Lines()[^1]);
    }

    [Fact]
    public async Task Only_who_works_on_the_queue_can_be_given_its_tickets()
    {
        await desk.Asked();
        Assert.StartsWith("Bo does not work on Service desk.", (await desk.Grace.Says("ticket assign INC-1 to:bo")).Line(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Urgency_changes_the_priority()
    {
        await desk.Claimed();
        var updated = await desk.Ruth.Says("ticket update INC-1 urgency:high impact:high");

        Assert.Equal("INC-1 is now P1.", updated.Line());
        Assert.Equal("Ruth made INC-1 P1. It was P4.", desk.Grace.Lines()[^1]);
        Assert.Equal([(Priority.P4, Priority.P1)], (await desk.Ticket()).History.OfType<Entry.Prioritised>().Select(entry => (entry.From, entry.To)));
    }

    [Fact]
    public async Task A_priority_against_the_matrix_needs_a_reason_and_staff_see_it()
    {
        await desk.Claimed();
        var refused = await desk.Grace.Says("ticket update INC-1 priority:P1");
        var form = await desk.Grace.Presses(refused, "Give a reason");
        var updated = await desk.Grace.Presses(form, "Change priority, category or queue", ("reason", "The board prints today"));

        Assert.Equal(Priority.P1, (await desk.Ticket()).Priority);
        Assert.Contains("The board prints today", updated.Everything(), StringComparison.Ordinal);
        Assert.DoesNotContain("The board prints today", (await desk.Ada.Says("ticket view INC-1")).Everything(), StringComparison.Ordinal);

        await desk.Grace.Says("ticket update INC-1 urgency:low");
        Assert.Null((await desk.Ticket()).Override);
    }

    [Fact]
    public async Task Without_a_change_the_form_shows_how_it_is_sorted()
    {
        await desk.Asked();
        var form = await desk.Grace.Says("ticket update INC-1");

        Assert.True(form.IsForm);
        Assert.Equal(("low", "medium", "service-desk"), (form.Given("impact"), form.Given("urgency"), form.Given("queue")));
        Assert.Equal("INC-1 is like that already.", (await desk.Grace.Presses(form, "Change priority, category or queue")).Line());
        Assert.Equal("\"Magic\" is none of Hardware, Software, Network, Access, Email, Phone, Printing or Other. Choose one of them.", (await desk.Grace.Says("ticket update INC-1 category:Magic")).Line());
    }

    [Fact]
    public async Task Moving_between_queues_keeps_everything_but_tells_the_new_one()
    {
        await desk.Asked();
        await desk.Grace.Says("ticket update INC-1 queue:network");

        Assert.Equal("Grace moved INC-1 to Network. It waits for somebody to take it up.", desk.Ruth.Lines()[^1]);
        Assert.Equal("INC-1 is now with Network.", desk.Ada.Lines()[^1]);
        var ticket = await desk.Ticket();
        Assert.Equal((TestBot.Monday, State.New), (ticket.CreatedAt, ticket.State));
        Assert.Single(ticket.History.OfType<Entry.Transferred>());
    }

    [Fact]
    public async Task A_move_out_of_sight_can_be_taken_back_until_somebody_there_touches_it()
    {
        await desk.Asked();
        var moved = await desk.Grace.Says("ticket update INC-1 queue:hr");
        Assert.Equal("INC-1 is now with People, and no longer shown to you.", moved.Line());
        Assert.True((await desk.Grace.Says("ticket view INC-1")).IsRefusal);
        await desk.Grace.Presses(moved, "Undo");
        Assert.Equal("service-desk", (await desk.Ticket()).Queue);

        var again = await desk.Grace.Says("ticket update INC-1 queue:hr");
        await desk.Holly.Says("ticket assign INC-1");
        Assert.Equal("There is nothing here that you could take back. Press Undo within 10 minutes of a change.", (await desk.Grace.Presses(again, "Undo")).Line());
    }

    [Fact]
    public async Task A_note_is_drawn_as_internal_and_the_requester_hears_nothing()
    {
        await desk.Claimed();
        await desk.Ruth.Says("ticket watch INC-1");
        var heard = desk.Ada.Lines().Length;
        var noted = await desk.Grace.Says("ticket note INC-1 The fuse was loose");

        Assert.Equal("Noted on INC-1. Only staff see it.", noted.Line());
        Assert.True(noted.Message.Card!.Body.OfType<Block.Quote>().Single().Internal);
        Assert.Equal("Grace wrote an internal note on INC-1.", desk.Ruth.Lines()[^1]);
        Assert.Equal(heard, desk.Ada.Lines().Length);
        Assert.DoesNotContain("fuse", (await desk.Ada.Says("ticket view INC-1")).Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_kept_with_what_they_came_with()
    {
        await desk.Claimed();
        var file = await desk.Ada.Uploads("fire.txt", "hot"u8.ToArray());
        var reply = await desk.Ada.Says("ticket reply INC-1 Look", file);
        Assert.Equal("fire.txt", Assert.Single(reply.Message.Card!.Body.OfType<Block.Files>()).Items[0].Name);

        var more = await desk.Ada.Uploads("smoke.txt", "grey"u8.ToArray());
        Assert.Equal("1 file is added to INC-1.", (await desk.Ada.Says("ticket attach INC-1", more)).Line());
        Assert.Equal("INC-1 has that already.", (await desk.Ada.Says("ticket attach INC-1", more)).Line());
        Assert.Equal("Ada added 1 file to INC-1.", desk.Grace.Lines()[^1]);
    }

    [Fact]
    public async Task Nobody_attaches_a_file_that_somebody_else_has_sent()
    {
        await desk.Claimed();
        var file = await desk.Bo.Uploads("secret.txt", "hot"u8.ToArray());

        Assert.Equal("That file is no longer here. Attach it again.", (await desk.Ada.Says("ticket reply INC-1 Look", file)).Line());
    }

    [Fact]
    public async Task Staff_see_who_is_behind_a_ticket()
    {
        await desk.Asked();
        await desk.Ada.Says("ticket new Another thing");
        var context = await desk.Grace.Says("ticket context INC-1");

        Assert.Equal("Ada", context.Line());
        Assert.Equal(["INC-2"], context.Numbers());
        Assert.Equal(["yes", "Sales", "Berlin", "—", "Ruth"], context.Message.Card!.Body.OfType<Block.Facts>().Single().Items.Select(fact => fact.Value.ToString()));
        Assert.True((await desk.Ada.Says("ticket context INC-1")).IsRefusal);
    }

    [Fact]
    public async Task What_is_muted_is_silent_but_for_what_waits_for_you()
    {
        await desk.Claimed();
        await desk.Ada.Says("ticket mute INC-1");
        var heard = desk.Ada.Lines().Length;
        await desk.Grace.Says("ticket reply INC-1 Hello");
        Assert.Equal(heard, desk.Ada.Lines().Length);

        await desk.Grace.Says("ticket wait INC-1 for:requester until:tomorrow Which printer?");
        Assert.StartsWith("Grace needs your answer on INC-1", desk.Ada.Lines()[^1], StringComparison.Ordinal);

        await desk.Ada.Says("ticket watch INC-1");
        await desk.Grace.Says("ticket reply INC-1 Hello again");
        Assert.Equal("Grace replied on INC-1.", desk.Ada.Lines()[^1]);
        Assert.DoesNotContain("Undo", (await desk.Ada.Says("ticket watch INC-1")).Labels());
    }

    [Fact]
    public async Task Staff_see_that_the_requester_is_a_vip_and_changed_or_withdrew_it()
    {
        await desk.Asked();
        await desk.Ada.Says("ticket edit INC-1 title:Smoke");
        Assert.Contains("VIP", (await desk.Grace.Says("ticket view INC-1")).Everything(), StringComparison.Ordinal);
        Assert.DoesNotContain("VIP", (await desk.Ada.Says("ticket view INC-1")).Everything(), StringComparison.Ordinal);
        Assert.Contains("by Ada, 7 Sept 2026 08:00", Facts(await desk.Grace.Says("ticket view INC-1")));

        await desk.Ada.Says("ticket cancel INC-1");
        await desk.Ada.Says("yes");
        Assert.Contains("withdrawn by Ada", Facts(await desk.Grace.Says("ticket view INC-1")));
    }

    [Fact]
    public async Task A_picture_is_an_answer_too()
    {
        await desk.Claimed();
        await desk.Grace.Says("ticket wait INC-1 for:requester until:tomorrow A picture please");
        await desk.Ada.Says("", await desk.Ada.Uploads("fire.txt", "hot"u8.ToArray()));
        Assert.Equal(State.InProgress, (await desk.Ticket()).State);
    }

    [Fact]
    public async Task The_buttons_fit_the_state_and_the_reader()
    {
        await desk.Asked();
        Assert.Equal(["Claim", "Reply", "Resolve", "Note", "Wait", "Assign", "Change", "Macro", "About the requester", "Tell me what happens"], desk.Grace.Inbox[0].Labels());
        Assert.Equal(["Reply", "Add files", "Edit", "Withdraw", "Mute"], (await desk.Ada.Says("ticket view INC-1")).Labels());

        await desk.Grace.Says("ticket assign INC-1");
        await desk.Grace.Says("ticket resolve INC-1 code:fixed Done");
        Assert.Equal(["It works", "Not solved", "Mute"], (await desk.Ada.Says("ticket view INC-1")).Labels());
        Assert.Equal(["Reply", "Note", "Reopen", "Close", "About the requester", "Mute"], (await desk.Grace.Says("ticket view INC-1")).Labels());

        await desk.Ada.Says("ticket close INC-1");
        Assert.Equal(["It is back"], (await desk.Ada.Says("ticket view INC-1")).Labels());
    }

    [Fact]
    public async Task An_administrator_who_breaks_the_glass_reads_for_an_hour_and_the_owner_knows()
    {
        await desk.Hidden();
        await desk.Holly.Says("ticket note INC-1 Delicate");
        Assert.Equal("There is no ticket INC-1. Check the number or the name.", (await desk.Root.Says("ticket view INC-1")).Line());
        Assert.Equal("Only administrators can do that. Ask one of them, or say \"help\" to see what you can do.", (await desk.Grace.Says("admin unseal INC-1 Curious")).Line());
        Assert.True((await desk.Root.Says("admin unseal INC-1")).IsForm);

        var opened = await desk.Root.Says("admin unseal INC-1 The court asks");
        Assert.Contains("Delicate", opened.Everything(), StringComparison.Ordinal);
        Assert.Contains("The reason given: The court asks", desk.Holly.Lines()[^1], StringComparison.Ordinal);
        Assert.Equal("INC-1 is open to you for reading only. Ask the people who work on it.", (await desk.Root.Says("ticket watch INC-1")).Line());
        var trail = await desk.Bot.Store.Trail("ticket:INC-1", cancellation: TestContext.Current.CancellationToken);
        Assert.Contains(trail, fact => fact is { Actor: "root", What: "unseal: The court asks" });

        await desk.Bot.Pass(TimeSpan.FromMinutes(61));
        Assert.Equal("There is no ticket INC-1. Check the number or the name.", (await desk.Root.Says("ticket view INC-1")).Line());
        Assert.All(desk.Bot.Channel.All(desk.Root.Chat), message => Assert.DoesNotContain("Delicate", message.Everything(), StringComparison.Ordinal));
        Assert.Equal("There is no ticket INC-99. Check the number or the name.", (await desk.Root.Says("admin unseal INC-99 Guessing")).Line());
    }

    private static IEnumerable<string> Facts(ChatOps.Conversations.Reply reply) =>
        reply.Message.Card!.Body.OfType<Block.Facts>().SelectMany(facts => facts.Items).Select(fact => fact.Value.ToString());
}
