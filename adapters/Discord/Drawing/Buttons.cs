using ChatOps.Cards;
using ChatOps.Discord.Keeping;
using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Drawing;

/// <summary>Draws what can be pressed. Every id is used once in a message.</summary>
internal sealed class Buttons(Texts texts, Keeper keeper)
{
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    /// <summary>Rows of five, with the whole words above where a button has no room for them.</summary>
    public IEnumerable<Piece> Draw(IEnumerable<(Choice Choice, string Id)> choices)
    {
        foreach (var row in choices.Chunk(Limits.ButtonsOfRow))
        {
            foreach (var piece in row.Where(item => texts.Label(item.Choice.Label).Length > Limits.Label).SelectMany(item => texts.Paragraph(item.Choice.Label, subtle: true)))
                yield return piece;

            yield return new(Shapes.Row([.. row.Select(item => Button(texts.Label(item.Choice.Label), Unique(item.Id), StyleOf(item.Choice.Emphasis)))]));
        }
    }

    /// <summary>What opens the rows of a table: at most 25.</summary>
    /// <returns>Null: they open nothing.</returns>
    public Component? Select(IEnumerable<Block.Row> rows)
    {
        SelectOption[] options =
        [
            .. rows.Where(row => row.Open is not null)
                .Select(row => new SelectOption(NameOf(row, 0)!, keeper.IdOf(new($"Open", row.Open!))) { Description = NameOf(row, 1) })
                .DistinctBy(option => option.Value),
        ];

        return options is []
            ? null
            : Shapes.Row(new Component(ComponentType.StringSelect) { CustomId = Unique(PressId.Open), Placeholder = texts.Label($"Open…"), MinValues = 1, MaxValues = 1, Options = options });
    }

    public static Component Button(string label, string id, ButtonStyle style) =>
        new(ComponentType.Button) { Style = (int)style, Label = Limits.Fit(label, Limits.Label), CustomId = id };

    private string? NameOf(Block.Row row, int cell) =>
        row.Cells.Count > cell ? Limits.Fit(texts.Label(row.Cells[cell]), Limits.OptionText) : cell is 0 ? "–" : null;

    private string Unique(string id)
    {
        var one = id;

        for (var n = 2; !used.Add(one); n++)
            one = PressId.Again(id, n);

        return one;
    }

    private static ButtonStyle StyleOf(Emphasis emphasis) => emphasis switch { Emphasis.Primary => ButtonStyle.Primary, Emphasis.Danger => ButtonStyle.Danger, _ => ButtonStyle.Secondary };
}
