using System.Text;

namespace ChatOps.Importing;

/// <summary>Writes tables that a spreadsheet opens without running anything in them.</summary>
public static class Csv
{
    private const string Starts = "=+-@|%＝＋－＠\t\r\n";

    /// <summary>Every cell stands in quotation marks, so no separator of any country cuts it.</summary>
    public static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(cell => $"\"{Guard(cell ?? "").Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n";

    /// <summary>The lines as a file, marked as UTF-8 for spreadsheets that would guess otherwise.</summary>
    public static byte[] File(string lines) => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(lines)];

    /// <summary>A cell that a spreadsheet would calculate gets an apostrophe before it; <see cref="Unguard"/> takes it away again.</summary>
    public static string Guard(string cell) => IsFormula(cell) ? $"'{cell}" : cell;

    public static string Unguard(string cell) => cell.StartsWith('\'') && IsFormula(cell) ? cell[1..] : cell;

    // Behind any number of apostrophes, so that what began with one comes back as it was.
    private static bool IsFormula(string cell) => cell.TrimStart('\'').TrimStart(' ') is [var first, ..] && Starts.Contains(first);
}
