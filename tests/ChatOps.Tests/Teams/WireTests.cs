using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.Teams.Wire;

namespace ChatOps.Tests.Teams;

public sealed class WireTests
{
    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Language.Phrases.Root(), "tests", "ChatOps.Tests", "Teams", "Samples");

    [Theory]
    [MemberData(nameof(Samples))]
    public void An_activity_survives_the_round_trip_with_all_that_this_version_does_not_know(string sample)
    {
        var text = File.ReadAllText(Path.Combine(Folder, sample));
        var activity = JsonSerializer.Deserialize(text, WireJson.Plain.Activity)!;
        var written = JsonSerializer.Serialize(activity, WireJson.Plain.Activity);

        Assert.Null(activity.Fault());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(text), JsonNode.Parse(written)), written);
    }

    [Fact]
    public void There_are_samples_of_everything_that_is_heard() => Assert.True(Samples.Count >= 10);

    [Theory]
    [InlineData("message-personal.json", "My laptop does not start", true, false)]
    [InlineData("message-channel.json", "the printer on floor 3 is out of order", false, true)]
    [InlineData("message-submit.json", "", true, false)]
    [InlineData("from-tomorrow.json", "", true, false)]
    public void What_was_said_to_whom_is_read_from_it(string sample, string words, bool isPersonal, bool isMention)
    {
        var activity = Read(sample);

        Assert.Equal(words, activity.Words());
        Assert.Equal(isPersonal, activity.IsPersonal());
        Assert.Equal(isMention, activity.MentionsBot());
    }

    [Theory]
    [InlineData("<at>ChatOps</at> help", "plain", "help")]
    [InlineData("ask <at>ChatOps</at>&nbsp;for help", "plain", "ask   for help")]
    [InlineData("<at>ChatOps</at> a &lt; b", "xml", "a < b")]
    [InlineData("<at>ChatOps</at> tell <at>Ada Lovell</at> that", "plain", "tell Ada Lovell that")]
    [InlineData("<at>Ada</at>", "plain", "Ada")]
    [InlineData("a <at> b", "plain", "a <at> b")]
    public void Only_the_mention_of_the_bot_itself_is_taken_out(string text, string format, string words)
    {
        var activity = Read("message-channel.json") with { Text = text, TextFormat = format };
        Assert.Equal(words, activity.Words());
    }

    [Fact]
    public void A_person_is_known_by_tenant_and_account_and_a_client_on_this_machine_by_what_it_says()
    {
        Assert.Equal("teams:aa11bb22-0000-4000-8000-00000000c0de/e0000001-0000-4000-8000-0000000000aa", Read("message-personal.json").Identity().ToString());
        Assert.Equal("teams:29:1aBc", Read("from-tomorrow.json").Identity().ToString());
    }

    [Fact]
    public void Letters_are_sent_as_they_are()
    {
        var written = JsonSerializer.Serialize(new Activity { Text = "Ä 日本 <b>&\"" }, WireJson.Plain.Activity);
        Assert.Equal("""{"text":"Ä 日本 <b>&\""}""", written);
    }

    private static Activity Read(string sample) => JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(Folder, sample)), WireJson.Plain.Activity)!;
}
