using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Terminal.Drawing;

namespace ChatOps.Tests.Terminal;

public sealed class CardDrawingTests
{
    private static readonly Card Everything = new($"INC-7: VPN is down")
    {
        Tone = Tone.Warning,
        Body =
        [
            new Block.Text($"**Bold** and `code`, and {"**not bold**"}."),
            new Block.Quote("It does not connect.\nSince Monday.", $"Ada, yesterday"),
            new Block.Quote("She forgot the token.", $"Grace", Internal: true),
            new Block.Facts(new Block.Fact($"State", $"open"), new Block.Fact($"Priority", $"high")),
            new Block.Table([$"Number", $"Title"], [new([$"INC-7", $"VPN is down"], Invocation.Of("ticket view", ("id", "INC-7"))), new([$"INC-12", $"Screen"])]),
            new Block.Picture("hash", $"A screen"),
            new Block.Chart(ChartKind.Bars, $"A week", [$"Monday", $"Tuesday"], [new($"New", [4, 2])]),
            new Block.Chart(ChartKind.Lines, $"Two", [$"Monday"], [new($"New", [4]), new($"Done", [1.5])]),
            new Block.Progress($"First answer", 0.5),
            new Block.Section($"History", [new Block.Text($"Nothing yet.")]) { Folded = true },
            new Block.Files([new("hash", "screen.png", "image/png", 2048)]),
            new Block.Input("what", FieldKind.Text, $"What?") { Required = true, Values = ["tea"], Problem = $"Too hot." },
        ],
        Choices = [new($"Claim", Invocation.Of("ticket assign")), new($"Resolve", Invocation.Of("ticket resolve"), "code")],
    };

    [Fact]
    public void Every_block_is_drawn_as_text()
    {
        var drawn = Draw(Everything);

        Assert.Equal(
            """
            ! INC-7: VPN is down
              Bold and code, and **not bold**.
              Ada, yesterday
              │ It does not connect.
              │ Since Monday.
              INTERNAL Grace (staff only)
              ┆ She forgot the token.
              State:    open
              Priority: high
                   Number  Title
              [1]  INC-7   VPN is down
                   INC-12  Screen
              [picture: A screen]
              A week
                       New
              Monday   4    ████████████████████
              Tuesday  2    ██████████
              Two
                      New  Done
              Monday  4    1.5
              First answer  [##########..........] 50 %
              History:
                Nothing yet.
              screen.png: image/png, 2 KB
              What? [tea] (required)
              ! Too hot.
              [2] Claim   [3] Resolve…

            """,
            drawn.Text);
        Assert.Equal(["ticket view", "ticket assign", "ticket resolve"], drawn.Choices.Select(choice => choice.Invocation.Command));
    }

    [Theory]
    [InlineData(24)]
    [InlineData(30)]
    [InlineData(47)]
    [InlineData(80)]
    public void Nothing_is_wider_than_the_terminal(int width)
    {
        var drawn = CardDrawing.Draw(new() { Card = Everything with { Body = [.. Everything.Body, new Block.Text($"{new string('x', 200)} {string.Concat(Enumerable.Repeat("電話", 60))}")] } }, new(width, false));

        Assert.All(drawn.Text.Split('\n'), line => Assert.InRange(Columns.Of(line), 0, width));
    }

    [Fact]
    public void Colours_repeat_what_the_words_say()
    {
        var plain = Draw(Everything).Text;
        var coloured = CardDrawing.Draw(new() { Card = Everything }, new(80, true)).Text;

        Assert.DoesNotContain('\e', plain);
        Assert.Contains("\e[1;33m! INC-7: VPN is down\e[0m", coloured, StringComparison.Ordinal);
        Assert.Equal(plain, System.Text.RegularExpressions.Regex.Replace(coloured, "\e\\[[0-9;]*m", ""));
    }

    [Theory]
    [InlineData(true, "xterm", null, true)]
    [InlineData(true, "xterm", "", true)]
    [InlineData(true, "xterm", "1", false)]
    [InlineData(true, "dumb", null, false)]
    [InlineData(true, null, null, false)]
    [InlineData(false, "xterm", null, false)]
    public void Colours_are_for_real_terminals_that_want_them(bool isTerminal, string? term, string? noColor, bool expected) =>
        Assert.Equal(expected, Look.Of(80, isTerminal, name => name is "TERM" ? term : name is "NO_COLOR" ? noColor : null).Colours);

    [Fact]
    public void Columns_stay_aligned_beside_wide_and_right_to_left_text()
    {
        var drawn = Draw(new($"T")
        {
            Body = [new Block.Table([$"Who", $"What"], [new([$"電話👩‍💻", $"one"]), new([$"שלום", $"two"]), new([$"e\u0301a", $"three"])])],
        });

        var starts = drawn.Text.Split('\n').Where(line => line.Contains("one", StringComparison.Ordinal) || line.Contains("two", StringComparison.Ordinal) || line.Contains("three", StringComparison.Ordinal))
            .Select(line => Columns.Of(line[..line.LastIndexOf("  ", StringComparison.Ordinal)]));

        Assert.Equal(3, starts.Count());
        Assert.Contains("\u2068שלום\u2069", drawn.Text, StringComparison.Ordinal);
        Assert.All(["one", "two", "three"], word => Assert.Equal(10, Columns.Of(drawn.Text.Split('\n').Single(line => line.EndsWith(word, StringComparison.Ordinal)).Replace(word, "", StringComparison.Ordinal))));
    }

    private static Drawn Draw(Card card) => CardDrawing.Draw(new Message { Card = card }, Look.Plain);
}
