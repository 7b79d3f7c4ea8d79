using System.Globalization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Discord.Commands;
using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatOps.Discord;

/// <summary>One thing that was looked at in Discord.</summary>
/// <param name="Remedy">What to do about it; null: nothing, it is as it should be.</param>
/// <param name="IsFatal">Without it nothing works there.</param>
public sealed record DiscordFinding(Say What, Say Found, Say? Remedy = null, bool IsFatal = false);

/// <summary>Looks at everything that has to be right in Discord: the token, the intents, the permissions, the commands.</summary>
public sealed class DiscordCheckup
{
    // What the bot needs in the server, by the names that its settings have there.
    private static readonly (int Bit, string Name)[] Needed =
    [
        (10, "View Channels"), (11, "Send Messages"), (15, "Attach Files"), (16, "Read Message History"), (6, "Add Reactions"),
        (34, "Manage Threads"), (36, "Create Private Threads"), (38, "Send Messages in Threads"),
    ];

    private readonly RestClient rest;
    private readonly DiscordSettings settings;
    private readonly Registration registration;

    /// <summary>Where the owner of a server lets the bot in, with the permissions that it needs.</summary>
    public static string InvitationOf(DiscordSettings settings) => $"https://discord.com/oauth2/authorize?client_id={settings.ApplicationId}&scope=bot%20applications.commands&permissions={Needed.Aggregate(0L, (all, one) => all | 1L << one.Bit).ToString(CultureInfo.InvariantCulture)}";

    public DiscordCheckup(DiscordSettings settings, Catalog catalog)
    {
        this.settings = settings;
        rest = new(DiscordHosting.NewClient(), settings, TimeProvider.System, NullLogger<RestClient>.Instance);
        registration = new(rest, catalog, settings, NullLogger<Registration>.Instance);
    }

    public async Task<IReadOnlyList<DiscordFinding>> Look(CancellationToken cancellation)
    {
        try
        {
            var application = await rest.GetApplication(cancellation);
            return application.Id == settings.ApplicationId
                ? [new($"Discord", $"the token is that of {application.Name ?? application.Id}"), Receiving(application), Intents(application), .. await Server(cancellation), await Commands(cancellation)]
                : [new($"Discord", $"the token is that of another application, {application.Id}", $"Correct Discord:Token or Discord:ApplicationId.", IsFatal: true)];
        }
        catch (DiscordException e) when (e.Status is System.Net.HttpStatusCode.Unauthorized)
        {
            return [new($"Discord", $"the token is not taken", $"Set Discord:Token to the one that the developer portal shows under Bot.", IsFatal: true)];
        }
        catch (DiscordException e)
        {
            return [new($"Discord", $"does not answer ({e.Message.TrimEnd('.')})", $"Let this machine reach {settings.ApiBase.Host}.", IsFatal: true)];
        }
    }

    private DiscordFinding Receiving(Application application) => (settings.Mode, application.InteractionsEndpointUrl) switch
    {
        (DiscordMode.Gateway, { Length: > 0 } url) => new($"Commands come", $"not here: the application sends them to {url}", $"Remove the Interactions Endpoint URL in the developer portal, or set Discord:Mode to Http.", IsFatal: true),
        (DiscordMode.Http, null or "") => new($"Commands come", $"nowhere: the application has no Interactions Endpoint URL", $"Set it in the developer portal to the address of this server with /discord/interactions behind it.", IsFatal: true),
        (DiscordMode.Http, _) when application.VerifyKey is { } key && !key.Equals(settings.PublicKey, StringComparison.OrdinalIgnoreCase) => new($"Commands come", $"signed with another key", $"Set Discord:PublicKey to the one that the developer portal shows.", IsFatal: true),
        (DiscordMode.Http, { } url) => new($"Commands come", $"to {url}"),
        _ => new($"Commands come", $"over a connection of this server"),
    };

    private DiscordFinding Intents(Application application) => settings.Mode is DiscordMode.Http || application.Flags is { } flags && (flags & (ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited)) is not ApplicationFlags.None
        ? new($"Intents", settings.Mode is DiscordMode.Http ? (Say)$"not needed: plain words are not heard" : $"words in threads can be read")
        : new($"Intents", $"words in threads cannot be read unless they mention the bot", $"Switch Message Content Intent on in the developer portal under Bot, to talk with requesters in threads.");

    private async Task<IReadOnlyList<DiscordFinding>> Server(CancellationToken cancellation)
    {
        if (settings.GuildId is not { } guild)
            return [new($"Server", $"none is named, so only people with a linked account are known", $"Set Discord:GuildId to the server of the company.")];

        try
        {
            var server = await rest.GetGuild(guild, cancellation);
            return [new($"Server", Say.Text(server.Name ?? guild)), await Permissions(guild, cancellation)];
        }
        catch (DiscordException e) when (!e.IsPassing)
        {
            return [new($"Server", $"the bot is not in {guild}", $"Let it in at the address that \"chatops doctor discord\" shows.", IsFatal: true)];
        }
    }

    private async Task<DiscordFinding> Permissions(string guild, CancellationToken cancellation)
    {
        var me = await rest.GetMember(guild, (await rest.GetMe(cancellation)).Id, cancellation);
        var mine = (await rest.GetRoles(guild, cancellation)).Where(role => role.Id == guild || me.Roles?.Contains(role.Id) is true)
            .Aggregate(0L, (all, role) => all | long.Parse(role.Permissions, CultureInfo.InvariantCulture));

        string[] missing = (mine & 1L << 3) is not 0 ? [] : [.. Needed.Where(one => (mine & 1L << one.Bit) is 0).Select(one => one.Name)];

        return missing is []
            ? new($"Permissions", $"all that are needed")
            : new($"Permissions", $"missing: {string.Join(", ", missing)}", $"Give them to the role of the bot in the server, or let it in again at the address that \"chatops doctor discord\" shows.");
    }

    private async Task<DiscordFinding> Commands(CancellationToken cancellation)
    {
        try
        {
            return await registration.IsUpToDate(cancellation)
                ? new($"Slash commands", $"as this version has them")
                : new($"Slash commands", $"not as this version has them", $"Nothing: the next start tells Discord.");
        }
        catch (DiscordException e) when (!e.IsPassing)
        {
            return new($"Slash commands", $"cannot be looked at ({e.Message.TrimEnd('.')})", $"Let it in at the address that \"chatops doctor discord\" shows.");
        }
    }
}
