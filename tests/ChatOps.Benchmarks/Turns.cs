using ChatOps.Data;
using ChatOps.Documents;

namespace ChatOps.Benchmarks;

/// <summary>One turn in process: read, bound, handled and committed.</summary>
internal static class Turns
{
    public static async Task Run(string folder)
    {
        Console.WriteLine($"\n## A turn in process\n\n{Figures.Head}");
        await Run("in memory", new InMemoryStore());
        await Run("LiteDB", LiteDbStore.Open(Path.Combine(folder, "turns.db")));
    }

    private static async Task Run(string name, IStore store)
    {
        await using var desk = await Desk.Open(store);
        await desk.Say("p0", "ticket new title:\"The printer does not print\"");
        await desk.Say("p0", "ticket new title:\"The scanner does not scan\"");
        var form = Desk.Send(await desk.Say("p1", Desk.Sentence(1)));

        await Measure.Run($"{name}: help", 1, (_, _) => desk.Say("p0", "help"));
        await Measure.Run($"{name}: view", 1, (_, _) => desk.Say("p0", "ticket view INC-1"));
        await Measure.Run($"{name}: list mine", 1, (_, _) => desk.Say("p0", "my tickets"));
        await Measure.Run($"{name}: find a word", 1, (_, _) => desk.Say("p0", "find scanner"));
        await Measure.Run($"{name}: a sentence, answered with a form", 1, (_, n) => desk.Say(desk.Somebody(), Desk.Sentence(n)));
        await Measure.Run($"{name}: the press that makes the ticket", 1, (_, _) => desk.Press(desk.Somebody(), form));

        // Each ticket gets a few, as tickets do.
        var tickets = 0;
        await Measure.Run($"{name}: reply", 1, (_, n) => desk.Say(Desk.Agent, $"ticket reply INC-{(n % 10 is 0 ? ++tickets : Math.Max(1, tickets)) + 2} text:\"I am on it, please wait.\""));
    }
}
