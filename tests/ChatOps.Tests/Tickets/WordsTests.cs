using ChatOps.Tickets;

namespace ChatOps.Tests.Tickets;

/// <summary>Words that are no command.</summary>
public sealed class WordsTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task The_first_words_fill_the_form_and_one_press_makes_the_ticket()
    {
        var form = await desk.Ada.Says("My laptop won't start. It beeps three times, and I can't work.");

        Assert.True(form.IsForm);
        Assert.Equal("My laptop won't start", form.Given("title"));
        Assert.Equal("My laptop won't start. It beeps three times, and I can't work.", form.Given("details"));
        Assert.Equal("high", form.Given("urgency"));
        Assert.Contains("Cancel", form.Labels());

        var receipt = await desk.Ada.Presses(form, "Ask the help desk");
        Assert.Equal("INC-1 is received. Next, somebody at Service desk takes it up.", receipt.Line());
        Assert.Equal(Urgency.High, (await desk.Ticket()).Urgency);
    }

    [Theory]
    [InlineData("the vpn is down", "the vpn is down", null, "medium")]
    [InlineData("Version 2.5 of the tool crashes! Please help asap", "Version 2.5 of the tool crashes", "all", "high")]
    [InlineData("No rush, but my chair squeaks", "No rush, but my chair squeaks", null, "low")]
    [InlineData("First line\nSecond line", "First line", "all", "medium")]
    public async Task Title_details_and_urgency_come_from_the_words(string words, string title, string? details, string urgency)
    {
        var form = await desk.Ada.Says(words);
        Assert.Equal((title, details is null ? null : words, urgency), (form.Given("title"), form.Given("details"), form.Given("urgency")));
    }

    [Fact]
    public void A_long_sentence_is_cut_at_a_word()
    {
        var title = FirstWords.Title(string.Concat(Enumerable.Repeat("printer ", 60)));
        Assert.InRange(title.Length, 80, 101);
        Assert.EndsWith("printer…", title, StringComparison.Ordinal);
        Assert.Equal(100, FirstWords.Title(new string('x', 500)).Length);
    }

    [Fact]
    public async Task An_answer_goes_to_the_ticket_that_waits_for_it()
    {
        await desk.Claimed();
        await desk.Ada.Says("ticket new My mouse squeaks");
        await desk.Grace.Says("ticket reply INC-1 Which printer?");
        var file = await desk.Ada.Uploads("photo.txt", "fire"u8.ToArray());

        var receipt = await desk.Ada.Says("The one in the kitchen", file);

        Assert.Equal("Added to INC-1. Grace is next.", receipt.Line());
        Assert.Contains("photo.txt", receipt.Everything(), StringComparison.Ordinal);
        Assert.Equal("Ada replied on INC-1. You are next.", desk.Grace.Lines()[^1]);

        var fresh = await desk.Ada.Presses(receipt, "This is something new");
        Assert.True(fresh.IsForm);
        Assert.Equal("The one in the kitchen", fresh.Given("title"));
        Assert.Equal(file.ToString(), fresh.Given("files"));

        await desk.Ada.Presses(receipt, "Undo");
        Assert.DoesNotContain("kitchen", (await desk.Ada.Says("ticket view INC-1")).Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_the_requester_counts_as_a_question()
    {
        await desk.Claimed();
        await desk.Grace.Says("ticket wait INC-1 for:requester until:tomorrow Which printer?");

        Assert.Equal("Added to INC-1. Grace is next.", (await desk.Ada.Says("The one in the kitchen")).Line());
        Assert.Equal(State.InProgress, (await desk.Ticket()).State);
    }

    [Fact]
    public async Task With_several_open_the_bot_asks_which()
    {
        await desk.Asked();
        await desk.Ada.Says("ticket new My mouse squeaks");
        var file = await desk.Ada.Uploads("photo.txt", "fire"u8.ToArray());
        var which = await desk.Ada.Says("It is getting worse", file);

        Assert.Equal(["INC-2 My mouse squeaks", "INC-1 The printer is on fire", "Something new"], which.Labels());
        var added = await desk.Ada.Presses(which, "INC-1 The printer is on fire");
        Assert.Equal("Added to INC-1. Service desk is next.", added.Line());
        Assert.Contains("photo.txt", added.Everything(), StringComparison.Ordinal);
        Assert.Equal("It is getting worse", (await desk.Ada.Presses(which, "Something new")).Given("title"));
    }

    [Fact]
    public async Task With_one_open_that_nobody_has_answered_it_may_be_either()
    {
        await desk.Asked();
        var form = await desk.Ada.Says("My mouse squeaks");

        Assert.True(form.IsForm);
        Assert.Equal(["Ask the help desk", "Add to INC-1", "Cancel"], form.Labels());
        Assert.Equal("Added to INC-1. Service desk is next.", (await desk.Ada.Presses(form, "Add to INC-1")).Line());
    }

    [Fact]
    public async Task A_number_in_the_words_says_which()
    {
        await desk.Asked();
        await desk.Ada.Says("ticket new My mouse squeaks");

        Assert.Equal("Added to INC-2. Service desk is next.", (await desk.Ada.Says("About inc-2, it now squeaks louder")).Line());
    }

    [Theory]
    [InlineData("thanks")]
    [InlineData("Thank you so much!")]
    [InlineData("ok")]
    [InlineData("👍")]
    [InlineData("🙏🏽 ❤️")]
    [InlineData("Great, got it, cheers")]
    [InlineData(":)")]
    public async Task Courtesies_are_answered_and_change_nothing(string words)
    {
        await desk.Resolved();
        var before = await desk.Ticket();
        var reply = await desk.Ada.Says(words);

        Assert.False(reply.IsForm || reply.IsRefusal);
        Assert.True(reply.Line() is "You are welcome." or "All right.", reply.Line());
        Assert.Equal(before, await desk.Ticket());
    }

    [Theory]
    [InlineData("thanks", "You are welcome.")]
    [InlineData("👍", "All right.")]
    [InlineData("it works, thanks", "Is INC-1 The printer is on fire solved?")]
    public async Task Courtesies_are_none_the_less_when_they_are_sent_as_a_reply(string words, string answer)
    {
        await desk.Resolved();
        var (before, told) = (await desk.Ticket(), desk.Grace.Inbox.Count);

        Assert.Equal(answer, (await desk.Ada.Runs("ticket reply", ("id", "INC-1"), ("text", words))).Line());
        Assert.Equal((before, told), (await desk.Ticket(), desk.Grace.Inbox.Count));

        await desk.Ada.Says("ticket close INC-1");
        Assert.False((await desk.Ada.Runs("ticket reply", ("id", "INC-1"), ("text", words))).IsRefusal);
        Assert.Equal(State.Closed, (await desk.Ticket()).State);
    }

    [Fact]
    public async Task Who_only_follows_it_thanks_without_opening_it_again()
    {
        await desk.Ada.Says("person delegate bo until:tomorrow");
        await desk.Bo.Says("ticket new The printer is on fire for:ada");
        await desk.Grace.Says("ticket resolve INC-1 code:fixed Put it out");

        Assert.Equal("You are welcome.", (await desk.Bo.Says("ticket reply INC-1 Thank you!")).Line());
        Assert.Equal("You are welcome.", (await desk.Bo.Says("ticket reply INC-1 It works, thanks")).Line());
        Assert.Equal(State.Resolved, (await desk.Ticket()).State);
    }

    [Theory]
    [InlineData("it works, thanks")]
    [InlineData("It is working now")]
    [InlineData("great, that's fixed!")]
    public async Task What_works_is_offered_for_confirmation(string words)
    {
        await desk.Resolved();
        var question = await desk.Ada.Says(words);

        Assert.Equal("Is INC-1 The printer is on fire solved?", question.Line());
        Assert.Equal(State.Resolved, (await desk.Ticket()).State);
        await desk.Ada.Presses(question, "It works");
        Assert.Equal(State.Closed, (await desk.Ticket()).State);
    }

    [Theory]
    [InlineData("it doesn't work")]
    [InlineData("still not fixed")]
    [InlineData("does it work now?")]
    [InlineData("the ok button is gone")]
    [InlineData("no")]
    public async Task What_does_not_work_is_no_courtesy(string words)
    {
        await desk.Resolved();
        var form = await desk.Ada.Says(words);

        Assert.True(form.IsForm);
        Assert.Contains("INC-1 is not solved", form.Labels());
        Assert.Equal("Added to INC-1, which is open again. Grace is next.", (await desk.Ada.Presses(form, "INC-1 is not solved")).Line());
    }

    [Fact]
    public async Task A_file_alone_is_kept_too()
    {
        var file = await desk.Ada.Uploads("photo.txt", "fire"u8.ToArray());
        var form = await desk.Ada.Says("", file);
        await desk.Ada.Presses(form, "Ask the help desk", ("title", "Look at this"));
        Assert.Equal("photo.txt", Assert.Single((await desk.Ticket()).Files).Name);

        var more = await desk.Ada.Uploads("more.txt", "smoke"u8.ToArray());
        await desk.Grace.Says("ticket reply INC-1 More please");
        Assert.Equal("1 file is added to INC-1.", (await desk.Ada.Says("", more)).Line());
    }

    [Fact]
    public async Task What_is_over_takes_nothing_more_but_offers_a_way()
    {
        await desk.Resolved();
        await desk.Ada.Says("ticket close INC-1");
        var refused = await desk.Ada.Says("ticket reply INC-1 It smokes again");

        Assert.Equal(["Reopen INC-1", "Start a new one"], refused.Labels());
        Assert.Equal("INC-1 is open again. Grace is next.", (await desk.Ada.Presses(refused, "Reopen INC-1")).Line());
    }
}
