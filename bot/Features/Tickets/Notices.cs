using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.People;
using ChatOps.Relaying;

namespace ChatOps.Tickets;

/// <summary>Who is told of one event on a ticket: everybody at most once, with its card, and not of their own doing.</summary>
internal sealed class Notices(Turn turn, Ticket ticket)
{
    private readonly HashSet<string> told = [turn.Caller.Id];

    /// <summary>Of something said to everybody concerned: whoever reads it in a place of the ticket is not told once more.</summary>
    public static async ValueTask<Notices> OfWords(Turn turn, Ticket ticket)
    {
        var notices = new Notices(turn, ticket);
        notices.told.UnionWith(await turn.ReadersOf(ticket.Id));
        return notices;
    }

    /// <summary>Of a new ticket: whoever works where its card is posted is not told once more.</summary>
    public static async ValueTask<Notices> OfNew(Turn turn, Ticket ticket)
    {
        var notices = new Notices(turn, ticket);

        if (turn.Access.Queue(ticket.Queue) is { Restricted: false, Triage: { } triage, Members: var members })
        {
            foreach (var member in members.Where(member => member != ticket.Requester))
            {
                if (await turn.LastPlatform(member) == triage.Platform)
                    notices.told.Add(member);
            }
        }

        return notices;
    }

    /// <param name="person">Null: nobody.</param>
    /// <param name="text">The result, then who acts next.</param>
    /// <param name="evenMuted">Nothing goes on without them.</param>
    public Notices To(string? person, Say text, bool evenMuted = false)
    {
        if (person is not null && (evenMuted || !ticket.Muted.Contains(person)) && told.Add(person))
            turn.Tell(person, Message(text));

        return this;
    }

    /// <summary>Who has got it: where its card is taken up, when they work there, else as everybody is told.</summary>
    public async ValueTask<Notices> ToNewHolder(string person, Say text)
    {
        if (turn.Access.Queue(ticket.Queue) is { Restricted: false, Triage: { } triage, Members: var members } && members.Contains(person)
            && await turn.LastPlatform(person) == triage.Platform && (await turn.PlacesOf(ticket.Id)).All(bound => bound.Side is not Side.Staff) && told.Add(person))
            turn.Tell(person, Message(text), triage);

        return To(person, text);
    }

    public Notices ToRequester(Say text, bool evenMuted = false) => To(ticket.Requester, text, evenMuted);

    /// <summary>Of another ticket, which goes on as part of this one.</summary>
    public Notices ToRequesterOf(Ticket other, Say text) => To(other.Requester, text, evenMuted: true);

    public Notices ToWatchers(Say text) => ticket.Watchers.Aggregate(this, (notices, watcher) => notices.To(watcher, text));

    /// <summary>Whoever has it; when nobody does, everybody who works on its queue.</summary>
    public Notices ToHolder(Say text) => ticket.Assignee is { } assignee ? To(assignee, text) : ToQueue(text);

    public Notices ToQueue(Say text) =>
        (turn.Access.Queue(ticket.Queue)?.Members ?? []).Where(member => member != ticket.Requester).Aggregate(this, (notices, member) => notices.To(member, text));

    /// <summary>The assignee and watching staff, and nobody else: for what stays inside.</summary>
    public async Task ToStaff(Say text)
    {
        foreach (var person in (string?[])[ticket.Assignee, .. ticket.Watchers])
        {
            if (person != ticket.Requester && await IsStaff(person))
                To(person, text);
        }
    }

    private Conversations.Message Message(Say text) => new() { Text = text, Shown = new(Ticket.Kind.Name, ticket.Id.ToString()) };

    private async ValueTask<bool> IsStaff(string? id) =>
        id is not null && await turn.Get(Person.Kind, id) is { } person && turn.Access.For(person).IsStaffOf(ticket.Queue);
}
