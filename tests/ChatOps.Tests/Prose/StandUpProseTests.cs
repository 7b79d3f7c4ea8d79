using ChatOps.Cards;
using ChatOps.Model;
using ChatOps.Platforms.Model;
using ChatOps.Tests.StandUps;
using ChatOps.Tests.Tickets;

namespace ChatOps.Tests.Prose;

/// <summary>The summary of a stand-up in a few sentences, for all who get it.</summary>
public sealed class StandUpProseTests : IAsyncLifetime
{
    private const string Good = "Ada has finished the API and goes on with tests. What stands in the way is that she has no access.";

    private FakeModel fake = null!;
    private OpenAiModel model = null!;
    private Squad squad = null!;

    public async ValueTask InitializeAsync()
    {
        fake = await FakeModel.Start();
        model = Models.At(fake);
        squad = new(model);
        fake.Tells(Good);
        await squad.Made();
    }

    public async ValueTask DisposeAsync()
    {
        await squad.DisposeAsync();
        model.Dispose();
        await fake.DisposeAsync();
        Assert.Empty(fake.Complaints);
    }

    [Fact]
    public async Task It_is_told_once_for_all_and_stands_above_the_facts()
    {
        await squad.Ada.Says("standup answer done:\"Finished the API\" today:Tests blockers:\"No access\"");
        await squad.Until(Squad.Monday, "09:00");

        foreach (var reader in (TestBot.Actor[])[squad.Pam, squad.Ada, squad.Bo])
        {
            var body = reader.Inbox[^1].Card!.Body;
            Assert.Equal(Good, Assert.IsType<Block.Quote>(body[0]).Words);
            Assert.IsType<Block.Progress>(body[1]);
            Assert.Contains("Finished the API", reader.Inbox[^1].Everything(), StringComparison.Ordinal);
        }

        Assert.Single(fake.Requests);

        // Late, and in place: told anew, of what there is now.
        fake.Tells($"{Good} Bo did reviews and goes on with the deploy.");
        await squad.Bo.Says("standup answer yesterday: reviews. today: deploy. blockers: none");
        Assert.Equal(2, fake.Requests.Count);
        Assert.Contains("Bo did reviews", Assert.IsType<Block.Quote>(squad.Pam.Inbox[^1].Card!.Body[0]).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_reads_it_in_their_own_language()
    {
        await squad.Ada.Says("standup answer done:\"Finished the API\" today:Tests");
        await squad.Bo.Says("person language german");
        fake.Answers = (asked, http) => FakeModel.Say(http, asked.IsGerman ? "Ada ist mit der API fertig (Finished) und ist nun bei den Tests." : Good);
        await squad.Until(Squad.Monday, "09:00");

        Assert.Equal("Ada ist mit der API fertig (Finished) und ist nun bei den Tests.", Assert.IsType<Block.Quote>(squad.Bo.Inbox[^1].Card!.Body[0]).Words);
        Assert.Equal(Good, Assert.IsType<Block.Quote>(squad.Pam.Inbox[^1].Card!.Body[0]).Words);
        Assert.Equal(2, fake.Requests.Count);
    }

    [Fact]
    public async Task A_model_that_hangs_delays_the_summary_by_no_more_than_the_patience_of_a_reader()
    {
        await squad.Ada.Says("standup answer done:\"Finished the API\" today:Tests");
        await squad.Until(Squad.Monday, "08:59");
        fake.Hangs();
        var arrived = fake.Arrived;
        var settling = squad.Bot.Pass(TimeSpan.FromMinutes(1));
        await arrived;
        squad.Bot.Clock.Advance(Models.Plenty.Patience);
        await settling;

        Assert.IsType<Block.Progress>(squad.Pam.Inbox[^1].Card!.Body[0]);
        Assert.Single(fake.Requests);
    }

    [Fact]
    public async Task What_is_said_in_confidence_is_not_told_to_the_model_for_others()
    {
        await squad.Pam.Says("standup setup Platform private:yes");
        await squad.Ada.Says("standup answer done:\"Finished the API\" today:Tests");
        await squad.Bo.Says("standup summary");
        Assert.Empty(fake.Requests);

        await squad.Ada.Says("standup summary");
        Assert.Contains("Finished the API", Assert.Single(fake.Requests).Facts, StringComparison.Ordinal);
    }
}
