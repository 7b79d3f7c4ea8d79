namespace ChatOps.Host.Importing;

/// <summary>A personnel file.</summary>
/// <param name="Headers">Each with what it means; null: it is not used.</param>
internal sealed record PeopleFile(IReadOnlyList<(string Header, Column? Column)> Headers, IReadOnlyList<PersonRow> Rows)
{
    private const int LongestCell = 200;

    /// <param name="said">Header to field, as somebody has said.</param>
    /// <exception cref="Trouble">There are no rows, or no column by which people are known.</exception>
    public static PeopleFile Read(string text, IReadOnlyDictionary<string, string> said)
    {
        var table = CsvTable.Read(text);
        var columns = Columns.Of(table.Headers, said);

        if (!columns.Contains(Column.Email) && !columns.Contains(Column.Number))
            throw new Trouble($"None of the columns {string.Join(", ", table.Headers.Select(header => $"\"{header}\""))} is an e-mail address or an employee number. Say which: --map \"{table.Headers[0]}=email\".");

        return new([.. table.Headers.Zip(columns)], [.. RowsOf(table, columns)]);
    }

    private static IEnumerable<PersonRow> RowsOf(CsvTable table, IReadOnlyList<Column?> columns)
    {
        foreach (var (line, cells) in table.Rows)
        {
            var said = new Dictionary<Column, string>();

            foreach (var (cell, column) in cells.Zip(columns))
            {
                if (column is { } known and not Column.Ignore && Short(cell) is { Length: > 0 } value)
                    said[known] = value;
            }

            if (said.Count > 0)
                yield return new(line, said);
        }
    }

    private static string Short(string cell) => CsvTable.OneLine(cell) is var text && text.Length > LongestCell ? text[..LongestCell] : text;
}
