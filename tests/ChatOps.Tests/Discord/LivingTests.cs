using System.Diagnostics;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Tests.Discord;

/// <summary>The whole of it as it runs: connected by the gateway, with everything that waits done by itself.</summary>
public sealed class LivingTests
{
    [Fact]
    public async Task From_a_form_to_the_last_word_in_a_thread_everything_happens_by_itself()
    {
        await using var bot = await DiscordBot.Start(lives: true);
        var triage = bot.Server.Guild.Channel("triage");
        await bot.Save(Queue.Kind, new("service-desk", "Service desk") { Members = ["grace"], Triage = new Place("discord", triage.Id) { Kind = PlaceKind.Channel } });
        var ada = await bot.Person("ada");
        var grace = await bot.Person("grace", Roles.Agent);

        var form = await ada.Runs("/ticket new");
        await form.Submits(("title", "VPN drops"));
        var began = Stopwatch.GetTimestamp();
        await bot.Server.Until(() => triage.Messages.Count is 1, "the card stood in the triage channel");
        TestContext.Current.TestOutputHelper?.WriteLine($"The card stood there after {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms.");

        await grace.Presses(triage.Messages[0], "Claim");
        await bot.Server.Until(() => triage.Messages[0].Text.Contains("**Assignee:** Grace", StringComparison.Ordinal), "the card said who has it");
        await grace.Presses(triage.Messages[0], "Thread");
        await bot.Server.Until(() => bot.Server.Thread("INC-1 VPN drops")?.Members.Contains(grace.Account) is true, "the thread was open");

        // Before the bot knows itself what the thread is about.
        var words = grace.In(bot.Server.Thread("INC-1 VPN drops")!).Writes("Which client?", ("setup.txt", "Like this."u8.ToArray()));
        await bot.Server.Until(() => words.Reactions.Count is 1, "the words were taken");
        await bot.Server.Until(() => ada.InDm.Sees.Any(message => message.Text.Contains("Which client?", StringComparison.Ordinal)), "Ada was told");
        Assert.Contains(ada.InDm.Sees, message => message.Files.Any(file => file.Name is "setup.txt"));

        ada.InDm.Writes("INC-1: the old one");
        await bot.Server.Until(() => bot.Server.Thread("INC-1 VPN drops")!.Messages.Any(message => message.Text.Contains("the old one", StringComparison.Ordinal)), "the answer reached the thread");
        Assert.Empty(bot.Server.Complaints);
        Assert.True(bot.Get<ChatOps.Discord.DiscordChannel>().Contact!.IsUp);
    }
}
