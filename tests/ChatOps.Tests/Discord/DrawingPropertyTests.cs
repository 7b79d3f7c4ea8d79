using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Discord.Drawing;
using ChatOps.Tests.Adapters;
using CsCheck;
using Message = ChatOps.Conversations.Message;

namespace ChatOps.Tests.Discord;

/// <summary>Any card at all is within the limits of Discord, and nothing of it is lost over its pages.</summary>
public sealed class DrawingPropertyTests
{
    private static readonly MessageDrawing Drawing = new(hash => hash[0] is 'a' ? 3_000_000 : null, _ => Stream.Null);

    private static readonly Gen<string> Words = Gen.Frequency(
        (6, Gen.String[Gen.Char, 0, 30]),
        (6, Gen.String[Gen.Char["abc *_`|~<>@#-1.\n\\\"日😀"], 0, 120]),
        (2, Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 12], Gen.Int[1, 600], (word, n) => string.Concat(Enumerable.Repeat($"{word} ", n)))),
        (1, Gen.Int[1, 9000].Select(n => new string('x', n))),
        (1, Gen.Int[1, 900].Select(n => new string('\n', n) + "end")));

    private static readonly Gen<Say> Says = Words.Select(Say.Text);

    private static readonly Gen<Invocation> Presses = Gen.Select(Words, text => Invocation.Of("ticket view", ("id", text)));

    private static readonly Gen<Block> Leaves = Gen.Frequency<Block>(
        (3, Gen.Select(Says, Gen.Bool, (words, subtle) => (Block)new Block.Text(words) { Subtle = subtle })),
        (3, Gen.Select(Words, Says, Gen.Bool, (words, heading, isInternal) => (Block)new Block.Quote(words, heading, isInternal))),
        (3, Gen.Select(Says, Says).Array[0, 12].Select(facts => (Block)new Block.Facts([.. facts.Select(fact => new Block.Fact(fact.Item1, fact.Item2))]))),
        (3, Gen.Select(Says.Array[1, 4], Gen.Select(Says.Array[1, 4], Presses, Gen.Bool).Array[0, 30], (columns, rows) => (Block)new Block.Table(columns, [.. rows.Select(row => new Block.Row(row.Item1, row.Item3 ? row.Item2 : null))]))),
        (1, Gen.Select(Says, Gen.Bool, (words, there) => (Block)new Block.Picture(there ? "a" : "b", words))),
        (1, Gen.Select(Says, Gen.Double[0, 1], (words, share) => (Block)new Block.Progress(words, share))),
        (1, Gen.Select(Words, Gen.Bool).Array[0, 14].Select(files => (Block)new Block.Files([.. files.Select(file => new Attachment(file.Item2 ? "a" : "b", file.Item1, "image/png", 5))]))),
        (1, Gen.Select(Says, Words, (label, value) => (Block)new Block.Input("x", FieldKind.Text, label) { Values = [value] })));

    private static readonly Gen<Block> Blocks = Gen.Frequency(
        (8, Leaves),
        (1, Gen.Select(Says, Leaves.Array[0, 3], Gen.Bool, (title, body, folded) => (Block)new Block.Section(title, body) { Folded = folded })));

    private static readonly Gen<Card> Cards = Gen.Select(
        Says, Blocks.Array[0, 8], Gen.Select(Says, Presses).Array[0, 14],
        (title, body, choices) => new Card(title) { Tone = (Tone)(body.Length % 4), Body = body, Choices = [.. choices.Select(choice => new Choice(choice.Item1, choice.Item2))] });

    [Fact]
    public void Any_card_is_within_the_limits_and_nothing_of_its_text_is_lost() => Gen.Select(Cards, Says).Sample((card, text) =>
    {
        var drawn = Drawing.Draw(new Message { Text = text, Card = card });
        WireLimits.Check(drawn);

        var texts = Letters(Readable.Texts(drawn));
        var all = texts + Letters(Readable.Of(drawn, Reader.Nobody));
        Assert.All(Said(card).Prepend(text.ToString()), words => Assert.Contains(Letters(words), texts, StringComparison.Ordinal));
        Assert.All(card.Choices, choice => Assert.Contains(Letters(choice.Label.ToString()), all, StringComparison.Ordinal));
    }, iter: 400);

    private static IEnumerable<string> Said(Card card) => [card.Title.ToString(), .. card.Body.SelectMany(Said)];

    private static IEnumerable<string> Said(Block block) => block switch
    {
        Block.Quote quote => [quote.Words, quote.Heading!.ToString()],
        Block.Table { Rows: [] } => [],
        Block.Table table => table.Rows.SelectMany(row => row.Cells).Select(cell => cell.ToString()),
        // One that is shown is told in other words to who cannot see it, as far as there is room.
        Block.Picture { Source: "a" } => [],
        Block.Section section => section.Body.SelectMany(Said),
        Block.Progress progress => [progress.Label.ToString()],
        Block.Input input => [input.Label.ToString(), .. input.Values],
        _ => Samples.TextsOf(block),
    };

    // Line breaks, marks and escapes are the platform's.
    private static string Letters(string text) => string.Concat(text.EnumerateRunes().Where(rune => System.Text.Rune.IsLetterOrDigit(rune)));
}
