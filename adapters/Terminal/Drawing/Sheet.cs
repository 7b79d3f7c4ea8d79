using System.Text;

namespace ChatOps.Terminal.Drawing;

/// <summary>Lines being written, each in the width that is left inside what surrounds it.</summary>
internal sealed class Sheet(Look look)
{
    // Keeps a line that is written from right to left from turning round what stands beside it.
    private const char Isolate = '\u2068';
    private const char EndIsolate = '\u2069';

    private readonly StringBuilder text = new();
    private string edge = "";

    public Look Look => look;

    /// <summary>Columns left.</summary>
    public int Width => Math.Max(8, look.Width - Columns.Of(edge));

    public void Line(string line = "", Func<string, string>? paint = null)
    {
        line = Isolated(line);
        text.Append((edge + (paint is null ? line : paint(line))).TrimEnd()).Append('\n');
    }

    public void Wrapped(string words, Func<string, string>? paint = null, int hanging = 0)
    {
        foreach (var line in words.Split('\n'))
        {
            var inward = line.StartsWith("- ", StringComparison.Ordinal) ? 2 : hanging;

            foreach (var piece in Columns.Wrap(line, Width, inward))
                Line(piece, paint);
        }
    }

    /// <summary>Everything written meanwhile stands behind this edge.</summary>
    public void Inside(string mark, Action write)
    {
        var outer = edge;
        edge += mark;
        write();
        edge = outer;
    }

    public static string Isolated(string line) => !line.Contains(Isolate) && line.EnumerateRunes().Any(IsRightToLeft) ? $"{Isolate}{line}{EndIsolate}" : line;

    public override string ToString() => text.ToString();

    private static bool IsRightToLeft(Rune rune) =>
        rune.Value is >= 0x0590 and <= 0x08FF or >= 0xFB1D and <= 0xFDFF or >= 0xFE70 and <= 0xFEFE or >= 0x10800 and <= 0x10FFF or >= 0x1E800 and <= 0x1EFFF;
}
