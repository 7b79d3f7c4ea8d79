using ChatOps.Conversations;
using ChatOps.Documents;

namespace ChatOps.Tickets;

/// <param name="Queue">The id of a queue.</param>
/// <param name="Months">After the ticket was closed.</param>
internal sealed record RetentionRule(TicketType Type, string Queue, int Months)
{
    /// <summary>The tickets whose time is over.</summary>
    public Query<Ticket> Due(DateTimeOffset now, bool held) => Ticket.ByQueue.Where(Queue, false) with
    {
        Filter = ticket => ticket.Type == Type && ticket.ClosedAt is { } closed && closed.AddMonths(Months) <= now && ticket.LegalHold is not null == held,
    };

    public async ValueTask<(long Due, long Held)> Count(Turn turn) => (await turn.Count(Due(turn.Now, held: false)), await turn.Count(Due(turn.Now, held: true)));
}

/// <summary>How long closed tickets are kept; without a rule, for good.</summary>
internal sealed record Retention(string Id)
{
    public static readonly Kind<Retention> Kind = new("retention", TicketsJson.Default.Retention, retention => retention.Id);

    private const string TheOne = "retention";

    public IReadOnlyList<RetentionRule> Rules { get; init; } = [];

    public static async ValueTask<Retention> Of(Turn turn) => await turn.Get(Kind, TheOne) ?? new(TheOne);
}
