using System.Globalization;
using System.Text;
using ChatOps.Conversations;
using ChatOps.Terminal.Drawing;
using ChatOps.Tests.Adapters;

namespace ChatOps.Tests.Terminal;

public sealed class TerminalDrawingTests : DrawingContract
{
    // So wide that no text is cut into lines that stand apart.
    private static readonly Look Wide = new(400, Colours: false);

    protected override string Draw(Reply reply) => CardDrawing.Draw(reply.Message, Wide).Text;

    protected override void AssertWithinLimits(string drawn)
    {
        Assert.All(drawn.Split('\n'), line => Assert.InRange(Columns.Of(line), 0, Wide.Width));
        Assert.DoesNotContain(drawn, letter => letter is not '\n' && char.IsControl(letter));
    }

    protected override string Read(string drawn) => string.Join('\n', drawn.Split('\n').Select(line => line.TrimStart().TrimStart('│', '┆')));

    protected override void AssertInert(string drawn, string words) =>
        Assert.Contains(Shown(words), Shown(Read(drawn)), StringComparison.Ordinal);

    // Neither what nobody sees, nor the pictures that stand for control characters.
    private static string Shown(string text) => OneLine(string.Concat(text.EnumerateRunes()
        .Where(rune => rune.Value is < 0x2400 or > 0x2421 && Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format)
        .Select(rune => rune.ToString())));
}
