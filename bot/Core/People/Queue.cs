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

    /// <summary>Its work is invisible to everybody but members, the requester and named watchers; administrators too.</summary>
    public bool Restricted { get; init; }
}
