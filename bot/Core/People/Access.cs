using System.Collections.Frozen;
using ChatOps.Documents;

namespace ChatOps.People;

/// <summary>
/// Who may see what, decided here and nowhere else. A kind of document says with it who may see a document
/// (<see cref="Documents.Kind{T}.SeenBy"/>), and the turn applies that to every read, below every surface.
/// </summary>
public sealed class Access
{
    private const Roles Staff = Roles.Agent | Roles.Manager | Roles.Auditor | Roles.Administrator;

    private readonly FrozenDictionary<string, Queue> queues;

    internal Access(Person person, FrozenDictionary<string, Queue> queues, DateTimeOffset now) => (Person, this.queues, Now) = (person, queues, now);

    public Person Person { get; }

    public DateTimeOffset Now { get; }

    public IReadOnlyCollection<Queue> Queues => queues.Values;

    public bool Has(Roles roles) => (Person.Roles & roles) is not Roles.None;

    public Queue? Queue(string? id) => id is not null && queues.TryGetValue(id, out var queue) ? queue : null;

    /// <summary>Others read along where the answer appears, so what is restricted does not exist there, whoever asks.</summary>
    public bool IsOverheard { get; internal init; }

    /// <summary>What the turn has read so far; nothing outside a turn.</summary>
    internal Func<string, string, object?> Read { get; set; } = (_, _) => null;

    /// <summary>
    /// A document that this turn has read and that the person may see: a message is seen through its ticket. Null: not
    /// read yet or not theirs, so what depends on it does not exist for them either.
    /// </summary>
    public T? Seen<T>(Kind<T> kind, string id)
        where T : class =>
        Read(kind.Name, id) is T document && kind.Visible is var visible && (visible is null || visible(this, document)) ? document : null;

    /// <summary>The same rules at the same moment, for somebody else: whom to tell, whom to assign.</summary>
    public Access For(Person other) => new(other, queues, Now);

    /// <summary>Sees the work of this queue from the inside: internal notes, people's context, everybody's tickets.</summary>
    public bool IsStaffOf(string? queue) => !Withholds(queue) && (Has(Roles.System) || Queue(queue) switch
    {
        { } known => IsStaffOf(known, Person),
        // A queue that no longer exists, or none yet: as an open one.
        null => Has(Staff),
    });

    /// <summary>The queue is restricted, and others read along.</summary>
    public bool Withholds(string? queue) => IsOverheard && Queue(queue) is { Restricted: true };

    public static bool IsStaffOf(Queue queue, Person person) =>
        queue.Members.Contains(person.Id) || !queue.Restricted && (person.Roles & Staff) is not Roles.None;

    /// <summary>Sees something that waits in this queue and concerns these people (requester, watchers).</summary>
    public bool Sees(string? queue, params ReadOnlySpan<string?> people) => !Withholds(queue) && people.Contains(Person.Id) || IsStaffOf(queue);
}
