using ChatOps.Cards;
using ChatOps.Commands;

namespace ChatOps.Terminal.Chatting;

/// <summary>A card with something to fill in, taken apart.</summary>
internal sealed record Form(Card Card, IReadOnlyList<Block.Input> Inputs, IReadOnlyList<Block.Input> Folded, Choice Send)
{
    /// <returns>Null: the card asks for nothing.</returns>
    public static Form? Of(Card? card) =>
        card is not null
        && Find(card.Body, folded: false).Concat(Find(card.Body, folded: true)).Any()
        && card.Choices.FirstOrDefault(choice => !choice.Alone) is { } send
            ? new(card, [.. Find(card.Body, folded: false).OrderByDescending(input => input.Required)], [.. Find(card.Body, folded: true)], send)
            : null;

    public IEnumerable<Block.Input> All => Inputs.Concat(Folded);

    /// <summary>It could be sent as it is.</summary>
    public bool IsFilled => All.Any(input => input.Required) && All.All(input => input.Problem is null && (!input.Required || input.Values is not []));

    /// <summary>What the card shows beside what is asked.</summary>
    public IReadOnlyList<Block> Rest => [.. Card.Body.Where(block => block is not (Block.Input or Block.Section))];

    /// <summary>What the card offers beside sending and leaving it.</summary>
    public IReadOnlyList<Choice> Others => [.. Card.Choices.Where(choice => !choice.Alone && choice != Send)];

    public Invocation Filled(Arguments arguments) => Send.Invocation with { Arguments = Send.Invocation.Arguments.With(arguments) };

    public Arguments Given => All.Where(input => input.Values is not []).Aggregate(Arguments.None, (all, input) => all.With(input.Name, input.Values));

    private static IEnumerable<Block.Input> Find(IEnumerable<Block> body, bool folded) => body.SelectMany(block => block switch
    {
        Block.Input input => folded ? [] : [input],
        Block.Section { Folded: true } section => folded ? Find(section.Body, folded: false).Concat(Find(section.Body, folded: true)) : [],
        Block.Section section => Find(section.Body, folded),
        _ => Enumerable.Empty<Block.Input>(),
    });
}
