using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ChatOps.Conversations;
using ChatOps.Discord;
using ChatOps.People;
using ChatOps.Platforms.Discord;
using DiscordChannel = ChatOps.Platforms.Discord.DiscordChannel;

namespace ChatOps.Tests.Discord;

/// <summary>The whole of it where Discord calls the bot: signed posts come in, everything else goes out by itself.</summary>
public sealed class PostedTests
{
    [Fact]
    public async Task From_a_form_to_the_last_word_in_a_thread_everything_happens_without_a_connection()
    {
        await using var bot = await DiscordBot.Start(lives: true, mode: DiscordMode.Http);
        var (ada, grace, triage) = await Desk(bot);

        var form = await ada.Runs("/ticket new");
        Assert.Equal(9, form.FirstAnswer);
        Assert.Contains("INC-1 is received.", (await form.Submits(("title", "VPN drops"), ("Files", ("error.txt", "It broke."u8.ToArray())))).Text, StringComparison.Ordinal);
        await bot.Server.Until(() => triage.Messages.Count is 1, "the card stood in the triage channel");

        await grace.Presses(triage.Messages[0], "Claim");
        await bot.Server.Until(() => triage.Messages[0].Text.Contains("**Assignee:** Grace", StringComparison.Ordinal), "the card said who has it");
        await grace.Presses(triage.Messages[0], "Thread");
        await bot.Server.Until(() => bot.Server.Thread("INC-1 VPN drops")?.Messages.Count > 0, "the thread was open");

        var thread = bot.Server.Thread("INC-1 VPN drops")!;
        Assert.Equal("error.txt", Assert.Single(thread.Messages[0].Files).Name);
        await grace.In(thread).Runs("/ticket reply", ("id", "INC-1"), ("text", "Which client?"));
        await bot.Server.Until(() => ada.InDm.Sees.Any(message => message.Text.Contains("Which client?", StringComparison.Ordinal)), "Ada was told");
        await (await ada.InDm.Presses(ada.InDm.Sees.Last(message => message.Buttons.Contains("Reply")), "Reply")).Submits(("text", "The old one."));
        await bot.Server.Until(() => thread.Messages.Any(message => message.Text.Contains("The old one.", StringComparison.Ordinal)), "the answer reached the thread");

        Assert.Equal([("INC-1 VPN drops", "INC-1")], await grace.Types("/ticket view", "id", "vpn"));
        await (await grace.In(thread).Runs("/ticket resolve", ("id", "INC-1"))).Submits(("code", "fixed"), ("text", "A new client."));
        await bot.Server.Until(() => ada.InDm.Sees.Any(message => message.Buttons.Contains("It works")), "Ada was asked");
        await ada.InDm.Presses(ada.InDm.Sees.Last(message => message.Buttons.Contains("It works")), "It works");
        await bot.Server.Until(() => thread.IsArchived, "the thread was put away");

        Assert.Equal(0, bot.Server.Gateway.Ready);
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task What_is_not_signed_or_has_come_before_does_nothing()
    {
        await using var bot = await DiscordBot.Start(mode: DiscordMode.Http);
        var (ada, _, _) = await Desk(bot);
        var (endpoint, body) = (bot.Server.InteractionsEndpoint!, Encoding.UTF8.GetBytes(Asking(bot, ada).ToJsonString()));
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var signature = bot.Server.Signing.Sign(now, body);
        using var stranger = new Signing();

        foreach (var forged in (string[])["", signature[..^2], signature[..64], $"{signature}00", stranger.Sign(now, body), bot.Server.Signing.Sign(now, [.. body, (byte)' ']), bot.Server.Signing.Sign($"{now}0", body)])
            Assert.Equal(HttpStatusCode.Unauthorized, (await bot.Server.Post(endpoint, body, now, forged)).Status);

        Assert.Empty(await Tickets(bot));
        Assert.Equal(HttpStatusCode.OK, (await bot.Server.Post(endpoint, body, now, signature)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await bot.Server.Post(endpoint, body, now, signature)).Status);
        Assert.Single(await Tickets(bot));

        // Signed anew, it is the same wish.
        var later = (long.Parse(now, System.Globalization.CultureInfo.InvariantCulture) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(HttpStatusCode.OK, (await bot.Server.Post(endpoint, body, later)).Status);
        Assert.Single(await Tickets(bot));
    }

    private static async Task<IReadOnlyList<object>> Tickets(DiscordBot bot) =>
        [.. (await bot.Store.Find(ChatOps.Tickets.Ticket.ByRequester.Where("ada", true), TestContext.Current.CancellationToken)).Items];

    private static JsonObject Asking(DiscordBot bot, DiscordUser ada) => new()
    {
        ["id"] = "901",
        ["application_id"] = bot.Server.ApplicationId,
        ["type"] = 2,
        ["token"] = "token",
        ["version"] = 1,
        ["channel_id"] = ada.Channel.Id,
        ["channel"] = new JsonObject { ["id"] = ada.Channel.Id, ["type"] = 0 },
        ["guild_id"] = bot.Server.Guild.Id,
        ["member"] = new JsonObject { ["user"] = new JsonObject { ["id"] = ada.Id, ["username"] = "ada" }, ["roles"] = new JsonArray() },
        ["data"] = new JsonObject
        {
            ["id"] = "1",
            ["name"] = "ticket",
            ["type"] = 1,
            ["options"] = new JsonArray(new JsonObject { ["name"] = "new", ["type"] = 1, ["options"] = new JsonArray(new JsonObject { ["name"] = "title", ["type"] = 3, ["value"] = "VPN drops" }) }),
        },
    };

    private static async Task<(DiscordUser Ada, DiscordUser Grace, DiscordChannel Triage)> Desk(DiscordBot bot)
    {
        var triage = bot.Server.Guild.Channel("triage");
        await bot.Save(Queue.Kind, new("service-desk", "Service desk") { Members = ["grace"], Triage = new Place("discord", triage.Id) { Kind = PlaceKind.Channel } });
        return (await bot.Person("ada"), await bot.Person("grace", Roles.Agent), triage);
    }
}
