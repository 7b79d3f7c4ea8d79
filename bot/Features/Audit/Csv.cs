using System.Text;

namespace ChatOps.Auditing;

/// <summary>Tables that a spreadsheet opens as what they are: no cell becomes a formula.</summary>
internal static class Csv
{
    private const string Starts = "=+-@\t\r\n|%";

    public static byte[] Write(IEnumerable<string[]> rows)
    {
        var text = new StringBuilder("\uFEFF");

        foreach (var row in rows)
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Cell(string value)
    {
        var plain = string.Concat(value.Where(letter => !char.IsControl(letter) || letter is '\n' or '\t'));
        return $"\"{(plain.TrimStart() is [var first, ..] && Starts.Contains(first, StringComparison.Ordinal) ? "'" : "")}{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
