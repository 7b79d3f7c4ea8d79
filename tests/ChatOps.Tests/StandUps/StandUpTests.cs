using ChatOps.Cards;
using ChatOps.Tests.Tickets;

namespace ChatOps.Tests.StandUps;

/// <summary>A morning of a team: questions, answers, reminders, the summary.</summary>
public sealed class StandUpTests : IAsyncDisposable
{
    private static readonly DateOnly Tuesday = Squad.Monday.AddDays(1);

    private readonly Squad squad = new();

    public ValueTask DisposeAsync() => squad.DisposeAsync();

    [Fact]
    public async Task A_project_manager_makes_a_team_and_everybody_is_asked_at_nine_of_their_own_day()
    {
        Assert.Equal("Platform is kept. The next summary goes out 7 Sept 2026 09:00.", (await squad.Made()).Line());
        Assert.Equal("Pam added you to the stand-ups of Platform. You are asked at 09:00 of your own day.", Assert.Single(squad.Ada.Lines()));

        await squad.Until(Squad.Monday, "06:59");
        Assert.Single(squad.Ada.Lines());

        await squad.Until(Squad.Monday, "07:00");
        Assert.Equal("It is time for the stand-up of Platform. The summary goes out 7 Sept 2026 09:00.", squad.Ada.Lines()[^1]);
        Assert.Single(squad.Bo.Lines());

        await squad.Until(Squad.Monday, "08:00");
        Assert.Equal(2, squad.Bo.Lines().Length);

        await squad.Until(Squad.Monday, "13:00");
        Assert.Equal("It is time for the stand-up of Platform. What you say goes into the summary that is out already.", squad.Cy.Lines()[^1]);
    }

    [Fact]
    public async Task The_form_in_the_chat_is_answered_and_changed_and_the_summary_follows_in_place()
    {
        await squad.Made();
        await squad.Until(Squad.Monday, "07:00");

        var kept = await squad.Ada.Presses(squad.Ada.Inbox[^1], "Send", ("done", "Finished the API, see TSK-4"), ("today", "Tests"), ("blockers", "No access to INC-9"));
        Assert.Equal("Your answer for Platform is kept. The summary goes out 7 Sept 2026 09:00.", kept.Line());

        await squad.Until(Squad.Monday, "09:00");
        Assert.Equal("The stand-up of Platform is summed up. 1 of 2 have answered.", squad.Pam.Lines()[^1]);
        var summary = squad.Pam.Inbox[^1].Everything();
        Assert.Contains("Finished the API", summary, StringComparison.Ordinal);
        Assert.Contains("\"Missing\"", summary, StringComparison.Ordinal);
        Assert.Contains("\"Asked later\"", summary, StringComparison.Ordinal);

        // Late, and in place.
        var count = squad.Pam.Inbox.Count;
        await squad.Bo.Says("standup answer yesterday: reviews. today: deploy. blockers: none");
        Assert.Equal(count, squad.Pam.Inbox.Count);
        Assert.Contains("reviews", squad.Pam.Inbox[^1].Everything(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"Missing\"", squad.Pam.Inbox[^1].Everything(), StringComparison.Ordinal);

        // Changed, and in place.
        var form = await squad.Ada.Presses(kept, "Change");
        Assert.Equal("Tests", form.Given("today"));
        Assert.Equal("Your answer for Platform is kept. The summary shows it.", (await squad.Ada.Presses(form, "Send", ("today", "More tests"))).Line());
        Assert.Contains("More tests", squad.Pam.Inbox[^1].Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_in_the_way_comes_first_then_what_is_done_and_who_is_missing()
    {
        await squad.Made();
        await squad.Ada.Says("standup answer done:API today:Tests blockers:\"No access\"");
        await squad.Until(Squad.Monday, "09:00");

        var body = squad.Pam.Inbox[^1].Card!.Body;
        Assert.IsType<Block.Progress>(body[0]);
        Assert.Equal("No access", Assert.IsType<Block.Table>(body[1]).Rows[0].Cells[0].ToString());
        Assert.Equal(["Done", "Today"], body.OfType<Block.Section>().Select(section => section.Title.ToString()));
        Assert.Contains(body.OfType<Block.Facts>().SelectMany(facts => facts.Items), fact => fact.Name.ToString() is "Missing" && fact.Value.ToString() is "Bo");
    }

    [Fact]
    public async Task Reminders_stop_at_their_cap_and_with_the_answer()
    {
        await squad.Made("reminders:2 gap:20");
        await squad.Until(Squad.Monday, "07:20");
        Assert.Equal("Your answer for Platform is still missing. The summary goes out 7 Sept 2026 09:00.", squad.Ada.Lines()[^1]);
        var reminded = squad.Ada.Lines().Length;

        await squad.Until(Squad.Monday, "07:40");
        Assert.Equal(reminded + 1, squad.Ada.Lines().Length);
        await squad.Until(Squad.Monday, "08:50");
        Assert.Equal(reminded + 1, squad.Ada.Lines().Length);

        var bo = squad.Bo.Lines().Length;
        await squad.Bo.Says("standup answer All done");
        await squad.Until(Squad.Monday, "08:59");
        Assert.Equal(bo, squad.Bo.Lines().Length);
    }

    [Fact]
    public async Task Whoever_is_away_is_left_alone_and_not_missing()
    {
        await squad.Made();
        await squad.Ada.Says("person away from:2026-09-07 until:2026-09-08");
        var lines = squad.Ada.Lines().Length;
        await squad.Until(Squad.Monday, "09:00");

        Assert.Equal(["ada"], (await squad.Day(Squad.Monday))!.Away);
        Assert.DoesNotContain(squad.Ada.Lines().Skip(lines), line => line.StartsWith("It is time", StringComparison.Ordinal));
        Assert.Equal("The stand-up of Platform is summed up. 0 of 1 have answered.", squad.Pam.Lines()[^1]);
    }

    [Fact]
    public async Task Holidays_and_days_that_are_not_the_teams_are_silent()
    {
        await squad.Root.Says("admin hours holidays:2026-09-08");
        await squad.Made("days:monday,tuesday");
        await squad.Until(Tuesday, "00:00");
        var (ada, pam) = (squad.Ada.Lines().Length, squad.Pam.Lines().Length);

        await squad.Until(Squad.Monday.AddDays(6), "23:00");
        Assert.Equal((ada, pam), (squad.Ada.Lines().Length, squad.Pam.Lines().Length));
        Assert.Null(await squad.Day(Tuesday));
        Assert.Equal("Platform does not meet on 8 Sept 2026. Choose another day.", (await squad.Pam.Says("standup summary team:Platform day:2026-09-08")).Line());

        await squad.Until(Squad.Monday.AddDays(7), "07:00");
        Assert.Equal(ada + 1, squad.Ada.Lines().Length);
    }

    [Fact]
    public async Task Standup_starts_it_before_the_question_which_then_does_not_come()
    {
        await squad.Made();
        var form = await squad.Ada.Says("standup");
        Assert.True(form.IsForm);
        await squad.Ada.Presses(form, "Send", ("today", "Tests"));
        var lines = squad.Ada.Lines().Length;

        await squad.Until(Squad.Monday, "08:59");
        Assert.Equal(lines, squad.Ada.Lines().Length);
    }

    [Fact]
    public async Task An_answer_can_be_changed_until_the_next_one_begins()
    {
        await squad.Made();
        var kept = await squad.Ada.Says("standup answer done:API");
        await squad.Until(Tuesday, "06:00");
        Assert.True((await squad.Ada.Presses(kept, "Change")).IsForm);

        await squad.Until(Tuesday, "07:00");
        Assert.Equal("The stand-up of 7 Sept 2026 is over and stays as it is. Answer the one of 8 Sept 2026 instead.", (await squad.Ada.Presses(kept, "Change")).Line());
    }

    [Fact]
    public async Task A_change_of_the_team_holds_without_a_restart()
    {
        await squad.Made();
        var filled = await squad.Pam.Says("standup setup Platform");
        Assert.Equal("09:00", filled.Given("at"));
        await squad.Pam.Says("standup setup Platform at:10:00 deadline:12:00 questions:\"How do you feel?\" blockers:\"What hinders you?\" members:ada,mal");
        var bo = squad.Bo.Lines().Length;

        await squad.Until(Squad.Monday, "07:59");
        Assert.DoesNotContain(squad.Ada.Lines(), line => line.StartsWith("It is time", StringComparison.Ordinal));
        await squad.Until(Squad.Monday, "08:00");
        Assert.Equal("How do you feel?", Assert.IsType<Block.Input>(squad.Ada.Inbox[^1].Card!.Body[0]).Label.ToString());
        // Mal has no zone of their own and lives by the team's.
        Assert.StartsWith("It is time", squad.Mal.Lines()[^1], StringComparison.Ordinal);
        await squad.Until(Squad.Monday, "13:30");
        Assert.Equal(bo, squad.Bo.Lines().Length);

        await squad.Pam.Says("standup setup Platform paused:yes");
        var ada = squad.Ada.Lines().Length;
        await squad.Until(Tuesday, "13:30");
        Assert.Equal(ada, squad.Ada.Lines().Length);
    }

    [Fact]
    public async Task Somebody_who_moves_to_another_zone_is_asked_there()
    {
        await squad.Made();
        await squad.Until(Squad.Monday, "20:00");
        squad.Bot.Add(squad.Ada.Person with { TimeZone = "Asia/Tokyo" });
        var lines = squad.Ada.Lines().Length;

        await squad.Until(Squad.Monday, "23:59");
        Assert.Equal(lines, squad.Ada.Lines().Length);
        await squad.Until(Tuesday, "00:00");
        Assert.Equal(lines + 1, squad.Ada.Lines().Length);
        await squad.Until(Tuesday, "08:50");
        Assert.Single(squad.Ada.Lines().Skip(lines), line => line.StartsWith("It is time", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Clocks_that_are_put_back_move_nobodys_nine_o_clock()
    {
        await squad.Made("days:sunday,monday");
        await squad.Until(new(2026, 10, 25), "07:59");
        var lines = squad.Ada.Lines().Length;
        await squad.Until(new(2026, 10, 25), "08:00");
        Assert.Equal(lines + 1, squad.Ada.Lines().Length);
    }

    [Fact]
    public async Task Only_the_team_its_owner_and_managers_see_what_it_said()
    {
        await squad.Made();
        await squad.Ada.Says("standup answer done:\"A secret thing\" blockers:\"A secret wall\"");
        await squad.Until(Squad.Monday, "09:00");

        foreach (var actor in (TestBot.Actor[])[squad.Bo, squad.Pam, squad.Ruth])
            Assert.Contains("A secret thing", (await actor.Says("standup summary team:team-1")).Everything(), StringComparison.Ordinal);

        foreach (var actor in (TestBot.Actor[])[squad.Mal, squad.Root])
        {
            foreach (var words in (string[])["standup summary team:team-1", "standup summary team:Platform day:2026-09-07", "standup blocker BLK-1", "standup clear BLK-1", "standup ticket BLK-1", "standup list"])
                Assert.DoesNotContain("secret", (await actor.Says(words)).Everything(), StringComparison.Ordinal);

            Assert.StartsWith("There is no blocker BLK-1.", (await actor.Says("standup clear BLK-1")).Line(), StringComparison.Ordinal);
        }

        Assert.True((await squad.Mal.Says("standup answer team:team-1 Hello")).IsRefusal);
        Assert.True((await squad.Mal.Says("standup setup Mine members:me")).IsRefusal);
        Assert.True((await squad.Pam.Says("standup post team-1")).IsRefusal);
    }

    [Fact]
    public async Task Answers_are_private_until_the_summary_when_the_team_says_so()
    {
        await squad.Made("private:yes");
        await squad.Ada.Says("standup answer done:\"A secret thing\" blockers:\"A secret wall\"");
        await squad.Until(Squad.Monday, "08:00");

        foreach (var actor in (TestBot.Actor[])[squad.Bo, squad.Pam, squad.Ruth])
            Assert.DoesNotContain("secret", (await actor.Says("standup summary team:team-1")).Everything(), StringComparison.Ordinal);

        Assert.Contains("secret thing", (await squad.Ada.Says("standup summary")).Everything(), StringComparison.Ordinal);
        await squad.Until(Squad.Monday, "09:00");
        Assert.Contains("secret wall", (await squad.Bo.Says("standup summary")).Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_week_is_a_table_with_the_participation_of_each_day()
    {
        await squad.Made();
        await squad.Ada.Says("standup answer done:API");
        await squad.Until(Tuesday, "14:00");

        var week = await squad.Pam.Says("standup summary Platform day:2026-09-07 until:2026-09-11");
        Assert.Equal(["1 of 3", "0 of 3"], week.Rows().Select(row => row.Cells[1].ToString()));
        Assert.Equal("1 of 6 have answered", Assert.IsType<Block.Progress>(week.Message.Card!.Body[0]).Label.ToString());
    }

    [Theory]
    [InlineData("standup setup Platform members:ada deadline:08:00", "08:00 does not come after 09:00. Give the summary a later time than the question.")]
    [InlineData("standup setup Platform members:ada zone:Mars", "\"Mars\" is no time zone. Write it like Europe/Berlin.")]
    [InlineData("standup setup Platform members:ada reminders:99", "99 reminders are not between 0 and 5. Give a number that is.")]
    [InlineData("standup setup Platform at:08:00", "A team needs somebody who is asked. Name its members.")]
    public async Task What_will_not_do_is_said(string words, string why) => Assert.Equal(why, (await squad.Pam.Says(words)).Line());

    [Fact]
    public async Task Whoever_is_in_no_team_reads_what_to_do() =>
        Assert.Equal("You are in no team that has stand-ups. Ask a manager to add you to one.", (await squad.Mal.Says("standup")).Line());

    [Fact]
    public async Task Of_two_teams_the_bot_asks_which()
    {
        await squad.Made();
        await squad.Pam.Says("standup setup Second members:ada");
        var which = await squad.Ada.Says("standup answer done:API");
        Assert.Equal("Which team?", which.Line());
        Assert.Equal("Your answer for Second is kept. The summary goes out 7 Sept 2026 09:00.", (await squad.Ada.Presses(which, "Second")).Line());
    }
}
