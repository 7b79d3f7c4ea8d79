using System.Reflection;
using ChatOps.Cards;
using ChatOps.Conversations;

namespace ChatOps.Tests.Adapters;

/// <summary>
/// What every drawing of cards keeps: nothing that is said gets lost, what users wrote stays what they wrote, and the
/// platform takes it. An adapter's tests subclass it and say how their wire format is drawn and read.
/// </summary>
public abstract partial class DrawingContract
{
    public static TheoryData<string> BlockNames => [.. Samples.Blocks.Keys];

    public static TheoryData<string> Injections => [.. Samples.Injections];

    private static IReadOnlyList<Type> BlockTypes => [.. typeof(Block).GetNestedTypes(BindingFlags.Public).Where(type => type.IsSubclassOf(typeof(Block)))];

    [Fact]
    public void Every_kind_of_block_has_a_sample() => Assert.Equal(
        BlockTypes.Select(type => type.Name).Order(StringComparer.Ordinal),
        Samples.Blocks.Values.Select(block => block.GetType().Name).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(BlockNames))]
    public void A_block_is_drawn_within_the_limits_and_nothing_of_it_gets_lost(string name)
    {
        var drawn = Draw(new(new Message { Card = new Card($"A title") { Body = [Samples.Blocks[name]] } }));

        AssertWithinLimits(drawn);
        AssertReads(drawn, ["A title", .. Samples.TextsOf(Samples.Blocks[name])]);
    }

    [Theory]
    [InlineData(Tone.Plain)]
    [InlineData(Tone.Good)]
    [InlineData(Tone.Warning)]
    [InlineData(Tone.Bad)]
    public void Every_tone_and_every_button_is_drawn(Tone tone)
    {
        var drawn = Draw(new(new Message { Text = $"Said first.", Card = new Card($"A title") { Tone = tone, Choices = Samples.Choices } }));

        AssertWithinLimits(drawn);
        AssertReads(drawn, ["Said first.", "A title", .. Samples.Choices.Select(choice => choice.Label.ToString())]);
    }

    [Fact]
    public void The_whole_of_it_at_once_is_within_the_limits()
    {
        var drawn = Draw(new(new Message { Text = $"Said first.", Card = new Card($"A title") { Body = [.. Samples.Blocks.Values], Choices = Samples.Choices } }));

        AssertWithinLimits(drawn);
        AssertReads(drawn, [.. Samples.Blocks.Values.SelectMany(Samples.TextsOf)]);
    }

    [Fact]
    public void What_is_long_is_within_the_limits() => AssertWithinLimits(Draw(new(new Message { Card = Samples.Long })));

    [Fact]
    public void A_card_without_anything_but_its_title_is_drawn() => AssertReads(Draw(Reply.Refuse($"INC-7 is closed already.")), ["INC-7 is closed already."]);

    [Theory]
    [MemberData(nameof(Injections))]
    public void What_users_wrote_stays_what_they_wrote(string words)
    {
        var drawn = Draw(new(new Message { Text = $"Said by {words}.", Card = Samples.Written(words) }));

        AssertWithinLimits(drawn);
        AssertInert(drawn, words);
    }

    [Fact]
    public void A_time_stands_in_the_reader_s_zone()
    {
        var reader = new Reader("en", TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), TestBot.Monday);
        var drawn = Draw(new(new Message { Card = new Card($"Due {TestBot.Monday.AddHours(2)}"), Reader = reader }));

        AssertReads(drawn, ["Due today 12:00"]);
    }

    /// <summary>The wire form of an answer.</summary>
    protected abstract string Draw(Reply reply);

    /// <summary>The platform would take this.</summary>
    protected abstract void AssertWithinLimits(string drawn);

    /// <summary>What a person can read of it, also behind what they unfold, with the platform's markup applied.</summary>
    protected abstract string Read(string drawn);

    /// <summary>Nothing of the words has become markup, a link, a mention or a control of the platform.</summary>
    protected virtual void AssertInert(string drawn, string words) => AssertReads(drawn, [words]);

    private void AssertReads(string drawn, IReadOnlyList<string> texts)
    {
        var readable = OneLine(Read(drawn));
        Assert.All(texts, text => Assert.Contains(OneLine(text), readable, StringComparison.Ordinal));
    }

    /// <summary>Without the line breaks of a platform and the letters that nobody sees.</summary>
    protected static string OneLine(string text) =>
        string.Join(' ', string.Concat(text.Where(letter => letter is not ('\u2060' or '\u200B') && (!char.IsControl(letter) || char.IsWhiteSpace(letter))))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
