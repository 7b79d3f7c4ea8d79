using System.Text.Json;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;
using CsCheck;

namespace ChatOps.Tests.Core;

public sealed class SayTests
{
    private static readonly DateTimeOffset Now = TestBot.Monday;

    [Fact]
    public void What_users_wrote_is_a_value_and_never_part_of_the_text()
    {
        var hostile = "**{0}** [x](javascript:1)";
        Say say = $"{hostile} is {Tone.Good} {{really}}";

        Assert.Equal("{0} is {1} {{really}}", say.Template);
        Assert.Equal($"{hostile} is good {{really}}", say.ToString());
    }

    [Fact]
    public void What_is_repeated_to_somebody_is_the_beginning_of_it()
    {
        var words = $"{new string('x', 299)}😀{new string('y', 30_000)}";
        Say say = $"I do not know \"{words}\", {Tone.Good} {(Say)$"or {new string('z', 301)}"}.";

        Assert.Equal($"I do not know \"{new string('x', 299)}…\", good or {new string('z', 300)}….", say.Briefly().ToString());
        Assert.Equal($"I do not know \"{new string('x', 300)}\".", ((Say)$"I do not know \"{new string('x', 300)}\".").Briefly().ToString());
    }

    [Theory]
    [InlineData(1, "one ticket")]
    [InlineData(2, "2 tickets")]
    [InlineData(1200, "1,200 tickets")]
    public void Numbers_have_a_form_for_one_and_for_many(int n, string text) => Assert.Equal(text, ((Say)$"{n:one ticket|# tickets}").ToString());

    [Theory]
    [InlineData(0, "today 10:00")]
    [InlineData(24, "tomorrow 10:00")]
    [InlineData(-24, "yesterday 10:00")]
    [InlineData(72, "Thursday 10:00")]
    [InlineData(-72, "4 Sept 10:00")]
    [InlineData(24 * 300, "4 Jul 2027 10:00")]
    public void Times_are_in_the_zone_of_the_reader(int hours, string text)
    {
        var speech = new PlainSpeech(new("en", TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), Now));

        Assert.Equal(text, speech.Draw($"{Now.AddHours(hours)}"));
    }

    [Theory]
    [InlineData(0.5, "in 30 minutes")]
    [InlineData(-1, "1 hour ago")]
    [InlineData(49, "in 2 days")]
    [InlineData(0.001, "now")]
    public void Distances_are_said_in_the_largest_unit(double hours, string text) =>
        Assert.Equal(text, new PlainSpeech(new("en", TimeZoneInfo.Utc, Now)).Draw($"{Now.AddHours(hours):ago}"));

    [Fact]
    public void Lists_read_as_people_write_them() => Assert.Equal(
        ["", "a", "a or b", "a, b or c"],
        Enumerable.Range(0, 4).Select(n => Say.List(new[] { "a", "b", "c" }.Take(n).Select(Say.Text)).ToString()));

    [Fact]
    public void A_card_survives_the_way_through_JSON()
    {
        var person = new Person("ada", "Ada");
        var message = new Message
        {
            Text = $"{person} asks, {Now:ago}.",
            Shown = new("ticket", "INC-7"),
            Card = new Card($"{new SubjectId("INC", 7)} {"VPN"}")
            {
                Tone = Tone.Warning,
                Body =
                [
                    new Block.Text($"**Hello**"),
                    new Block.Quote("<b>", $"Ada", Internal: true),
                    new Block.Facts(new Block.Fact($"Due", $"{Now}")),
                    new Block.Table([$"A"], [new([$"1"], Invocation.Of("ticket view", ("id", "INC-7")))]),
                    new Block.Progress($"Half", 0.5),
                    new Block.Chart(ChartKind.Bars, $"Open", [$"Mon"], [new($"New", [1])]),
                    new Block.Section($"More", [new Block.Input("title", FieldKind.Text, $"Title") { Values = ["x"], Options = [new("a", $"A")] }]) { Folded = true },
                    new Block.Files([new("ff", "a.png", "image/png", 3)]),
                    new Block.Picture("ff", $"A picture"),
                ],
                Choices = [new($"Close", Invocation.Of("ticket close", ("id", "INC-7")), "reason") { Emphasis = Emphasis.Primary }],
            },
        };

        var once = JsonSerializer.Serialize(message, MessageJson.Default.Message);
        var twice = JsonSerializer.Serialize(JsonSerializer.Deserialize(once, MessageJson.Default.Message)!, MessageJson.Default.Message);

        Assert.Equal(once, twice);
    }

    [Fact]
    public void Any_words_come_out_as_they_went_in() => Gen.String.Sample(words => ((Say)$"{words}").ToString() == words);
}
