using System.Net;
using System.Text;
using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;
using ChatOps.Platforms.Discord;
using ChatOps.Platforms.Discord.Rest;

namespace ChatOps.Tests.Discord.Rest;

/// <summary>Asking Discord: what goes on the wire, and what comes back when something is wrong.</summary>
public sealed class RestClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_that_can_be_asked_is_asked_rightly()
    {
        await using var discord = await DiscordServer.Start();
        var rest = Client.Of(discord);
        var (triage, grace) = (discord.Guild.Channel("triage"), discord.User("grace", "Agents"));

        var message = await rest.CreateMessage(triage.Id, Client.Text("INC-1"), Cancellation);
        await rest.EditMessage(triage.Id, message.Id, Client.Text("INC-1, claimed"), Cancellation);
        await rest.AddReaction(triage.Id, message.Id, "✅", Cancellation);
        var thread = await rest.StartThread(triage.Id, new() { Name = "INC-1", Type = ChannelType.PrivateThread, AutoArchiveDuration = 1440, Invitable = false }, Cancellation);
        var beside = await rest.StartThread(triage.Id, message.Id, new() { Name = "Beside it" }, Cancellation);
        await rest.AddThreadMember(thread.Id, grace.Id, Cancellation);
        await rest.Type(thread.Id, Cancellation);
        var dm = await rest.CreateDm(grace.Id, Cancellation);
        await rest.CreateMessage(dm.Id, Client.Text("Hello"), Cancellation);
        Assert.Equal([thread.Id, beside.Id], (await rest.GetActiveThreads(discord.Guild.Id, Cancellation)).Threads.Select(one => one.Id));
        await rest.ModifyChannel(thread.Id, new() { Name = "INC-1 done", Archived = true }, Cancellation);
        await rest.RemoveReaction(triage.Id, message.Id, "✅", Cancellation);

        Assert.Equal("INC-1, claimed", Assert.Single(triage.Messages).Text);
        Assert.Equal("Hello", Assert.Single(grace.InDm.Sees).Text);
        Assert.True(grace.CanSee(discord.Thread("INC-1 done")!));
        Assert.False(discord.User("mallory").CanSee(discord.Thread("INC-1 done")!));
        Assert.Equal("Stone and Sons", (await rest.GetGuild(discord.Guild.Id, Cancellation)).Name);
        Assert.Contains(await rest.GetRoles(discord.Guild.Id, Cancellation), role => role.Name is "Agents");
        Assert.Contains(await rest.GetChannels(discord.Guild.Id, Cancellation), channel => channel.Name is "triage");
        Assert.Single((await rest.GetMember(discord.Guild.Id, grace.Id, Cancellation)).Roles!);
        Assert.Equal(discord.PublicKey, (await rest.GetApplication(Cancellation)).VerifyKey);
        Assert.True((await rest.GetMe(Cancellation)).Bot);
        Assert.Equal(1, (await rest.GetGatewayBot(Cancellation)).Shards);
        Assert.Equal(ChannelType.PrivateThread, (await rest.GetChannel(thread.Id, Cancellation)).Type);
        Assert.Equal(message.Id, (await rest.GetMessage(triage.Id, message.Id, Cancellation)).Id);

        await rest.DeleteMessage(triage.Id, message.Id, Cancellation);
        Assert.Empty(triage.Messages);
        Assert.Empty(discord.Complaints);
    }

    [Fact]
    public async Task Commands_are_put_and_read_with_everything_in_them()
    {
        await using var discord = await DiscordServer.Start();
        var rest = Client.Of(discord);
        ApplicationCommand[] commands =
        [
            new("ticket")
            {
                Description = "Tickets",
                DescriptionLocalizations = new Dictionary<string, string> { ["de"] = "Vorgänge" },
                DefaultMemberPermissions = "0",
                Options = [new(ApplicationCommandOptionType.Subcommand, "view", "Show one") { Options = [new(ApplicationCommandOptionType.String, "id", "Which") { Required = true, Autocomplete = true }] }],
            },
            new("Open a ticket") { Type = ApplicationCommandType.Message },
        ];

        await rest.PutCommands(discord.Guild.Id, commands, Cancellation);
        var read = await rest.GetCommands(discord.Guild.Id, Cancellation);

        Assert.Equal(["ticket", "Open a ticket"], read.Select(command => command.Name));
        Assert.Equal("Vorgänge", read[0].DescriptionLocalizations!["de"]);
        Assert.Empty(await rest.GetCommands(null, Cancellation));
        Assert.Empty(discord.Complaints);
    }

    [Fact]
    public async Task Files_arrive_with_their_names_whatever_these_are()
    {
        await using var discord = await DiscordServer.Start();
        var message = Client.Text("See") with
        {
            Components = [new(ComponentType.MediaGallery) { Items = [new(new("attachment://burndown.png")) { Description = "A burndown" }] }, new(ComponentType.File) { File = new("attachment://log.txt") }],
            Files = [new("burndown.png", new byte[] { 1, 2, 3 }, "image/png", "A burndown"), new("log.txt", Encoding.UTF8.GetBytes("done"), "text/plain")],
        };

        await Client.Of(discord).CreateMessage(discord.Guild.Channel("triage").Id, message, Cancellation);

        var files = Assert.Single(discord.Guild.Channel("triage").Messages).Files;
        Assert.Equal(["burndown.png", "log.txt"], files.Select(file => file.Name));
        Assert.Equal("A burndown", files[0].Description);
        Assert.Equal("done"u8.ToArray(), files[1].Content);
        Assert.Empty(discord.Complaints);
    }

    [Fact]
    public async Task What_people_attach_is_fetched_and_only_from_Discord()
    {
        await using var discord = await DiscordServer.Start();
        var rest = Client.Of(discord);
        var file = discord.User("ada").Writes("Here", ("log.txt", "done"u8.ToArray())).Files[0];

        Assert.Equal("done"u8.ToArray(), await rest.Download(new(file.Id, file.Name, file.Url.ToString()) { Size = 4 }, Cancellation));
        await Assert.ThrowsAsync<DiscordException>(() => rest.Download(new(file.Id, file.Name, file.Url.ToString()) { Size = 3 }, Cancellation));
        await Assert.ThrowsAsync<DiscordException>(() => rest.Download(new("1", "x", "http://169.254.169.254/latest") { Size = 1000 }, Cancellation));
        await Assert.ThrowsAsync<DiscordException>(() => rest.Download(new("1", "x", $"http://cdn.discordapp.com@{discord.ApiBase.Host}/x") { Size = 1000 }, Cancellation));
    }

    [Fact]
    public async Task A_refusal_says_what_was_wrong_and_where()
    {
        await using var discord = await DiscordServer.Start();
        var message = Client.Text("x") with { Components = [new(ComponentType.Container) { Components = [new(ComponentType.TextDisplay) { Content = new('x', 4001) }] }] };

        var refused = await Assert.ThrowsAsync<DiscordException>(() => Client.Of(discord).CreateMessage(discord.Guild.Channel("triage").Id, message, Cancellation));

        Assert.Equal((HttpStatusCode.BadRequest, Codes.InvalidBody), (refused.Status, refused.Code));
        Assert.Contains(refused.Problems, problem => problem.Path is "components.0.components.0.content");
        Assert.Contains("POST channels/{0}/messages: 400 Invalid Form Body (50035)", refused.Message, StringComparison.Ordinal);
        Assert.False(refused.IsPassing);
        Assert.NotEmpty(discord.Complaints);
    }

    [Fact]
    public async Task A_token_of_an_interaction_is_never_told()
    {
        await using var discord = await DiscordServer.Start();

        var refused = await Assert.ThrowsAsync<DiscordException>(() =>
            Client.Of(discord).Answer(new("1", discord.ApplicationId, InteractionType.ApplicationCommand, "the-secret"), InteractionResponse.Later(isPrivate: true), Cancellation));

        Assert.Equal(Codes.UnknownInteraction, refused.Code);
        Assert.DoesNotContain("the-secret", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_not_taken_for_a_failure()
    {
        await using var discord = await DiscordServer.Start();
        var rest = Client.Of(discord);
        discord.Rest.Fails(RestFaultKind.LostAfter);

        var first = await rest.CreateMessage(discord.Guild.Channel("triage").Id, Client.Text("INC-1").Once("n1"), Cancellation);
        var again = await rest.CreateMessage(discord.Guild.Channel("triage").Id, Client.Text("INC-1").Once("n1"), Cancellation);

        Assert.Equal(first.Id, again.Id);
        Assert.Single(discord.Guild.Channel("triage").Messages);
    }

    [Fact]
    public async Task What_may_have_been_done_and_cannot_be_told_apart_is_not_repeated()
    {
        await using var discord = await DiscordServer.Start();
        discord.Rest.Fails(RestFaultKind.LostAfter);

        var refused = await Assert.ThrowsAsync<DiscordException>(() => Client.Of(discord).CreateMessage(discord.Guild.Channel("triage").Id, Client.Text("INC-1"), Cancellation));

        Assert.True(refused.IsPassing);
        Assert.Single(discord.Guild.Channel("triage").Messages);
    }

    [Fact]
    public async Task A_server_error_passes()
    {
        await using var discord = await DiscordServer.Start();
        var fault = discord.Rest.Fails(RestFaultKind.Refused, times: 2);

        await Client.Of(discord).CreateMessage(discord.Guild.Channel("triage").Id, Client.Text("INC-1").Once("n1"), Cancellation);

        Assert.Equal(3, fault.Happened);
        Assert.Single(discord.Guild.Channel("triage").Messages);
    }

    [Fact]
    public async Task One_that_does_not_pass_is_told()
    {
        await using var discord = await DiscordServer.Start();
        discord.Rest.Fails(new RestFault(RestFaultKind.Refused, 100) { Status = 503 });

        var refused = await Assert.ThrowsAsync<DiscordException>(() => Client.Of(discord).GetMe(Cancellation));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Equal(4, discord.Rest.Requests.Count);
    }

    [Fact]
    public async Task After_a_wrong_token_nothing_is_asked_any_more()
    {
        await using var discord = await DiscordServer.Start();
        var rest = Client.Of(discord, settings: discord.Settings() with { Token = "wrong" });

        await Assert.ThrowsAsync<DiscordException>(() => rest.GetMe(Cancellation));
        await Assert.ThrowsAsync<DiscordException>(() => rest.GetMe(Cancellation));

        Assert.True(rest.IsShutOut);
        Assert.Single(discord.Rest.Requests);
    }
}
