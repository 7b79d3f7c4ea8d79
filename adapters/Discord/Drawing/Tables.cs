using System.Text;
using ChatOps.Cards;

namespace ChatOps.Discord.Drawing;

/// <summary>Draws tables: aligned where a telephone has room for it, else a line or two for each row. What rows open is chosen from a list below.</summary>
internal sealed class Tables(Texts texts, Buttons buttons)
{
    /// <summary>Characters that stand beside each other in a code block of a narrow window.</summary>
    private const int Narrow = 46;
    private const int Gap = 2;
    private const int LongestChunk = 1400;

    // Beyond these alphabets letters are as wide as two, or joined with others.
    private const char LastOfPlainLetters = '\u0500';

    public IEnumerable<Piece> Draw(Block.Table table)
    {
        if (table.Rows is [])
            return [];

        var columns = table.Columns.Select(texts.Plain).ToArray();
        var rows = table.Rows.Select(row => row.Cells.Select(texts.Plain).ToArray()).ToArray();
        var widths = Widths(columns, rows);

        return widths.Sum() + Gap * (widths.Length - 1) <= Narrow && columns.Concat(rows.SelectMany(row => row)).All(IsPlain)
            ? Chunks(table, rows, row => Line(row, widths).Length + 1, chunk => [Grid(columns, chunk, widths)])
            : Chunks(table, [.. table.Rows.Select(row => new[] { Entry(row) })], row => row[0].Length + 1, chunk => [.. Names(table), .. chunk.Select(row => row[0])]);
    }

    private IEnumerable<Piece> Chunks(Block.Table table, string[][] drawn, Func<string[], int> length, Func<IReadOnlyList<string[]>, IEnumerable<string>> draw)
    {
        for (int from = 0, until; from < drawn.Length; from = until)
        {
            var size = 0;

            for (until = from; until < drawn.Length && until - from < Limits.Options && (until == from || size + length(drawn[until]) <= LongestChunk); until++)
                size += length(drawn[until]);

            Piece[] pieces = [.. Texts.Packed(draw(drawn[from..until]))];
            var select = buttons.Select([.. table.Rows.Skip(from).Take(until - from)]);

            foreach (var piece in select is null ? pieces : pieces.Length is 0 ? [new Piece(select)] : [.. pieces[..^1], new Piece([.. pieces[^1].Components, select])])
                yield return piece;
        }
    }

    private static int[] Widths(string[] columns, string[][] rows) =>
        [.. Enumerable.Range(0, rows.Select(row => row.Length).Append(columns.Length).Max()).Select(at => rows.Append(columns).Where(row => at < row.Length).Max(row => row[at].Length))];

    private static bool IsPlain(string text) => text.All(letter => letter is not '`' and not '\n' and < LastOfPlainLetters);

    private static string Grid(string[] columns, IReadOnlyList<string[]> rows, int[] widths)
    {
        var grid = new StringBuilder("```\n");
        var hasNames = columns.Any(column => column.Trim().Length > 0);

        if (hasNames)
            grid.Append(Line(columns, widths)).Append('\n').AppendJoin(new string(' ', Gap), widths.Select(width => new string('─', width))).Append('\n');

        foreach (var row in rows)
            grid.Append(Line(row, widths)).Append('\n');

        return grid.Append("```").ToString();
    }

    private static string Line(string[] cells, int[] widths) =>
        string.Join(new string(' ', Gap), widths.Select((width, at) => (at < cells.Length ? cells[at] : "").PadRight(width))).TrimEnd();

    // What it is first, then the rest in the order that the line above names.
    private string Entry(Block.Row row)
    {
        string[] cells = [.. row.Cells.Select(cell => texts.Marked(cell).ReplaceLineEndings(" ").Trim()).Select(cell => cell.Length > 0 ? cell : "–")];
        return string.Join(" · ", cells.Select((cell, at) => at is 0 ? $"**{cell}**" : cell));
    }

    private string[] Names(Block.Table table)
    {
        string[] names = [.. table.Columns.Select(column => texts.Marked(column).ReplaceLineEndings(" ").Trim())];
        return names.All(name => name.Length is 0) ? [] : [$"-# {string.Join(" · ", names.Select(name => name.Length > 0 ? name : "–"))}"];
    }
}
