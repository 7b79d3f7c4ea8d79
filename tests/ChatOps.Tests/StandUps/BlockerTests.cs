using ChatOps.StandUps;
using ChatOps.Tests.Tickets;
using CsCheck;

namespace ChatOps.Tests.StandUps;

/// <summary>What stands in somebody's way: until it is cleared, once however often it is said, and older day by day.</summary>
public sealed class BlockerTests : IAsyncDisposable
{
    private readonly Squad squad = new();

    public ValueTask DisposeAsync() => squad.DisposeAsync();

    [Fact]
    public async Task It_ages_in_working_days_is_one_when_repeated_and_lives_until_it_is_cleared()
    {
        await squad.Made();
        await squad.Ada.Says("standup answer blockers:\"Waiting for access to the firewall\"");
        await squad.Until(Squad.Monday.AddDays(4), "09:00");
        await squad.Ada.Says("standup answer blockers:\"Still no access to the firewall\"");
        await squad.Until(Squad.Monday.AddDays(7), "09:00");

        var row = Assert.Single((await squad.Pam.Says("standup summary")).Rows());
        Assert.Equal(["Waiting for access to the firewall", "Ada", "5 working days"], row.Cells.Select(cell => cell.ToString()));

        var card = await squad.Pam.Runs(row.Open!.Command, ("id", row.Open.Arguments["id"]));
        Assert.Equal("In the way: Waiting for access to the firewall", card.Message.Card!.Title.ToString());
        Assert.Equal("That is out of the way.", (await squad.Pam.Presses(card, "Out of the way")).Line());

        Assert.Empty((await squad.Pam.Says("standup summary")).Rows());
        Assert.Equal("Pam says that \"Waiting for access to the firewall\" no longer stands in your way. Say it in the next stand-up if it does.", squad.Ada.Lines()[^1]);
        // What was so on another day stays so.
        Assert.Single((await squad.Pam.Says("standup summary day:2026-09-11")).Rows());
    }

    [Fact]
    public async Task One_press_makes_a_ticket_of_it_and_its_number_stands_there()
    {
        await squad.Made();
        await squad.Ada.Says("standup answer blockers:\"The build server is full\"");
        await squad.Until(Squad.Monday, "09:00");

        var card = await squad.Pam.Says("standup blocker BLK-1");
        var ticket = await squad.Pam.Presses(card, "Make a ticket of it");
        Assert.Equal("INC-1 is received. Next, somebody at Service desk takes it up.", ticket.Line());
        Assert.Contains("The build server is full", ticket.Everything(), StringComparison.Ordinal);

        Assert.Equal("INC-1", Assert.Single(await squad.Blockers()).Ticket.ToString());
        Assert.Contains("The build server is full (INC-1)", squad.Ada.Inbox[^1].Card!.Body.OfType<Cards.Block.Table>().First().Rows[0].Cells[0].ToString(), StringComparison.Ordinal);
        Assert.Equal("INC-1 is about that already. Look there how it goes.", (await squad.Ada.Says("standup ticket BLK-1")).Line());

        // The ticket's number leads to the ticket.
        var named = (await squad.Pam.Says("standup blocker BLK-1")).Rows().Single(row => row.Cells[0].ToString() is "INC-1");
        Assert.StartsWith("INC-1 The build server", (await squad.Pam.Runs(named.Open!.Command, ("id", "INC-1"))).Message.Card!.Title.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_in_answers_lead_to_their_cards()
    {
        await squad.Made();
        await squad.Ada.Says("ticket new Fire");
        await squad.Ada.Says("standup answer done:\"Put out inc-1, in UTF-8\"");

        var summary = await squad.Ada.Says("standup summary");
        var row = Assert.Single(summary.Rows());
        Assert.Equal(("INC-1", "ticket view"), (row.Cells[0].ToString(), row.Open!.Command));
        Assert.StartsWith("INC-1 Fire", (await squad.Ada.Runs(row.Open.Command, ("id", row.Open.Arguments["id"]))).Message.Card!.Title.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_said_and_taken_back_on_the_same_day_never_stood_in_the_way()
    {
        await squad.Made();
        var kept = await squad.Ada.Says("standup answer blockers:\"A wall\"");
        Assert.Single(await squad.Blockers());
        await squad.Ada.Presses(await squad.Ada.Presses(kept, "Change"), "Send", ("blockers", "none"));
        Assert.Empty(await squad.Blockers());
    }

    [Fact]
    public async Task No_blockers_in_any_words_is_none()
    {
        await squad.Made();

        foreach (var none in (string[])["none", "No blockers.", "-", "keine", "n/a", "Nothing"])
            await squad.Ada.Says($"standup answer blockers:\"{none}\"");

        Assert.Empty(await squad.Blockers());
    }

    [Theory]
    [InlineData("Waiting for access to the firewall", "still waiting for firewall access", true)]
    [InlineData("No licence for the editor", "no licence for the editor yet", true)]
    [InlineData("Build server is full", "Test data is missing", false)]
    [InlineData("Blocked by INC-9", "Blocked by INC-12", false)]
    [InlineData("Waiting for INC-9", "INC-9 is not resolved", true)]
    public void Similar_words_are_the_same_thing(string one, string other, bool same) => Assert.Equal((same, same), (Blocker.IsSame(one, other), Blocker.IsSame(other, one)));

    [Fact]
    public void Whether_two_are_the_same_does_not_depend_on_the_order() =>
        Gen.Select(Gen.String, Gen.String).Sample(pair => Blocker.IsSame(pair.Item1, pair.Item2) == Blocker.IsSame(pair.Item2, pair.Item1));

    [Theory]
    [InlineData("yesterday: reviews. today: deploy. blockers: none", "reviews", "deploy", "none")]
    [InlineData("yesterday I finished the api, today I test, no blockers", "I finished the api", "I test", "none")]
    [InlineData("today I will work on the firewall, blocked by missing access", null, "I will work on the firewall", "missing access")]
    [InlineData("Reviews and mail", "Reviews and mail", null, null)]
    public void Plain_words_are_sorted_by_what_they_answer(string text, string? done, string? today, string? blockers) =>
        Assert.Equal(new PlainWords(done, today, blockers), PlainWords.Read(text));

    [Fact]
    public async Task A_hundred_numbers_and_names_are_no_trouble()
    {
        await squad.Made();
        var numbers = string.Join(", ", Enumerable.Range(1, 200).Select(n => $"INC-{n}"));
        Assert.False((await squad.Ada.Says($"standup answer done:\"{numbers}\"")).IsRefusal);
        Assert.Contains("INC-200", (await squad.Pam.Says("standup summary")).Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_said_no_word_of_it_is_an_error() => Gen.String.Sample(text =>
    {
        Blocker.In(text);
        Blocker.IsSame(text, "No access to INC-9");
        return PlainWords.Read(text) is not null;
    });
}
