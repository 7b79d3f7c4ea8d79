using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Features;

namespace ChatOps.Setup;

/// <summary>The checklist as it stands: it is kept nowhere, so it is never out of date.</summary>
internal sealed record ShowSetup : Command
{
    public static async Task<Reply> Handle(ShowSetup command, Turn turn)
    {
        var lines = await Look(turn);
        var settled = lines.Count(line => line.State.IsSettled);
        var next = lines.FirstOrDefault(line => !line.State.IsSettled).State;

        return new Card($"Set-up")
        {
            Tone = next is null ? Tone.Good : Tone.Plain,
            Body =
            [
                new Block.Progress($"{settled} of {lines.Count} are settled", (double)settled / lines.Count),
                new Block.Text(next is null ? (Say)$"Everything is settled. Each line can be changed again." : $"Next: {next.Next}."),
                new Block.Table([$"What", $"Settled", $"Now"], [.. lines.Select(Row)]),
            ],
            Choices = [.. Choices(next, lines)],
        };
    }

    private static async Task<IReadOnlyList<(SetupStep Step, SetupState State)>> Look(Turn turn)
    {
        var lines = new List<(SetupStep, SetupState)>();

        foreach (var step in turn.SetupSteps)
            lines.Add((step, await step.Look(turn)));

        return lines;
    }

    private static Block.Row Row((SetupStep Step, SetupState State) line) =>
        new([line.Step.Title, line.State.IsSettled ? (Say)$"yes" : $"not yet", line.State.Found], line.State.Do?.Invocation);

    // The next thing to do, and after it what else is left; buttons ask for what their command takes.
    private static IEnumerable<Choice> Choices(SetupState? next, IReadOnlyList<(SetupStep Step, SetupState State)> lines)
    {
        if (next?.Do is { } first)
            yield return first with { Emphasis = Emphasis.Primary };

        foreach (var (_, state) in lines.Where(line => !line.State.IsSettled && line.State != next))
        {
            if (state.Do is { } other)
                yield return other;
        }
    }
}
