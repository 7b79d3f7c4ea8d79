using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Features;

namespace ChatOps.Tickets;

/// <summary>
/// What becomes of words that are no command: part of a running conversation, a new ticket, or a courtesy. In the place
/// of a ticket they are said on it.
/// </summary>
internal static class FreeWords
{
    private const int MostTickets = 25;
    private const int MostChoices = 8;

    public static async Task<Reply> Hear(Heard heard, Turn turn)
    {
        if (SubjectId.TryParse(turn.Place.Subject, null, out var subject))
            return turn.Bound is null ? await turn.Run(To(subject, heard)) : await InThread.Hear(subject, heard, turn);

        if (turn.Place.Kind is PlaceKind.Thread && heard.Text.Length > 0)
            return await InThread.Begin(heard, turn);

        var open = await OpenOf(turn);
        var isBare = heard.Files is [];

        if (isBare && SmallTalk.IsConfirmation(heard.Text) && open.Where(ticket => ticket.State is State.Resolved).ToArray() is [_, ..] resolved)
            return AskWhetherItWorks(resolved);

        if (isBare && (SmallTalk.IsPolite(heard.Text) || SmallTalk.IsConfirmation(heard.Text)))
            return SmallTalk.Answer(heard.Text);

        var active = open.Where(ticket => ticket.IsActive).ToArray();

        return (Meant(heard, active), active) switch
        {
            ({ } ticket, _) => await Add(ticket, heard, turn),
            (null, [_, _, ..]) => AskWhich(active, heard),
            _ => await turn.Propose(FirstWords.Ticket(heard.Text, heard.Files), [.. Instead(open, heard)]),
        };
    }

    private static async Task<IReadOnlyList<Ticket>> OpenOf(Turn turn)
    {
        var page = await turn.Find(Ticket.ByRequester.Where(turn.Caller.Id, true) with { Descending = true, Take = MostTickets });
        return [.. page.Items.Select(item => item.Body)];
    }

    // The one they name, or the only one on which the desk spoke last.
    private static Ticket? Meant(Heard heard, Ticket[] active)
    {
        var named = active.Where(ticket => heard.Text.Contains(ticket.Id.ToString(), StringComparison.OrdinalIgnoreCase)).ToArray();

        return named is [var one] ? one
            : active.Where(ticket => ticket.IsRequestersTurn).ToArray() is [var spoken] ? spoken
            : null;
    }

    private static async Task<Reply> Add(Ticket ticket, Heard heard, Turn turn)
    {
        var reply = await turn.Run(To(ticket.Id, heard));

        if (reply.IsForm)
            return reply;

        var now = await turn.Ticket(ticket.Id);
        var card = await TicketCard.Draw(now, turn);

        return reply with
        {
            Message = reply.Message with { Card = card with { Choices = [.. card.Choices, new($"This is something new", Fresh(heard))] } },
        };
    }

    private static Card AskWhich(Ticket[] active, Heard heard) => new($"Which of your tickets is this about?")
    {
        Body = heard.Text.Length > 0 ? [new Block.Quote(heard.Text)] : [],
        Choices =
        [
            .. active.Take(MostChoices).Select(ticket => new Choice($"{ticket.Id} {FirstWords.Title(ticket.Title)}", To(ticket.Id, heard))),
            new($"Something new", Fresh(heard)),
        ],
    };

    private static IEnumerable<Choice> Instead(IReadOnlyList<Ticket> open, Heard heard)
    {
        foreach (var ticket in open.Take(MostChoices))
            yield return new Choice(ticket.IsActive ? (Say)$"Add to {ticket.Id}" : $"{ticket.Id} is not solved", To(ticket.Id, heard)) { Alone = true };
    }

    public static Card AskWhetherItWorks(params Ticket[] resolved) => resolved is [var only]
        ? new($"Is {only.Id} {only.Title} solved?") { Choices = [TicketChoices.Works(only), TicketChoices.NotSolved(only)] }
        : new($"Which one works?")
        {
            Choices = [.. resolved.Take(MostChoices).Select(ticket => TicketChoices.Works(ticket) with { Label = $"{ticket.Id} {FirstWords.Title(ticket.Title)}", Emphasis = Emphasis.Normal })],
        };

    public static Invocation To(SubjectId ticket, Heard heard) => heard.Text.Length > 0
        ? With(heard, "ticket reply", ("id", ticket.ToString()), ("text", heard.Text))
        : With(heard, "ticket attach", ("id", ticket.ToString()));

    private static Invocation Fresh(Heard heard) => With(heard, "ticket draft", ("text", heard.Text.Length > 0 ? heard.Text : null));

    private static Invocation With(Heard heard, string command, params ReadOnlySpan<(string Name, string? Value)> arguments) =>
        new(command, new Arguments(arguments).With("files", [.. heard.Files.Select(file => file.ToString())]));
}
