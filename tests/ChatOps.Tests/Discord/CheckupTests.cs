using ChatOps.Discord;
using ChatOps.Platforms.Discord;

namespace ChatOps.Tests.Discord;

/// <summary>What the doctor finds in Discord.</summary>
public sealed class CheckupTests
{
    [Fact]
    public async Task What_is_right_is_said_and_what_is_not_comes_with_what_to_do()
    {
        await using var bot = await DiscordBot.Start();
        var found = await Look(bot.Server, bot.Server.Token);

        Assert.Equal(["Discord", "Commands come", "Intents", "Server", "Permissions", "Slash commands"], found.Select(one => one.What.ToString()));
        Assert.Equal("Stone and Sons", found[3].Found.ToString());
        Assert.Contains("missing: View Channels", found[4].Found.ToString(), StringComparison.Ordinal);
        Assert.NotNull(found[4].Remedy);
        Assert.Equal("as this version has them", found[5].Found.ToString());

        bot.Server.Bot.Roles = [bot.Server.Guild.Role("helper", long.MaxValue)];
        Assert.Equal("all that are needed", (await Look(bot.Server, bot.Server.Token))[4].Found.ToString());
    }

    [Fact]
    public async Task A_wrong_token_is_said_first_and_never_printed()
    {
        await using var server = await DiscordServer.Start();
        var found = Assert.Single(await Look(server, "another.token"));

        Assert.True(found.IsFatal);
        Assert.Equal("the token is not taken", found.Found.ToString());
        Assert.DoesNotContain("another.token", $"{found}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_first_start_the_commands_are_not_there()
    {
        await using var server = await DiscordServer.Start();
        Assert.Equal("not as this version has them", (await Look(server, server.Token))[^1].Found.ToString());
    }

    private static Task<IReadOnlyList<DiscordFinding>> Look(DiscordServer server, string token) =>
        new DiscordCheckup(new(token, server.ApplicationId) { GuildId = server.Guild.Id, ApiBase = server.ApiBase }, CommandListTests.Catalog).Look(TestContext.Current.CancellationToken);
}
