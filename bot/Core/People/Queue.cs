using ChatOps.Conversations;
using ChatOps.Documents;

namespace ChatOps.People;

/// <summary>Where work waits for a team.</summary>
/// <param name="Id">As typed in commands: <c>hr</c>.</param>
public sealed record Queue(string Id, string Name)
{
    public static readonly Kind<Queue> Kind = new("queue", PeopleJson.Default.Queue, queue => queue.Id);

    public static readonly Index<Queue> All = Kind.Index("all", queue => Key.Of(queue.Name.ToLowerInvariant()));

    /// <summary>Ids of the people who work on it.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The id of the person who answers for it and is told when somebody breaks the glass.</summary>
    public string? Owner { get; init; }

    /// <summary>Where the card of each new ticket is posted, for those who take it up; null: nowhere. Never for a restricted queue.</summary>
    public Place? Triage { get; init; }

    /// <summary>Plain words of staff in their thread of a ticket are an internal note; otherwise the requester reads them.</summary>
    public bool PlainWordsAreNotes { get; init; }

    /// <summary>Its work is invisible to everybody but members, the requester and named watchers; administrators too.</summary>
    public bool Restricted { get; init; }
}
