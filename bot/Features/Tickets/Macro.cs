using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Tickets;

internal enum Scope
{
    /// <summary>For whoever made it.</summary>
    Personal,

    /// <summary>For the people of a queue.</summary>
    Team,

    /// <summary>For every agent.</summary>
    Global,
}

/// <summary>A reply that is written once, with changes that go along with it.</summary>
/// <param name="Of">The id of the person or the queue whose it is; empty: everybody's.</param>
internal sealed record Macro(string Name, Scope Scope, string Of)
{
    public static readonly Kind<Macro> Kind = new Kind<Macro>("macro", TicketsJson.Default.Macro, macro => IdOf(macro.Name, macro.Scope, macro.Of))
        .SeenBy((access, macro) => access.Has(Roles.Agent) && macro.IsFor(access));

    public static readonly Index<Macro> ByOwner = Kind.Index("owner", macro => Key.Of(macro.Scope, macro.Of, macro.Name.ToLowerInvariant()));

    /// <summary>What the requester reads, with names in braces where values stand.</summary>
    public string? Text { get; init; }

    public Priority? Priority { get; init; }

    /// <summary>The id of the queue that the ticket goes to.</summary>
    public string? Queue { get; init; }

    /// <summary>The id of a person; <c>me</c>: whoever uses it.</summary>
    public string? Assignee { get; init; }

    public WaitFor? Wait { get; init; }

    /// <summary>How many days it waits.</summary>
    public int Days { get; init; }

    public ResolutionCode? Resolve { get; init; }

    public static string IdOf(string name, Scope scope, string of) => $"{Terms.Value(scope)}/{of}/{name.ToLowerInvariant()}";

    private bool IsFor(Access access) => Scope switch
    {
        Scope.Personal => access.Person.Id == Of,
        Scope.Team => access.IsStaffOf(Of),
        _ => true,
    };
}

/// <summary>The macros of the caller: their own come before those of their queues, and those before everybody's.</summary>
internal static class Macros
{
    private const int Most = 200;

    public static async ValueTask<IReadOnlyList<Macro>> Of(Turn turn)
    {
        string[] queues = [.. turn.Access.Queues.Where(queue => turn.Access.IsStaffOf(queue.Id)).OrderBy(queue => queue.Members.Contains(turn.Caller.Id) ? 0 : 1).ThenBy(queue => queue.Id, StringComparer.Ordinal).Select(queue => queue.Id)];
        var all = new List<Macro>();

        foreach (var (scope, of) in (IEnumerable<(Scope, string)>)[(Scope.Personal, turn.Caller.Id), .. queues.Select(queue => (Scope.Team, queue)), (Scope.Global, "")])
            all.AddRange((await turn.Find(Macro.ByOwner.Where(scope, of) with { Take = Most })).Items.Select(item => item.Body));

        return all;
    }

    public static async ValueTask<Macro> MacroNamed(this Turn turn, string name) =>
        (await Of(turn)).FirstOrDefault(macro => macro.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new Refusal($"There is no macro \"{name}\". Choose one from the list.") { Choices = [new($"Macros", Invocation.Of("macro list"))] };
}
