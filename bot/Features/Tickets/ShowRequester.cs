using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Tickets;

/// <summary>What staff should know of the person behind a ticket.</summary>
internal sealed record ShowRequester([Ask("Which ticket?")] SubjectId Id) : Command
{
    private const int Past = 5;

    public static async Task<Reply> Handle(ShowRequester command, Turn turn)
    {
        var ticket = await turn.Ticket(command.Id);

        if (!ticket.ShowsInsideTo(turn.Access))
            throw new Refusal($"Only the people who work on {command.Id} can do that. Ask one of them.");

        var person = await turn.Get(Person.Kind, ticket.Requester) ?? new(ticket.Requester, ticket.Requester);
        var others = Ticket.OfPerson.Where(person.Id) with { Descending = true, Take = Past, Filter = other => other.Id != ticket.Id };
        var past = await turn.Find(others);
        var count = await turn.Count(others);

        return new Card($"{person}")
        {
            Tone = person.Vip ? Tone.Warning : Tone.Plain,
            Body =
            [
                new Block.Facts([.. Facts(person), new($"Manager", $"{await turn.Who(person.Manager)}")]),
                new Block.Text(count is 0 ? (Say)$"No other tickets." : $"{count:# other ticket|# other tickets}, the latest first:"),
                .. past.Items is [] ? [] : (Block[])[TicketList.Table([.. past.Items.Select(item => item.Body)])],
                .. await turn.About(person),
            ],
            Choices = [new($"Back to {ticket.Id}", Invocation.Of("ticket view", ("id", ticket.Id.ToString())))],
        };
    }

    private static IEnumerable<Block.Fact> Facts(Person person)
    {
        if (person.Vip)
            yield return new($"VIP", $"yes");

        yield return new($"Department", Say.Text(person.Department ?? "—"));
        yield return new($"Site", Say.Text(person.Site ?? "—"));
        yield return new($"E-mail", Say.Text(person.Email ?? "—"));
    }
}
