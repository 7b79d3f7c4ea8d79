using ChatOps.Conversations;
using ChatOps.Discord;
using ChatOps.People;
using ChatOps.Platforms.Discord;
using ChatOps.Relaying;
using ChatOps.Tests.Teams;

namespace ChatOps.Tests.Relaying;

/// <summary>Asked in Teams, worked on in Discord: both adapters of one bot, each beside its platform on real sockets.</summary>
public sealed class TeamsAndDiscordTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_ticket_is_read_and_written_in_both()
    {
        await using var discord = await DiscordServer.Start();
        var settings = new DiscordSettings(discord.Token, discord.ApplicationId) { GuildId = discord.Guild.Id, ApiBase = discord.ApiBase };
        await using var server = await TeamsServer.Start(more: services => services.AddDiscord(settings, isServer: true));
        await discord.Until(() => discord.Gateway.Ready is 1, "the bot was in Discord");

        var triage = discord.Guild.Channel("triage");
        await server.Save(Queue.Kind, new("service-desk", "Service desk") { Members = ["grace"], Triage = new Place("discord", triage.Id) { Kind = PlaceKind.Channel } });
        var (ada, grace) = (server.Platform.Person("Ada Lovell"), discord.User("grace"));
        var agent = new Person("grace", "Grace Harper") { Roles = Roles.Employee | Roles.Agent };
        await server.Import(agent);
        await server.Save(IdentityLink.Kind, IdentityLink.Between(new("discord", grace.Account.Id), agent));

        await ada.Send(ada.Says("My laptop does not start"));
        var card = Assert.Single(ada.Inbox);
        await ada.Send(ada.Presses(card, (string)card.Card!["actions"]![0]!["title"]!));
        await discord.Until(() => triage.Messages.Count is 1, "the ticket stood in the triage channel");

        await grace.Presses(triage.Messages[0], "Claim");
        await TeamsServer.Until(() => card.Words.Contains("Grace Harper", StringComparison.Ordinal), "the card in Teams said who has it");
        await grace.Presses(triage.Messages[0], "Thread");
        await discord.Until(() => server.Store.Find(BoundPlace.BySubject.Where("INC-1"), Cancellation).AsTask().Result.Items.Count is 1, "the thread was about the ticket");
        var thread = discord.Thread("INC-1 My laptop does not start")!;

        grace.In(thread).Writes("Which laptop is it?");
        await TeamsServer.Until(() => ada.Inbox.Any(post => post.Words.Contains("Which laptop is it?", StringComparison.Ordinal)), "the question was in Teams");
        Assert.Contains(ada.Inbox, post => post.Words.Contains("Grace Harper", StringComparison.Ordinal));

        await ada.Send(ada.Says("INC-1: the grey one"));
        await discord.Until(() => thread.Messages.Any(message => message.Text.Contains("the grey one", StringComparison.Ordinal)), "the answer was in the thread");
        Assert.Single(thread.Messages, message => message.Text.Contains("the grey one", StringComparison.Ordinal));

        Assert.DoesNotContain(server.Platform.Log, call => call.Status >= 400);
        Assert.Empty(discord.Complaints);
    }
}
