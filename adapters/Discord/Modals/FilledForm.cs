using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Discord.Modals;

/// <summary>A card with inputs: what it asks for, what is there so far, and what sends it.</summary>
internal sealed class FilledForm
{
    private readonly IReadOnlyList<Block.Input> folded;

    private FilledForm(Message message, Card card, Choice send)
    {
        (Message, Card, Send) = (message, card, send);
        Inputs = [.. Find(card.Body, folded: false)];
        folded = [.. Find(card.Body, folded: true)];
    }

    public Message Message { get; }

    public Card Card { get; }

    public Choice Send { get; }

    /// <summary>What it asks for, as far as it is not folded away.</summary>
    public IReadOnlyList<Block.Input> Inputs { get; }

    /// <summary>What a file can be given to although it is folded away.</summary>
    public Block.Input? Files => folded.FirstOrDefault(input => input.Kind is FieldKind.File);

    /// <summary>Whether anything is folded away beside files.</summary>
    public bool HasMore => folded.Any(input => input.Kind is not FieldKind.File);

    /// <summary>It could be sent as it is.</summary>
    public bool IsComplete => Inputs.All(input => input.Problem is null && (!input.Required || input.Values is not []));

    /// <returns>Null: there is nothing to fill in, or nothing that would send it.</returns>
    public static FilledForm? Of(Message message) =>
        message.Card is { } card
        && Find(card.Body, folded: false).Concat(Find(card.Body, folded: true)).Any()
        && card.Choices.Where(choice => !choice.Alone).OrderByDescending(choice => choice.Emphasis is Emphasis.Primary).FirstOrDefault() is { } send
            ? new(message, card, send)
            : null;

    /// <summary>A button of the card with everything that is filled in.</summary>
    public Choice Given(Choice choice) => choice.Alone
        ? choice
        : choice with { Invocation = choice.Invocation with { Arguments = choice.Invocation.Arguments.With(Values) } };

    /// <summary>The same form with other values; what was wrong with the old ones no longer counts.</summary>
    public Message With(Arguments values, IEnumerable<string> asked)
    {
        var names = asked.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Message with { Text = null, Card = Card with { Body = Filled(Card.Body, values, names) } };
    }

    private Arguments Values => Inputs.Concat(folded).Where(input => input.Values is not [])
        .Aggregate(Arguments.None, (all, input) => all.With(input.Name, input.Values));

    private static Block[] Filled(IReadOnlyList<Block> body, Arguments values, HashSet<string> asked) =>
    [
        .. body.Select(block => block switch
        {
            Block.Input input when asked.Contains(input.Name) => input with { Values = values.All(input.Name), Problem = null },
            Block.Section section => section with { Body = Filled(section.Body, values, asked) },
            _ => block,
        }),
    ];

    private static IEnumerable<Block.Input> Find(IEnumerable<Block> body, bool folded) => body.SelectMany(block => block switch
    {
        Block.Input input => folded ? [] : [input],
        Block.Section { Folded: true } section => folded ? Find(section.Body, folded: false).Concat(Find(section.Body, folded: true)) : [],
        Block.Section section => Find(section.Body, folded),
        _ => Enumerable.Empty<Block.Input>(),
    });
}
