using System.Globalization;
using System.Text;
using ChatOps.Commands;
using CsvHelper;
using CsvHelper.Configuration;

namespace ChatOps.Host.Importing;

/// <summary>A personnel file as it comes out of whatever program keeps one.</summary>
/// <param name="Headers">Each with what it means; null: it is not used.</param>
internal sealed record PeopleFile(IReadOnlyList<(string Header, Column? Column)> Headers, IReadOnlyList<PersonRow> Rows)
{
    private const int LongestCell = 200;

    /// <summary>UTF-8 with or without its mark, UTF-16 with one, else what Windows programs wrote before.</summary>
    public static string Decode(byte[] content)
    {
        try
        {
            using var reader = new StreamReader(new MemoryStream(content), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(content);
        }
    }

    /// <param name="said">Header to field, as somebody has said.</param>
    /// <exception cref="Trouble">There are no rows, or no column by which people are known.</exception>
    public static PeopleFile Read(string text, IReadOnlyDictionary<string, string> said)
    {
        text = text.TrimStart('\uFEFF');
        using var parser = new CsvParser(new StringReader(text), Configuration(DelimiterOf(text)));

        if (!parser.Read())
            throw new Trouble("The file is empty. Its first line names the columns.");

        var headers = parser.Record!.Select(Tidied).ToArray();
        var columns = Columns.Of(headers, said);

        if (!columns.Contains(Column.Email) && !columns.Contains(Column.Number))
            throw new Trouble($"None of the columns {string.Join(", ", headers.Select(header => $"\"{header}\""))} is an e-mail address or an employee number. Say which: --map \"{headers[0]}=email\".");

        return new([.. headers.Zip(columns)], [.. RowsOf(parser, columns)]);
    }

    private static IEnumerable<PersonRow> RowsOf(CsvParser parser, IReadOnlyList<Column?> columns)
    {
        for (var line = parser.RawRow + 1; parser.Read(); line = parser.RawRow + 1)
        {
            var cells = new Dictionary<Column, string>();

            foreach (var (cell, column) in parser.Record!.Zip(columns))
            {
                if (column is { } known and not Column.Ignore && Tidied(cell) is { Length: > 0 } value)
                    cells[known] = value;
            }

            if (cells.Count > 0)
                yield return new(line, cells);
        }
    }

    private static string Tidied(string cell) =>
        string.Join(' ', Tidy.Text(cell.ReplaceLineEndings("\n"), lines: false).Split(' ', StringSplitOptions.RemoveEmptyEntries)) is var text && text.Length > LongestCell ? text[..LongestCell] : text;

    private static CsvConfiguration Configuration(string delimiter) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = delimiter,
        HasHeaderRecord = false,
        BadDataFound = null,
        IgnoreBlankLines = true,
    };

    // What stands most often between the headers, outside quotation marks.
    private static string DelimiterOf(string text)
    {
        var counts = new Dictionary<char, int> { [','] = 0, [';'] = 0, ['\t'] = 0 };
        var quoted = false;

        foreach (var letter in text)
        {
            if (letter is '"')
                quoted = !quoted;
            else if (!quoted && letter is '\n' or '\r' && counts.Values.Any(count => count > 0))
                break;
            else if (!quoted && counts.TryGetValue(letter, out var count))
                counts[letter] = count + 1;
        }

        return counts.MaxBy(pair => pair.Value).Key.ToString();
    }
}
