using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Tests.Discord;

/// <summary>One ticket, on another platform and in Discord.</summary>
public sealed class RelayedTests
{
    [Fact]
    public async Task A_ticket_of_elsewhere_is_shown_at_once_and_both_sides_hear_each_other_in_order_once()
    {
        await using var bot = await DiscordBot.Start();
        var triage = bot.Server.Guild.Channel("triage");
        await bot.Save(Queue.Kind, new("service-desk", "Service desk") { Members = ["grace"], Triage = new Place("discord", triage.Id) { Kind = PlaceKind.Channel } });
        var grace = await bot.Person("grace", Roles.Agent);
        await bot.Save(Person.Kind, new("ada", "Ada"));
        await bot.Save(IdentityLink.Kind, IdentityLink.Between(new("page", "ada"), new("ada", "Ada")));

        await Ada(bot, "1", Invocation.Of("ticket new", ("title", "VPN drops")));
        await bot.Settle();
        Assert.Contains("### INC-1 VPN drops", Assert.Single(triage.Messages).Text, StringComparison.Ordinal);

        await grace.Presses(triage.Messages[0], "Thread");
        await bot.Settle();
        var thread = bot.Server.Thread("INC-1 VPN drops")!;
        await bot.Hears(grace.In(thread).Writes("Which client?"), grace);
        await Ada(bot, "2", Invocation.Of("ticket reply", ("id", "INC-1"), ("text", "The old one.")));
        await Ada(bot, "3", Invocation.Of("ticket reply", ("id", "INC-1"), ("text", "And the new one.")));
        await bot.Settle();
        await bot.Settle();

        string[] heard = [.. thread.Messages.Select(message => message.Text).Where(text => text.Contains("one.", StringComparison.Ordinal))];
        Assert.Equal(2, heard.Length);
        Assert.Contains("Ada on INC-1", heard[0], StringComparison.Ordinal);
        Assert.Contains("> The old one.", heard[0], StringComparison.Ordinal);
        Assert.Contains("> And the new one.", heard[1], StringComparison.Ordinal);
        Assert.Empty(bot.Server.Complaints);
    }

    private static Task<Reply> Ada(DiscordBot bot, string id, Invocation invocation) =>
        bot.Bot.Hear(new(new("page", "ada"), new("page", "ada"), id, new Input.Press(invocation)), TestContext.Current.CancellationToken);
}
