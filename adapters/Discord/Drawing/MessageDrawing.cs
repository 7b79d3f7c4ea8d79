using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Discord.Keeping;
using ChatOps.Discord.Modals;

namespace ChatOps.Discord.Drawing;

/// <summary>Draws messages as components of Discord, for whoever reads them.</summary>
/// <param name="sizeOf">The size of a stored content in bytes; null: it is not here, or this reader shall not have it.</param>
/// <param name="open">The content of a hash.</param>
internal sealed class MessageDrawing(Func<string, long?> sizeOf, Func<string, Stream> open)
{
    private const int MostOnEveryPage = 10;

    /// <summary>Without any file: where none can be had.</summary>
    public static MessageDrawing Bare { get; } = new(_ => null, _ => Stream.Null);

    /// <param name="mention">The account that is meant by it, among others; null: nobody in particular.</param>
    public Drawn Draw(Message message, string? mention = null)
    {
        var texts = new Texts(message.Reader);
        var keeper = new Keeper();
        var buttons = new Buttons(texts, keeper);
        var card = message.Card;
        var blocks = new Blocks(texts, new(texts, sizeOf, open), new(texts, buttons));

        Piece[] pieces =
        [
            .. Above(message.Text, mention, texts).Select(piece => piece with { Above = true }),
            .. card is null ? [] : Title(card, texts).Concat(blocks.Draw(card.Body)),
        ];

        Piece[] rows = card is null ? [] : [.. buttons.Draw([.. Choices(message, card, keeper)])];
        var isShort = card is { Choices.Count: <= MostOnEveryPage } && rows.All(row => row.Length is 0);
        var id = Kept.Of(message);
        var pages = new Paging(texts, card is null ? null : ColourOf(card.Tone), isShort ? [.. rows.SelectMany(row => row.Components)] : [])
            .Fill(Worded(isShort ? pieces : [.. pieces, .. rows], texts), page => PressId.Page(id.Id, page));

        return new(pages, pages.Count > 1 ? [.. keeper.All, id] : keeper.All);
    }

    private static IEnumerable<Piece> Above(Say? text, string? mention, Texts texts) => (text, mention) switch
    {
        (null, null) => [],
        (null, { } account) => [Piece.Text($"<@{account}>")],
        ({ } words, null) => texts.Paragraph(words),
        ({ } words, { } account) => Texts.Pieces($"<@{account}> {texts.Marked(words)}"),
    };

    // Discord takes no message without a word.
    private static Piece[] Worded(Piece[] pieces, Texts texts) => pieces is [] ? [Piece.Text(texts.Marked($"Done."))] : pieces;

    private static IEnumerable<Piece> Title(Card card, Texts texts)
    {
        var words = texts.Marked(card.Title).ReplaceLineEndings(" ").Trim();

        // A refusal is one sentence and nothing else: it is read as such and not as a headline.
        return Texts.Pieces(card.Body is [] && card.Tone is not Tone.Plain || words.Length is 0 ? words : $"### {words}");
    }

    private static IEnumerable<(Choice Choice, string Id)> Choices(Message message, Card card, Keeper keeper)
    {
        if (FilledForm.Of(message) is not { } form)
            return Ordered(card.Choices).Select(choice => (choice, keeper.IdOf(choice)));

        var (send, open) = (form.Send, PressId.Form(keeper.Keep(message with { Text = null }), 0));

        return
        [
            form.IsComplete ? (send, keeper.IdOf(form.Given(send))) : (send, open),
            .. form.IsComplete ? [(new Choice($"Change", send.Invocation), open)] : Array.Empty<(Choice, string)>(),
            .. Ordered(card.Choices).Where(choice => choice != send).Select(choice => (choice, keeper.IdOf(form.Given(choice)))),
        ];
    }

    private static IEnumerable<Choice> Ordered(IEnumerable<Choice> choices) => choices.OrderByDescending(choice => choice.Emphasis is Emphasis.Primary);

    private static int? ColourOf(Tone tone) => tone switch
    {
        Tone.Good => 0x2e9e5b,
        Tone.Warning => 0xe0a100,
        Tone.Bad => 0xd13438,
        _ => null,
    };
}
