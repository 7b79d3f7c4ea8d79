using ChatOps.People;
using ChatOps.Tests.Tickets;

namespace ChatOps.Tests.Help;

public sealed class HelpTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Theory]
    [InlineData("help")]
    [InlineData("Hello!")]
    [InlineData("what can you do?")]
    public async Task A_greeting_is_answered_with_what_the_caller_may_do(string words)
    {
        var help = await desk.Ada.Says(words);

        Assert.Equal("Hello Ada, what can I do for you?", help.Line());
        Assert.Equal(3, help.Labels().Length);
        var offered = help.Rows().Select(row => row.Open!.Command).ToArray();
        Assert.Contains("ticket new", offered);
        Assert.DoesNotContain("ticket assign", offered);
        Assert.DoesNotContain("ticket wake", offered);
        Assert.All(help.Rows(), row => Assert.Single(row.Cells));
    }

    [Fact]
    public async Task Agents_and_administrators_are_offered_more()
    {
        Assert.Contains("ticket assign", (await desk.Grace.Says("help")).Rows().Select(row => row.Open!.Command));
        Assert.DoesNotContain("admin unseal", (await desk.Grace.Says("help")).Rows().Select(row => row.Open!.Command));
        Assert.Contains("admin unseal", (await desk.Root.Says("help")).Rows().Select(row => row.Open!.Command));
    }

    [Fact]
    public async Task The_installation_is_offered_while_it_is_nobodys_and_to_real_people()
    {
        var made = desk.Bot.Add(new Person("mia", "Mia") { MadeUp = true });
        Assert.True(await IsOffered(desk.Ada));
        Assert.False(await IsOffered(made));

        desk.Bot.Add(Installation.Kind, new Installation(Installation.TheOne) { ClaimedBy = "root" });
        Assert.False(await IsOffered(desk.Ada));

        async Task<bool> IsOffered(TestBot.Actor actor) => (await actor.Says("help")).Rows().Any(row => row.Open!.Command is "admin claim");
    }

    [Fact]
    public async Task An_example_says_in_the_readers_language_what_it_says()
    {
        var ada = desk.Bot.Add(desk.Ada.Person with { Language = "de", LanguageIsChosen = true });

        Assert.Equal("Mein Laptop startet nicht", (await ada.Presses(await ada.Says("Hilfe"), "My laptop does not start")).Given("title"));
    }

    [Theory]
    [InlineData("help withdraw", "ticket cancel")]
    [InlineData("help files", "ticket attach")]
    [InlineData("help urgency", "ticket new")]
    [InlineData("how do i reopen", "ticket reopen")]
    public async Task Words_find_what_is_meant(string words, string command) =>
        Assert.Contains(command, (await desk.Ada.Says(words)).Rows().Select(row => row.Open!.Command));

    [Fact]
    public async Task What_help_does_not_know_becomes_a_request()
    {
        var help = await desk.Ada.Says("help elephants everywhere");
        Assert.Equal("I found nothing to do for \"elephants everywhere\".", help.Line());
        Assert.Equal("elephants everywhere", (await desk.Ada.Presses(help, "Ask the help desk")).Given("title"));
    }

    [Fact]
    public async Task The_examples_work()
    {
        foreach (var actor in (TestBot.Actor[])[desk.Ada, desk.Grace, desk.Root])
        {
            var help = await actor.Says("help");

            foreach (var label in help.Labels())
                Assert.False((await actor.Presses(help, label)).IsRefusal);
        }
    }
}
