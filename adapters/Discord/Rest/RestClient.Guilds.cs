using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Rest;

/// <summary>Servers, and the application itself.</summary>
internal sealed partial class RestClient
{
    private string ApplicationId => settings.ApplicationId;

    public Task<Guild> GetGuild(string guild, CancellationToken cancellation) =>
        Ask(new(Route.Get($"guilds/{guild}")), WireJson.Default.Guild, cancellation);

    public Task<IReadOnlyList<Role>> GetRoles(string guild, CancellationToken cancellation) =>
        Ask(new(Route.Get($"guilds/{guild}/roles")), WireJson.Default.IReadOnlyListRole, cancellation);

    public Task<IReadOnlyList<Channel>> GetChannels(string guild, CancellationToken cancellation) =>
        Ask(new(Route.Get($"guilds/{guild}/channels")), WireJson.Default.IReadOnlyListChannel, cancellation);

    public Task<GuildMember> GetMember(string guild, string user, CancellationToken cancellation) =>
        Ask(new(Route.Get($"guilds/{guild}/members/{user}")), WireJson.Default.GuildMember, cancellation);

    public Task<ActiveThreads> GetActiveThreads(string guild, CancellationToken cancellation) =>
        Ask(new(Route.Get($"guilds/{guild}/threads/active")), WireJson.Default.ActiveThreads, cancellation);

    public Task<GatewayBot> GetGatewayBot(CancellationToken cancellation) =>
        Ask(new(Route.Get($"gateway/bot")), WireJson.Default.GatewayBot, cancellation);

    public Task<Application> GetApplication(CancellationToken cancellation) =>
        Ask(new(Route.Get($"applications/@me")), WireJson.Default.Application, cancellation);

    public Task<User> GetMe(CancellationToken cancellation) =>
        Ask(new(Route.Get($"users/@me")), WireJson.Default.User, cancellation);

    /// <param name="guild">Null: those of everywhere.</param>
    public Task<IReadOnlyList<ApplicationCommand>> GetCommands(string? guild, CancellationToken cancellation) =>
        Ask(new(Commands(Route.Get, guild), Query: "with_localizations=true"), WireJson.Default.IReadOnlyListApplicationCommand, cancellation);

    /// <summary>Replaces all commands there.</summary>
    public Task<IReadOnlyList<ApplicationCommand>> PutCommands(string? guild, IReadOnlyList<ApplicationCommand> commands, CancellationToken cancellation) => Ask(
        Request.Of(Commands(Route.Put, guild), commands, WireJson.Default.IReadOnlyListApplicationCommand),
        WireJson.Default.IReadOnlyListApplicationCommand,
        cancellation);

    private Route Commands(Func<FormattableString, Route> ask, string? guild) =>
        guild is null ? ask($"applications/{ApplicationId}/commands") : ask($"applications/{ApplicationId}/guilds/{guild}/commands");
}
