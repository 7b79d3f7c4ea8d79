using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Relaying;
using ChatOps.Tests.Tickets;

namespace ChatOps.Tests.Relaying;

/// <summary>One ticket lives on two platforms: what is said on one is read on the other.</summary>
public sealed class OneTicketTests : IAsyncDisposable
{
    private readonly TwoPlatforms world = new();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_mention_opens_a_ticket_whose_conversation_is_the_thread()
    {
        var reply = await world.Asked();

        Assert.Equal("INC-1 is received. Next, somebody at Service desk takes it up.", reply.Line());
        Assert.Equal((Audience.Place, null), (reply.Audience, reply.Instead));
        Assert.Null(reply.Message.Undo);
        Assert.Equal("INC-1 The printer is on fire", reply.Message.Card!.Title.ToString());
    }

    [Fact]
    public async Task A_command_in_a_thread_opens_one_as_words_do()
    {
        var reply = await world.Ada.Mentions("ticket new urgency:high The printer is on fire", world.Corner);

        Assert.Equal((Audience.Place, "INC-1 The printer is on fire"), (reply.Audience, reply.Message.Card!.Title.ToString()));
        Assert.True((await world.Ada.Writes("It is the one in the hall", world.Corner)).IsAcknowledged);
    }

    [Fact]
    public async Task What_was_asked_without_others_seeing_it_makes_no_thread_its_conversation()
    {
        await world.Ada.Says("ticket new My salary is wrong", world.Corner);
        await world.Grace.Says("ticket reply INC-1 I call you");

        Assert.Empty(world.Square.In(world.Corner));
    }

    [Fact]
    public async Task A_new_ticket_is_posted_where_it_is_taken_up_and_its_card_stays_current()
    {
        await world.Desk.Asked();
        var card = Assert.Single(world.Hall.In(world.Hall.Triage));
        Assert.Equal(["Claim", "Assign", "Wait", "Resolve", "Thread"], card.Labels());

        await world.Grace.Presses(card, "Claim");
        await world.Grace.Says("ticket resolve INC-1 code:fixed Put it out");

        var now = Assert.Single(world.Hall.In(world.Hall.Triage));
        Assert.Equal(["It works", "Not solved"], now.Labels());
        Assert.Contains("Grace", now.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_that_is_pressed_before_the_bot_knows_that_it_stands_there_stays_current_too()
    {
        world.Hall.Meanwhile = () => world.Grace.Presses(world.Hall.In(world.Hall.Triage)[0], "Claim");

        await world.Desk.Asked();

        Assert.Contains("Grace", Assert.Single(world.Hall.In(world.Hall.Triage)).Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_and_files_go_both_ways_in_order_once_and_with_who_said_them()
    {
        await world.Threaded();
        var photo = await world.Ada.Uploads("smoke.txt", "smoke"u8.ToArray());

        Assert.True((await world.Grace.Writes("Which printer is it?", world.Thread)).IsAcknowledged);
        Assert.True((await world.Ada.Writes("The one in the hall", world.Corner)).IsAcknowledged);
        Assert.True((await world.Ada.Writes("It looks like this", world.Corner, photo)).IsAcknowledged);
        Assert.True((await world.Ruth.Writes("Do not go near it", world.Thread)).IsAcknowledged);

        Assert.Equal(["Grace on INC-1 Which printer is it?", "Ruth on INC-1 Do not go near it"], world.Square.Said(world.Corner));
        Assert.Equal(["Ada on INC-1 The one in the hall", "Ada on INC-1 It looks like this [smoke.txt]"], world.Hall.Said(world.Thread));
    }

    [Fact]
    public async Task A_picture_alone_is_said_too()
    {
        await world.Threaded();
        var photo = await world.Ada.Uploads("smoke.txt", "smoke"u8.ToArray());

        Assert.True((await world.Ada.Writes("", world.Corner, photo)).IsAcknowledged);

        Assert.Equal(["Ada on INC-1 [smoke.txt]"], world.Hall.Said(world.Thread));
        Assert.Equal("smoke.txt", Assert.Single((await world.Desk.Ticket()).Files).Name);
    }

    [Fact]
    public async Task What_a_command_or_a_button_says_in_public_is_read_in_every_place()
    {
        await world.Threaded();
        await world.Grace.Runs("ticket reply", ("id", "INC-1"), ("text", "Use the other one"));
        await world.Grace.Says("ticket resolve INC-1 code:fixed Put it out");
        await world.Ada.Says("ticket reopen INC-1 It burns again");

        Assert.Equal(["Grace on INC-1 Use the other one", "Ada on INC-1 It burns again"], world.Hall.Said(world.Thread));
        Assert.Equal(["Grace on INC-1 Use the other one", "Ada on INC-1 It burns again"], world.Square.Said(world.Corner));
    }

    [Fact]
    public async Task What_was_said_before_is_read_in_a_thread_that_is_opened_later()
    {
        await world.Asked();
        await world.Ada.Writes("It is the one in the hall", world.Corner);
        await world.Ada.Writes("Please hurry", world.Corner);
        await world.Grace.Says("ticket thread INC-1");

        Assert.Equal(["Ada on INC-1 It is the one in the hall", "Ada on INC-1 Please hurry"], world.Hall.Said(world.Thread));
    }

    [Fact]
    public async Task The_same_event_again_says_nothing_again()
    {
        await world.Threaded();
        await world.Grace.Writes("Which printer is it?", world.Thread, "once");
        var again = await world.Grace.Writes("Which printer is it?", world.Thread, "once");

        Assert.True(again.IsAcknowledged);
        Assert.Single(world.Square.Said(world.Corner));
    }

    [Fact]
    public async Task A_platform_that_is_down_for_an_hour_gets_everything_in_order_and_once()
    {
        await world.Threaded();
        world.Square.IsDown = true;

        foreach (var n in Enumerable.Range(1, 12))
        {
            await world.Grace.Writes($"Word {n}", world.Thread);
            await world.Desk.Bot.Pass(TimeSpan.FromMinutes(5));
        }

        // The other side goes on meanwhile.
        await world.Ada.Writes("Hello", world.Corner);
        Assert.Equal(["Ada on INC-1 Hello"], world.Hall.Said(world.Thread));
        Assert.Empty(world.Square.Said(world.Corner));

        world.Square.IsDown = false;
        await world.Desk.Bot.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(Enumerable.Range(1, 12).Select(n => $"Grace on INC-1 Word {n}"), world.Square.Said(world.Corner));
    }

    [Fact]
    public async Task A_delivery_whose_answer_was_lost_is_repeated_under_the_same_token()
    {
        await world.Threaded();
        world.Square.LosesAnswers = 2;
        await world.Grace.Writes("Which printer is it?", world.Thread);
        await world.Grace.Writes("Or are there two?", world.Thread);
        await world.Desk.Bot.Pass(TimeSpan.FromMinutes(1));
        await world.Desk.Bot.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(["Grace on INC-1 Which printer is it?", "Grace on INC-1 Or are there two?"], world.Square.Said(world.Corner));
    }

    [Fact]
    public async Task A_platform_that_keeps_no_tokens_shows_it_twice_rather_than_not_at_all()
    {
        await using var forgetful = new TwoPlatforms(forgetsTokens: true);
        await forgetful.Threaded();
        forgetful.Hall.LosesAnswers = 1;
        await forgetful.Ada.Writes("The one in the hall", forgetful.Corner);
        await forgetful.Desk.Bot.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(["Ada on INC-1 The one in the hall", "Ada on INC-1 The one in the hall"], forgetful.Hall.Said(forgetful.Thread));
    }

    [Fact]
    public async Task Every_message_is_known_again_where_it_stands()
    {
        await world.Threaded();
        await world.Grace.Writes("Which printer is it?", world.Thread, "typed-7");

        var copies = (await world.Desk.Bot.Store.Find(Copy.ByPlace.Where(world.Thread.ToString(), "typed-7"), TestContext.Current.CancellationToken)).Items;
        var original = Assert.Single(copies).Body;
        Assert.True(original.IsOriginal);

        var all = (await world.Desk.Bot.Store.Find(Copy.ByMessage.Where(original.Message), TestContext.Current.CancellationToken)).Items.Select(item => item.Body);
        Assert.Equal([world.Corner, world.Thread], all.Select(copy => copy.Place).OrderByDescending(place => place.Platform, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Whoever_reads_it_in_a_thread_is_not_told_a_second_time()
    {
        await world.Threaded();
        var (ada, grace) = (world.Desk.Ada.Lines(), world.Desk.Grace.Lines());
        await world.Grace.Writes("Which printer is it?", world.Thread);
        await world.Ada.Writes("The one in the hall", world.Corner);

        Assert.Equal(ada, world.Desk.Ada.Lines());
        Assert.Equal(grace, world.Desk.Grace.Lines());
    }

    [Fact]
    public async Task A_requester_without_a_thread_is_told_in_their_chat_and_answers_from_there()
    {
        await world.Desk.Asked();
        await world.Grace.Says("ticket thread INC-1");
        await world.Grace.Writes("Which printer is it?", world.Thread);

        Assert.Equal("Grace replied on INC-1.", world.Desk.Ada.Lines()[^1]);
        await world.Desk.Ada.Says("ticket reply INC-1 The one in the hall");
        Assert.Equal(["Ada on INC-1 The one in the hall"], world.Hall.Said(world.Thread));
    }

    [Fact]
    public async Task What_comes_of_it_is_read_where_it_was_asked_and_answered_there()
    {
        await world.Threaded();
        var chat = world.Desk.Ada.Lines();
        await world.Grace.Says("ticket wait INC-1 for:requester until:tomorrow Which printer is it?");

        var asked = world.Square.In(world.Corner)[^1];
        Assert.StartsWith("Grace needs your answer on INC-1 before", asked.Line(), StringComparison.Ordinal);
        Assert.Contains("Which printer is it?", asked.Everything(), StringComparison.Ordinal);
        Assert.Equal("ada", asked.For);

        await world.Grace.Says("ticket wake INC-1");
        await world.Grace.Says("ticket resolve INC-1 code:fixed Put it out");
        var resolved = world.Square.In(world.Corner)[^1];
        Assert.StartsWith("Grace resolved INC-1. Say whether it works;", resolved.Line(), StringComparison.Ordinal);
        Assert.Contains("Put it out", resolved.Everything(), StringComparison.Ordinal);

        Assert.Equal(chat, world.Desk.Ada.Lines());
        await world.Ada.Presses(resolved, "It works");
        Assert.Equal(ChatOps.Tickets.State.Closed, (await world.Desk.Ticket()).State);
    }

    [Fact]
    public async Task Where_a_thread_is_gone_the_requester_is_told_in_their_chat()
    {
        await world.Threaded();
        world.Square.Gone.Add(world.Corner);
        await world.Grace.Says("ticket resolve INC-1 code:fixed Put it out");

        Assert.StartsWith("Grace resolved INC-1.", world.Desk.Ada.Lines()[^1], StringComparison.Ordinal);
        Assert.Empty(await world.Desk.Bot.Store.Dead(cancellation: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whoever_is_to_act_is_meant_and_nobody_by_their_own_words()
    {
        await world.Threaded();
        await world.Grace.Writes("Which printer is it?", world.Thread);
        await world.Ada.Writes("The one in the hall", world.Corner);
        await world.Ruth.Writes("Do not go near it", world.Thread);
        await world.Ada.Says("ticket cancel INC-1");

        Assert.Equal("grace", world.Hall.In(world.Thread)[^1].For);
        Assert.Equal(["ada", "ada"], world.Square.In(world.Corner).TakeLast(2).Select(message => message.For));
        Assert.Null(world.Hall.In(world.Hall.Triage)[0].For);
    }

    [Fact]
    public async Task Whoever_is_given_a_ticket_is_told_where_it_is_taken_up_when_they_work_there()
    {
        await world.Desk.Asked();
        await world.Ruth.Says("help");
        var chat = world.Desk.Ruth.Lines();
        await world.Grace.Says("ticket assign INC-1 to:ruth");

        var told = world.Hall.In(world.Hall.Triage)[^1];
        Assert.Equal(("ruth", "Grace assigned INC-1 to you. You are next."), (told.For, told.Line()));
        Assert.Equal(chat, world.Desk.Ruth.Lines());
    }

    [Fact]
    public async Task A_thread_whose_ticket_is_withdrawn_is_free_for_the_next_one()
    {
        await world.Threaded();
        await world.Desk.Ada.Presses(await world.Desk.Ada.Says("ticket cancel INC-1"), "Yes");

        Assert.Equal("INC-2 is received. Next, somebody at Service desk takes it up.", (await world.Ada.Mentions("The scanner is on fire", world.Corner)).Line());
        Assert.Equal("INC-2", (await world.Desk.Bot.Bot.Locate(world.Corner, TestContext.Current.CancellationToken)).Subject);
    }

    [Fact]
    public async Task What_is_taken_back_before_it_is_delivered_is_not_said()
    {
        await world.Threaded();
        world.Square.IsDown = true;
        var reply = await world.Grace.Says("ticket reply INC-1 Never mind");
        await world.Grace.Presses(reply, "Undo");
        world.Square.IsDown = false;
        await world.Desk.Bot.Pass(TimeSpan.FromMinutes(10));

        Assert.Empty(world.Square.Said(world.Corner));
    }

    [Fact]
    public async Task What_is_taken_back_after_it_was_delivered_goes_again()
    {
        await world.Threaded();
        var reply = await world.Grace.Says("ticket reply INC-1 Never mind");
        Assert.Equal(["Grace on INC-1 Never mind"], world.Square.Said(world.Corner));

        await world.Grace.Presses(reply, "Undo");
        Assert.Empty(world.Square.Said(world.Corner));
        Assert.Empty(world.Hall.Said(world.Thread));
    }

    [Fact]
    public async Task Whoever_sees_the_card_of_a_new_ticket_is_not_told_of_it_too()
    {
        await world.Grace.Says("help");
        await world.Desk.Asked();

        Assert.Empty(world.Desk.Grace.Lines());
        Assert.Single(world.Desk.Ruth.Lines());
    }

    [Fact]
    public async Task Somebody_whom_it_does_not_concern_is_not_listened_to()
    {
        await world.Threaded();

        Assert.True((await world.Bo.Writes("Ha ha", world.Corner)).IsSilent);
        Assert.True((await world.Bo.Writes("Lunch?", new Place("square", "general/2") { Kind = PlaceKind.Thread })).IsSilent);
        Assert.Equal("There is no ticket INC-1. Check the number or the name.", (await world.Bo.Mentions("Is it out yet?", world.Corner)).Line());
        Assert.Empty(world.Hall.Said(world.Thread));
    }

    [Fact]
    public async Task Thanks_in_the_thread_do_not_open_a_resolved_ticket_again()
    {
        await world.Threaded();
        await world.Grace.Says("ticket resolve INC-1 code:fixed Put it out");

        Assert.True((await world.Ada.Writes("thank you", world.Corner)).IsAcknowledged);
        Assert.Equal("Is INC-1 The printer is on fire solved?", (await world.Ada.Writes("it works, thanks", world.Corner)).Line());
        Assert.Equal(ChatOps.Tickets.State.Resolved, (await world.Desk.Ticket()).State);
    }

    [Fact]
    public async Task A_private_answer_says_in_the_shared_place_where_it_went()
    {
        await world.Threaded();
        var reply = await world.Ada.Mentions("my tickets", world.Corner);

        Assert.NotEqual(Audience.Place, reply.Audience);
        Assert.Equal("Ada, the answer is in your chat with me.", reply.Instead!.Line());
        Assert.Null((await world.Ada.Says("my tickets")).Instead);
    }

    [Fact]
    public async Task A_question_that_was_answered_in_the_chat_takes_its_yes_there_and_from_nobody_else()
    {
        await world.Threaded();
        var question = await world.Ada.Mentions("ticket cancel", world.Corner);
        Assert.NotNull(question.Instead);

        Assert.True((await world.Bo.Presses(question, "Yes")).IsRefusal);
        Assert.Equal("INC-1 is withdrawn. Nobody works on it any more.", (await world.Ada.Presses(question, "Yes")).Line());
        Assert.True((await world.Ada.Presses(question, "Yes")).IsRefusal);
    }

    [Fact]
    public async Task In_a_thread_its_number_goes_without_saying_also_for_whoever_draws_a_form()
    {
        await world.Threaded();

        Assert.Equal("INC-1", (await world.Desk.Bot.Bot.Locate(world.Thread, TestContext.Current.CancellationToken)).Subject);
        Assert.Equal("Noted on INC-1. Only staff see it.", (await world.Grace.Writes("ticket note He always does that", world.Thread)).Line());

        var place = await world.Desk.Bot.Bot.Locate(world.Thread, TestContext.Current.CancellationToken);
        var form = Assert.IsType<Prepared.Form>(world.Desk.Bot.Bot.Prepare(Invocation.Of("ticket resolve"), [], world.Grace.Person, place));
        Assert.Equal("INC-1", form.Arguments["id"]);
    }

    [Fact]
    public async Task A_slash_that_means_no_command_is_not_sent_to_the_requester()
    {
        await world.Threaded();

        Assert.True((await world.Grace.Writes("/tikcet note He always does that", world.Thread)).IsRefusal);
        Assert.Empty(world.Square.Said(world.Corner));
    }

    [Fact]
    public async Task Words_that_could_mean_a_note_are_asked_about_and_not_sent_to_the_requester()
    {
        await world.Threaded();
        var asked = await world.Grace.Writes("note on INC-1: he always does that", world.Thread);

        Assert.True(asked.IsForm);
        Assert.Equal("he always does that", asked.Given("text"));
        Assert.Empty(world.Square.Said(world.Corner));
    }

    [Fact]
    public async Task A_queue_can_say_that_plain_words_are_notes()
    {
        await world.Desk.Root.Says("admin queue Service desk notes:yes");
        await world.Threaded();

        Assert.True((await world.Grace.Writes("He always does that", world.Thread)).IsAcknowledged);
        Assert.Empty(world.Square.Said(world.Corner));
        await world.Grace.Says("ticket reply INC-1 Which printer is it?");
        Assert.Equal(["Grace on INC-1 Which printer is it?"], world.Square.Said(world.Corner));
    }

    [Fact]
    public async Task A_triage_channel_is_named_where_it_is()
    {
        var network = new Place("hall", "cables") { Kind = PlaceKind.Channel };
        var root = world.Desk.Bot.On("hall", world.Desk.Root);

        await root.Mentions("admin queue Network triage:here", network);
        Assert.True((await root.Says("admin queue Network triage:nowhere:1")).IsRefusal);
        Assert.True((await root.Says("admin queue People triage:hall:cables")).IsRefusal);
        await world.Desk.Asked();
        await world.Grace.Says("ticket update INC-1 queue:network");

        Assert.Single(world.Hall.In(network));
    }
}
