using ChatOps.Cards;
using ChatOps.Commands;

namespace ChatOps.AdaptiveCards;

/// <summary>Files in a form where none can be chosen: what came with the words goes with the button, and more is sent in the chat.</summary>
internal static class Enclosures
{
    public static Card OnButtons(Card card)
    {
        var inputs = card.Body.SelectMany(FileInputs).ToArray();

        return inputs is [] ? card : card with
        {
            Body = [.. card.Body.SelectMany(Named)],
            Choices = [.. card.Choices.Select(choice => choice.Alone ? choice : choice with { Invocation = With(choice.Invocation, inputs) })],
        };
    }

    private static Invocation With(Invocation invocation, IEnumerable<Block.Input> inputs) => invocation with
    {
        Arguments = inputs.Where(input => input.Values is not []).Aggregate(invocation.Arguments, (all, input) => all.With(input.Name, input.Values)),
    };

    private static IEnumerable<Block.Input> FileInputs(Block block) => block switch
    {
        Block.Input { Kind: FieldKind.File } input => [input],
        Block.Section section => section.Body.SelectMany(FileInputs),
        _ => [],
    };

    private static IEnumerable<Block> Named(Block block) => block switch
    {
        Block.Input { Kind: FieldKind.File } input => [new Block.Text(input.Label), .. Told(input).Select(say => new Block.Text(say) { Subtle = true })],
        Block.Section section => [section with { Body = [.. section.Body.SelectMany(Named)] }],
        _ => [block],
    };

    private static IEnumerable<Say> Told(Block.Input input)
    {
        if (input.Problem is { } problem)
            yield return problem;

        if (input.Hint is { } hint)
            yield return hint;

        yield return input.Values.Count is 0
            ? (Say)$"Send it here in the chat, before or afterwards."
            : $"{input.Values.Count:One file goes|# files go} with this.";
    }
}
