using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Teams.Drawing;
using CsCheck;

namespace ChatOps.Tests.Teams.Drawing;

public sealed class SummaryTests
{
    private static readonly SubjectId Seven = new("INC", 7);

    [Fact]
    public void It_says_the_number_who_and_what_is_wanted() => Assert.Equal(
        "Grace resolved INC-7. Say whether it works. · It works",
        Summary.Of(new()
        {
            Text = $"{Who("Grace")} resolved {Seven}. Say whether it works.",
            Shown = new("ticket", "INC-7"),
            Card = new Card($"INC-7 Printer") { Choices = [new($"Not solved", Invocation.Of("ticket reopen")), new($"It works", Invocation.Of("ticket close")) { Emphasis = Emphasis.Primary }] },
        }));

    [Fact]
    public void A_message_without_words_is_named_by_its_card() =>
        Assert.Equal("INC-7 The printer is on fire", Summary.Of(new() { Card = new Card($"{Seven} The printer is on fire"), Shown = new("ticket", "INC-7") }));

    [Fact]
    public void What_is_long_ends_after_a_word() => Assert.Equal(
        "Grace resolved INC-7. Say whether it works; without a word from you it closes…",
        Summary.Of(new() { Text = $"{Who("Grace")} resolved {Seven}. Say whether it works; without a word from you it closes on Thursday.", Shown = new("ticket", "INC-7") }));

    [Fact]
    public void The_number_leads_when_it_would_be_cut_off() => Assert.StartsWith(
        "INC-7: The quick brown fox",
        Summary.Of(new() { Text = $"The quick brown fox jumps over the lazy dog and then goes on to look for somebody else, about {Seven}." }),
        StringComparison.Ordinal);

    [Fact]
    public void It_is_said_in_the_language_of_its_reader() => Assert.Equal(
        "INC-7 ist geschlossen.",
        Summary.Of(new() { Text = $"{Seven} is closed.", Shown = new("ticket", "INC-7"), Reader = new("de", TimeZoneInfo.Utc, TestBot.Monday) }));

    [Fact]
    public void Whatever_is_said_it_fits_on_one_line_has_the_number_and_tears_no_letter_apart()
    {
        var words = Gen.OneOf(Gen.String, Gen.String[Gen.Char["ab \n\t👩🏽‍💻é́"], 0, 200], Gen.Const(new string('n', 300)));

        Gen.Select(words, words, words, Gen.Long[1, 999_999_999_999]).Sample((name, title, wish, number) =>
        {
            var id = new SubjectId("INC", number);
            var summary = Summary.Of(new()
            {
                Text = $"{Who(name)} wrote {title} about {id}: {title}. You are next.",
                Shown = new("ticket", id.ToString()),
                Card = new Card($"{id} {title}") { Choices = [new(Say.Text(wish), Invocation.Of("x")) { Emphasis = Emphasis.Primary }] },
            });

            Assert.InRange(summary.Length, 1, Summary.Longest);
            Assert.Contains(id.ToString(), summary, StringComparison.Ordinal);
            Assert.DoesNotContain(summary, char.IsControl);
            Assert.Equal(IsText(name + title + wish), IsText(name + title + wish) && IsText(summary));
        }, iter: 5000, threads: 1);
    }

    [Fact]
    public void Every_text_that_people_are_told_fits_whole_with_ordinary_names()
    {
        var said = Summary.Of(new() { Text = $"{Seven} is new: {Who("Ada Lovelace")} asks for help, {"P1"}. It waits for somebody to claim it.", Shown = new("ticket", "INC-7") });
        Assert.Equal("INC-7 is new: Ada Lovelace asks for help, P1. It waits for somebody to claim it.", said);
    }

    private static Part.Who Who(string name) => new("someone", name);

    private static bool IsText(string text) => !text.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar) && text.Normalize(System.Text.NormalizationForm.FormC).Length >= 0 && !HasHalf(text);

    private static bool HasHalf(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && !(char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])))
                return true;

            if (char.IsHighSurrogate(text[at]))
                at++;
        }

        return false;
    }
}
