using ChatOps.Cards;
using ChatOps.Conversations;

namespace ChatOps.Terminal.Drawing;

/// <param name="Choices">What the numbers press, from the first number on.</param>
internal sealed record Drawn(string Text, IReadOnlyList<Choice> Choices);

/// <summary>Draws messages as text. Buttons and rows that open something carry numbers.</summary>
internal sealed class CardDrawing
{
    private readonly Sheet sheet;
    private readonly TerminalSpeech speech;
    private readonly List<Choice> choices = [];
    private readonly int first;

    private CardDrawing(Look look, Reader reader, int first) => (sheet, speech, this.first) = (new(look), new(reader), first);

    /// <param name="first">The first number.</param>
    public static Drawn Draw(Message message, Look look, int first = 1)
    {
        var drawing = new CardDrawing(look, message.Reader, first);

        if (message.Text is { } text)
            drawing.sheet.Wrapped(drawing.speech.Draw(text));

        if (message.Card is { } card)
            drawing.Draw(card);

        return new(drawing.sheet.ToString(), drawing.choices);
    }

    private void Draw(Card card)
    {
        var sign = card.Tone switch { Tone.Good => "✓ ", Tone.Warning => "! ", Tone.Bad => "✗ ", _ => "" };
        sheet.Wrapped(sign + speech.Draw(card.Title), line => sheet.Look.Title(line, card.Tone), sign.Length);
        sheet.Inside("  ", () => new BlockDrawing(sheet, speech, Number).Draw(card.Body));

        if (card.Choices is not [])
            sheet.Inside("  ", () => DrawChoices(card.Choices));
    }

    private void DrawChoices(IReadOnlyList<Choice> all)
    {
        var line = "";

        foreach (var choice in all)
        {
            var button = $"[{Number(choice)}] {speech.Draw(choice.Label)}{(choice.Ask is [] ? "" : "…")}";

            if (line.Length > 0 && Columns.Of(line) + 3 + Columns.Of(button) > sheet.Width)
            {
                sheet.Line(line, sheet.Look.Strong);
                line = "";
            }

            line = line.Length is 0 ? button : $"{line}   {button}";
        }

        sheet.Wrapped(line, sheet.Look.Strong);
    }

    private int Number(Choice choice)
    {
        choices.Add(choice);
        return first + choices.Count - 1;
    }
}
