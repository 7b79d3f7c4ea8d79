using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Tests.Tickets;

namespace ChatOps.Tests.StandUps;

/// <summary>Numbers in what people say lead to what they name, for whoever may see it.</summary>
public sealed class NumberTests : IAsyncDisposable
{
    private readonly Squad squad = new();

    public ValueTask DisposeAsync() => squad.DisposeAsync();

    [Fact]
    public async Task A_number_in_a_sentence_leads_to_its_ticket_and_what_is_none_stays_words()
    {
        await squad.Made();
        await squad.Ada.Says("ticket new The vault is open");
        var kept = await squad.Ada.Says("standup answer done:\"Fixed INC-1 with UTF-8, not INC-99\" blockers:\"Waiting for inc-1\"");
        Assert.Equal(["INC-1", "INC-1"], Leads(kept));
        Assert.Contains("\"Fixed INC-1 with UTF-8, not INC-99\"", Words(kept));

        Assert.Equal(["INC-1"], Leads(await squad.Ada.Says("standup summary")).Distinct());
    }

    [Fact]
    public async Task Whoever_may_not_see_it_reads_the_number_alone()
    {
        await squad.Made();
        await squad.Ada.Says("ticket new The vault is open");
        await squad.Ada.Says("standup answer done:\"Fixed INC-1\"");

        var summary = await squad.Bo.Says("standup summary");
        Assert.Empty(Leads(summary));
        Assert.Contains("Fixed INC-1", summary.Everything(), StringComparison.Ordinal);
        Assert.DoesNotContain("vault", summary.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reason_of_a_status_leads_to_what_it_names()
    {
        await squad.Pam.Says("project new Atlas");
        await squad.Pam.Says("ticket new The vault is open");
        await squad.Pam.Says("project status Atlas set:amber reason:\"Held up by INC-1\"");
        Assert.Contains("INC-1", Leads(await squad.Pam.Says("how is atlas going")));
    }

    private static string[] Leads(Reply reply) => [.. System.Text.RegularExpressions.Regex.Matches(reply.Everything(), "\"\\$type\":\"id\",\"subject\":\"(INC-\\d+)\"").Select(match => match.Groups[1].Value)];

    private static IEnumerable<string> Words(Reply reply) => reply.Message.Card!.Body.OfType<Block.Facts>().SelectMany(facts => facts.Items).Select(fact => $"\"{fact.Value}\"");
}
