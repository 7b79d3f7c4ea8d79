using System.Globalization;
using System.Text;
using ChatOps.Cards;
using ChatOps.Terminal.Drawing;
using CsCheck;

namespace ChatOps.Tests.Terminal;

public sealed class HostileTextTests
{
    [Theory]
    [InlineData("\e[2J\e[H", "␛[2J␛[H")]
    [InlineData("\e]0;title\a", "␛]0;title␇")]
    [InlineData("\u009b31m", "\uFFFD31m")]
    [InlineData("a\rb", "a b")]
    [InlineData("a\bb\u007f", "a␈b␡")]
    [InlineData("\u202Egpj.exe", "gpj.exe")]
    [InlineData("\u2066x\u2069\u200F", "x")]
    [InlineData("a\tb", "a    b")]
    [InlineData("👩‍💻", "👩‍💻")]
    public void What_a_terminal_would_obey_is_shown_instead(string text, string expected) => Assert.Equal(expected, Safe.Text(text));

    [Fact]
    public void Piles_of_accents_are_cut() =>
        Assert.Equal("a\u0301\u0301\u0301\u0301b", Safe.Text($"a{new string('\u0301', 500)}b"));

    [Fact]
    public void No_text_of_anybody_reaches_the_terminal_raw() => Gen.String[Gen.Char, 0, 60].Sample(text =>
    {
        var drawn = CardDrawing.Draw(
            new()
            {
                Text = $"{text}",
                Card = new($"{text}")
                {
                    Body =
                    [
                        new Block.Quote(text, Say.Text(text)),
                        new Block.Facts(new Block.Fact(Say.Text(text), Say.Text(text))),
                        new Block.Files([new("x", text, text, 1)]),
                        new Block.Table([Say.Text(text)], [new([Say.Text(text)])]),
                        new Block.Input("x", ChatOps.Commands.FieldKind.Text, Say.Text(text)) { Values = [text] },
                    ],
                },
            },
            Look.Plain);

        return drawn.Text.EnumerateRunes().All(rune => rune.Value is '\n' or 0x2068 or 0x2069 or 0x200C or 0x200D
            || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));
    });
}
