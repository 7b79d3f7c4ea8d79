namespace ChatOps.Terminal.Drawing;

/// <summary>Draws rows in aligned columns; where they do not fit, cells go over several lines, and at last each row becomes a list.</summary>
internal static class TableDrawing
{
    private const int Gap = 2;
    private const int Narrowest = 7;

    public static void Draw(Sheet sheet, string[] columns, string[][] rows)
    {
        var widths = Enumerable.Range(0, columns.Length)
            .Select(i => rows.Where(row => i < row.Length).Select(row => Columns.Of(row[i])).Append(Columns.Of(columns[i])).Max())
            .ToArray();

        if (!Fit(widths, sheet.Width - Gap * (columns.Length - 1)))
        {
            DrawAsLists(sheet, columns, rows);
            return;
        }

        if (Array.Exists(columns, column => column.Length > 0))
            DrawRow(sheet, columns, widths, sheet.Look.Strong);

        foreach (var row in rows)
            DrawRow(sheet, row, widths, null);
    }

    // Takes from the widest column until all fit.
    private static bool Fit(int[] widths, int room)
    {
        while (widths.Sum() > room)
        {
            var widest = Array.IndexOf(widths, widths.Max());

            if (widths[widest] <= Narrowest)
                return false;

            widths[widest]--;
        }

        return true;
    }

    private static void DrawRow(Sheet sheet, string[] cells, int[] widths, Func<string, string>? paint)
    {
        var lines = cells.Select((cell, i) => Columns.Wrap(cell, Math.Max(1, widths[i])).ToArray()).ToArray();

        for (var line = 0; line < lines.Max(cell => cell.Length); line++)
        {
            var text = string.Join(new string(' ', Gap), lines.Select((cell, i) =>
                line < cell.Length ? Sheet.Isolated(cell[line]) + Columns.Pad("", widths[i] - Columns.Of(cell[line])) : Columns.Pad("", widths[i])));

            sheet.Line(text.TrimEnd(), paint);
        }
    }

    private static void DrawAsLists(Sheet sheet, string[] columns, string[][] rows)
    {
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i].Length > 0)
                    sheet.Wrapped(columns[i].Length is 0 ? row[i] : $"{columns[i]}: {row[i]}", hanging: 2);
            }

            sheet.Line();
        }
    }
}
