using System.Text.Json.Nodes;
using ChatOps.Cards;
using ChatOps.Commands;

namespace ChatOps.AdaptiveCards;

/// <summary>Draws tables. Where a row opens something, its first cell is the button: one stop for the keyboard a row.</summary>
internal sealed class Tables(Texts texts, CardHost host)
{
    // On a telephone, words of more would be torn apart.
    private const int MostColumnsOnTelephones = 3;

    private readonly Choices choices = new(texts, host);

    public IEnumerable<JsonNode> Draw(Block.Table table)
    {
        if (table.Rows is [])
            yield break;

        if (host.IsTeams && table.Columns.Count > MostColumnsOnTelephones)
        {
            foreach (var element in table.Rows.SelectMany(row => Stacked(table, row)))
                yield return element;

            yield break;
        }

        string[][] plain = [.. table.Rows.Select(row => row.Cells.Select(texts.Plain).ToArray())];

        yield return Json.Element(
            "Table",
            ("columns", Json.Array(Widths(table, plain).Select(width => Json.Object(("width", width))))),
            ("showGridLines", false),
            ("rows", Json.Array([Header(table), .. table.Rows.Take(host.MostRows).Select((row, at) => Row(row, plain[at]))])));

        if (table.Rows.Count > host.MostRows)
            yield return texts.Block($"And {table.Rows.Count - host.MostRows:# more|# more}.", ("isSubtle", true));
    }

    private IEnumerable<JsonNode> Stacked(Block.Table table, Block.Row row)
    {
        var title = string.Join(' ', row.Cells.Take(2).Select(texts.Plain));
        var open = row.Open is { } invocation ? choices.Select(string.Join(' ', row.Cells.Select(texts.Plain)), invocation) : null;
        var rest = row.Cells.Skip(2).Select((cell, at) => (Name: table.Columns[at + 2], Cell: cell)).Where(one => texts.Plain(one.Cell).Length > 0);

        yield return Json.Element("RichTextBlock", ("inlines", new JsonArray(Texts.Run(title, ("weight", "Bolder"), ("selectAction", open)))));
        yield return texts.Block(Say.Row(rest.Select(one => texts.Plain(one.Name).Length > 0 ? (Say)$"{one.Name}: {one.Cell}" : one.Cell), " · "), ("isSubtle", true), ("spacing", "None"));
    }

    private JsonObject Header(Block.Table table) =>
        Json.Element("TableRow", ("cells", Json.Array(table.Columns.Select(column => Cell(texts.Block(column, ("weight", "Bolder")))))));

    private JsonObject Row(Block.Row row, string[] plain) =>
        Json.Element("TableRow", ("cells", Json.Array(row.Cells.Select((cell, at) => Cell(at is 0 && row.Open is { } open ? Opening(plain, open) : texts.Block(cell))))));

    private JsonObject Opening(string[] plain, Invocation open) =>
        Json.Element("RichTextBlock", ("inlines", new JsonArray(Texts.Run(plain[0], ("selectAction", choices.Select(string.Join(' ', plain), open))))));

    private static JsonObject Cell(JsonNode item) => Json.Element("TableCell", ("items", new JsonArray(item)));

    // Columns are as wide as what stands in them, within reason.
    private IEnumerable<int> Widths(Block.Table table, string[][] plain) => table.Columns.Select((column, at) => plain
        .Where(row => at < row.Length)
        .Select(row => row[at].Length)
        .Append(texts.Plain(column).Length)
        .Max() switch
        {
            <= 8 => 2,
            <= 14 => 3,
            <= 24 => 4,
            _ => 7,
        });
}
