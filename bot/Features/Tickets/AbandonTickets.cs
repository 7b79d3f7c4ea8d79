using System.Globalization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Ends what somebody asked for whom nobody can help any more: the people of the demonstration, once they are deleted.</summary>
/// <param name="Of">The id of the person.</param>
/// <param name="Round">Many are ended in rounds.</param>
internal sealed record AbandonTickets([Ask("Whose?")] string Of, [Ask("Which round?")] int Round = 1) : Command
{
    private const int AtOnce = 100;

    public static async Task<Reply> Handle(AbandonTickets command, Turn turn)
    {
        var page = await turn.Find(Ticket.ByRequester.Where(command.Of, true) with { Take = AtOnce });

        foreach (var ticket in page.Items.Select(item => item.Body))
            turn.Save(Ticket.Kind, ticket.IsActive ? ticket.Cancel(turn.Stamp()) : ticket.Close(turn.Stamp()));

        if (page.Next is not null)
        {
            var next = (command.Round + 1).ToString(CultureInfo.InvariantCulture);
            turn.Schedule($"abandon:{command.Of}:{next}", turn.Now, Invocation.Of("ticket abandon", ("of", command.Of), ("round", next)));
        }

        return (Say)$"Ended.";
    }
}
