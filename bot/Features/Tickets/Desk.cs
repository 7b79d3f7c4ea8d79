using System.Collections.Frozen;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Tickets;

/// <summary>How this help desk works: what an administrator may set, with what holds until they do.</summary>
internal sealed record Desk(string Id)
{
    public static readonly Kind<Desk> Kind = new("desk", TicketsJson.Default.Desk, desk => desk.Id);

    public const string TheOne = "desk";
    private static readonly IReadOnlyList<string> DefaultActivities = ["Support", "Call", "On site", "Travel", "Research"];
    private static readonly Desk Default = new(TheOne);

    /// <summary>The names that there are until the company has its own.</summary>
    public static IReadOnlySet<string> Usual { get; } = Default.Categories.Concat(Default.Services).Concat(Default.Activities).ToHashSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Spoken = Usual.ToFrozenDictionary(name => name, name => string.Join(' ', Terms.InEveryLanguage(name)), StringComparer.Ordinal);

    /// <summary>A name as people look for it: one of ours in every language.</summary>
    public static string? InWords(string? name) => name is null ? null : Spoken.GetValueOrDefault(name, name);

    /// <summary>A name as it is shown: one of ours in the reader's language, one of the company's as the company wrote it.</summary>
    public static Say Label(string name) => Usual.Contains(name) ? Say.Term(name) : Say.Text(name);

    public IReadOnlyList<Cell> Matrix { get; init; } =
    [
        new(Impact.High, Urgency.High, Priority.P1),
        new(Impact.High, Urgency.Medium, Priority.P2),
        new(Impact.High, Urgency.Low, Priority.P3),
        new(Impact.Medium, Urgency.High, Priority.P2),
        new(Impact.Medium, Urgency.Medium, Priority.P3),
        new(Impact.Medium, Urgency.Low, Priority.P4),
        new(Impact.Low, Urgency.High, Priority.P3),
        new(Impact.Low, Urgency.Medium, Priority.P4),
        new(Impact.Low, Urgency.Low, Priority.P4),
    ];

    public IReadOnlyList<string> Categories { get; init; } = ["Hardware", "Software", "Network", "Access", "Email", "Phone", "Printing", "Other"];

    public IReadOnlyList<string> Services { get; init; } = ["Workplace", "Network and VPN", "Email and calendar", "Telephony", "Printing", "Business applications", "Other"];

    /// <summary>Kinds of work that time is noted under.</summary>
    public IReadOnlyList<string> Activities { get; init => field = value ?? DefaultActivities; } = DefaultActivities;

    /// <summary>The id of the queue that new tickets come to; without such a queue, the first that is not restricted.</summary>
    public string Intake { get; init; } = "service-desk";

    /// <summary>Category to the id of the queue that its tickets come to at once: what is delicate is never seen on its way.</summary>
    public IReadOnlyDictionary<string, string> Routes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long a closed ticket can be opened again.</summary>
    public TimeSpan ReopenWithin { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How long a resolved ticket waits for a word before it closes by itself.</summary>
    public TimeSpan LapsesAfter { get; init; } = TimeSpan.FromDays(5);

    /// <summary>How long before that the requester is warned.</summary>
    public TimeSpan WarnsBefore { get; init; } = TimeSpan.FromDays(1);

    /// <summary>An administrator has looked through it.</summary>
    public bool IsDecided { get; init; }

    public static async ValueTask<Desk> Of(Turn turn) => await turn.Get(Kind, TheOne) ?? Default;

    public Priority PriorityOf(Impact impact, Urgency urgency) =>
        Matrix.FirstOrDefault(cell => cell.Impact == impact && cell.Urgency == urgency)?.Priority ?? Priority.P3;

    /// <summary>The name as the desk writes it, or a refusal that says which there are.</summary>
    public static string? Known(IReadOnlyList<string> names, string? said) => said is null
        ? null
        : Terms.Meant(names, name => name, said)
            ?? throw new Refusal($"\"{said}\" is none of {Say.List(names.Select(Label))}. Choose one of them.");

    public Queue? FirstQueue(string? category, Access access) =>
        (category is not null && Routes.TryGetValue(category, out var route) ? access.Queue(route) : null)
        ?? access.Queue(Intake) ?? access.Queues.Where(queue => !queue.Restricted).OrderBy(queue => queue.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault();
}
