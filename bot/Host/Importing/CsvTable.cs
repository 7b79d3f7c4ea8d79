using System.Globalization;
using System.Text;
using ChatOps.Commands;
using ChatOps.Importing;
using CsvHelper;
using CsvHelper.Configuration;

namespace ChatOps.Host.Importing;

/// <summary>A table as it comes out of whatever program keeps one.</summary>
/// <param name="Rows">Each with the line that it begins in; the headers are in line 1. Rows without any text are left out.</param>
internal sealed record CsvTable(IReadOnlyList<string> Headers, IReadOnlyList<(int Line, IReadOnlyList<string> Cells)> Rows)
{
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

    /// <exception cref="Trouble">There is not even a line of headers.</exception>
    public static CsvTable Read(string text)
    {
        text = text.TrimStart('\uFEFF');
        var torn = new HashSet<string>(StringComparer.Ordinal);
        using var parser = new CsvParser(new StringReader(text), Configuration(DelimiterOf(text), torn));

        return parser.Read()
            ? new([.. parser.Record!.Select(OneLine)], [.. RowsOf(parser, torn)])
            : throw new Trouble($"The file is empty. Its first line names the columns.");
    }

    /// <summary>The table with what its columns mean.</summary>
    /// <returns>For each row the cells that say something, by field.</returns>
    public IEnumerable<TableRow> By(IReadOnlyList<string?> fields)
    {
        foreach (var (line, cells) in Rows)
        {
            var said = new Dictionary<string, string>(StringComparer.Ordinal);

            foreach (var (cell, field) in cells.Zip(fields))
            {
                if (field is not (null or KnownHeaders.Ignore) && cell.Length > 0)
                    said[field] = cell;
            }

            if (said.Count > 0)
                yield return new(line, said);
        }
    }

    /// <summary>Without line breaks and doubled spaces.</summary>
    public static string OneLine(string cell) => string.Join(' ', Tidy.Text(cell.ReplaceLineEndings("\n"), lines: false).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<(int Line, IReadOnlyList<string> Cells)> RowsOf(CsvParser parser, HashSet<string> torn)
    {
        for (var line = parser.RawRow + 1; parser.Read(); line = parser.RawRow + 1)
        {
            torn.Clear();
            string[] cells = [.. parser.Record!.Select(cell => Cell(cell, torn))];

            if (cells.Any(cell => cell.Length > 0))
                yield return (line, cells);
        }
    }

    // Some programs double quotation marks in cells that stand in none: 13"" is 13".
    private static string Cell(string raw, HashSet<string> torn)
    {
        var text = raw.Contains("\"\"", StringComparison.Ordinal) && torn.Any(field => field.Contains(raw, StringComparison.Ordinal)) ? raw.Replace("\"\"", "\"", StringComparison.Ordinal) : raw;
        return Csv.Unguard(Tidy.Text(text.ReplaceLineEndings("\n"), lines: true));
    }

    private static CsvConfiguration Configuration(string delimiter, HashSet<string> torn) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = delimiter,
        HasHeaderRecord = false,
        BadDataFound = bad => torn.Add(bad.Field),
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
