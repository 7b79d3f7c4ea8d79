using ChatOps.Cards;

namespace ChatOps.AdaptiveCards;

/// <summary>Divides a card that a platform does not take at once. Nothing of it is left out, and its order stays.</summary>
public static class Pages
{
    /// <param name="fits">Whether the platform takes a card of this size.</param>
    /// <returns>The card itself where it fits, or has nothing that could be divided; else several, each with the title, the buttons on none of them.</returns>
    public static IReadOnlyList<Card> Of(Card card, Func<Card, bool> fits)
    {
        if (card.Body is [] || fits(card))
            return [card];

        // What is filled in cannot be torn apart; the longest lists are typed instead, and looked up as they come.
        if (card.Body.SelectMany(Inputs).Any())
            return [WithoutLists(card, fits)];

        var bodies = new List<List<Block>> { new() };
        var waiting = new Stack<Block>(card.Body.Reverse());

        while (waiting.TryPop(out var block))
        {
            var body = bodies[^1];

            if (fits(card with { Body = [.. body, block] }))
            {
                body.Add(block);
            }
            else if (!fits(card with { Body = [block] }) && Halves(block) is var (first, second))
            {
                waiting.Push(second);
                waiting.Push(first);
            }
            else
            {
                bodies.Add([block]);
            }
        }

        return [.. bodies.Where(body => body.Count > 0).Select(body => card with { Body = body, Choices = [] })];
    }

    private static Card WithoutLists(Card card, Func<Card, bool> fits)
    {
        foreach (var most in (int[])[50, 25, 12, 0])
        {
            var shorter = card with { Body = [.. card.Body.Select(block => WithoutLists(block, most))] };

            if (most is 0 || fits(shorter))
                return shorter;
        }

        return card;
    }

    private static Block WithoutLists(Block block, int most) => block switch
    {
        Block.Input input when input.Options.Count > most => input with { Options = [] },
        Block.Section section => section with { Body = [.. section.Body.Select(inner => WithoutLists(inner, most))] },
        _ => block,
    };

    private static IEnumerable<Block.Input> Inputs(Block block) => block switch
    {
        Block.Input input => [input],
        Block.Section section => section.Body.SelectMany(Inputs),
        _ => [],
    };

    private static (Block First, Block Second)? Halves(Block block) => block switch
    {
        Block.Table { Rows: [_, _, ..] rows } table => (table with { Rows = First(rows) }, table with { Rows = Second(rows) }),
        Block.Facts { Items: [_, _, ..] items } => (new Block.Facts(First(items)), new Block.Facts(Second(items))),
        Block.Files { Items: [_, _, ..] items } => (new Block.Files(First(items)), new Block.Files(Second(items))),
        Block.Gantt { Spans: [_, _, ..] spans } gantt => (gantt with { Spans = First(spans) }, gantt with { Spans = Second(spans) }),
        Block.Chart { Labels: [_, _, ..] labels } chart => (Part(chart, First(labels), First), Part(chart, Second(labels), Second)),
        Block.Section { Body: [_, _, ..] body } section => (section with { Body = First(body) }, section with { Body = Second(body) }),
        Block.Section { Body: [var only] } section when Halves(only) is var (first, second) => (section with { Body = [first] }, section with { Body = [second] }),
        Block.Quote { Words.Length: > 3 } quote when Middle(quote.Words) is var middle => (quote with { Words = quote.Words[..middle] }, quote with { Words = quote.Words[middle..] }),
        _ => null,
    };

    private static Block.Chart Part(Block.Chart chart, IReadOnlyList<Say> labels, Func<IReadOnlyList<double>, IReadOnlyList<double>> half) =>
        chart with { Labels = labels, Plots = [.. chart.Plots.Select(plot => plot with { Values = half(plot.Values) })] };

    private static IReadOnlyList<T> First<T>(IReadOnlyList<T> items) => [.. items.Take(items.Count / 2)];

    private static IReadOnlyList<T> Second<T>(IReadOnlyList<T> items) => [.. items.Skip(items.Count / 2)];

    // After the word nearest to the middle, and never between the two halves of one letter.
    private static int Middle(string words)
    {
        var middle = words.Length / 2;
        var space = words.LastIndexOfAny([' ', '\n'], middle);
        var at = space > 0 && space + 1 < words.Length ? space + 1 : middle;
        return char.IsLowSurrogate(words[at]) ? at - 1 : at;
    }
}
