using ChatOps.Commands;

namespace ChatOps.Benchmarks;

/// <summary>What people do at a desk of so many tickets, each over and over.</summary>
internal sealed class DeskTurns(int size, int conversations)
{
    /// <summary>What the filled-in form sends; the words themselves would be taken for more on a ticket about the same.</summary>
    public static readonly Invocation NewTicket = Invocation.Of("ticket new", ("title", Desk.Sentence(0)), ("urgency", "medium"), ("type", "incident"), ("impact", "low"));

    private static readonly string[] Names = ["view", "list mine", "search", "create", "reply"];

    private int created;

    public static IReadOnlyList<string> All => Names;

    public Task<Figures> Measure(string name, string what, IReadOnlyList<Desk> desks, bool isShown = true) =>
        Benchmarks.Measure.Run($"{name}: {what}, {conversations} at once", conversations, (conversation, n) => Do(what, desks[conversation % desks.Count], conversation, n), isShown: isShown);

    // About a printer, so that what is searched for stays as rare as it was. Replies go to the new tickets in turn, so that none grows without end.
    private Task Do(string what, Desk desk, int conversation, int n) => what switch
    {
        "view" => desk.Say(Desk.Agent, $"ticket view INC-{(int)(n * 7919L % size) + 1}", conversation),
        "list mine" => desk.Say(desk.Somebody(), "my tickets"),
        "search" => desk.Say(Desk.Agent, $"find laptop {(int)(n * 7919L % size)}", conversation),
        "create" => Create(desk),
        "reply" => desk.Say(Desk.Agent, $"ticket reply INC-{size + 1 + (n % Math.Max(1, created))} text:\"I am on it, please wait.\"", conversation),
        _ => throw new ArgumentException($"Nobody does \"{what}\".", nameof(what)),
    };

    private async Task Create(Desk desk)
    {
        await desk.Press(desk.Somebody(), NewTicket);
        Interlocked.Increment(ref created);
    }
}
