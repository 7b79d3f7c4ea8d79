using System.Text.Json;
using ChatOps.Commands;
using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace ChatOps.Discord.Commands;

/// <summary>Tells Discord of the commands, when it knows others.</summary>
internal sealed partial class Registration(RestClient rest, Catalog catalog, DiscordSettings settings, ILogger<Registration> logger)
{
    // Those of a server are not there in direct messages, so these get theirs.
    private IReadOnlyList<(string? Guild, IReadOnlyList<ApplicationCommand> Commands)> Wanted => settings.GuildId is { } guild
        ? [(guild, CommandList.Of(catalog, Reach.Server)), (null, CommandList.Of(catalog, Reach.Direct))]
        : [(null, CommandList.Of(catalog, Reach.Everywhere))];

    /// <returns>False: Discord knew them already.</returns>
    public async Task<bool> Register(CancellationToken cancellation)
    {
        var any = false;

        foreach (var (guild, commands) in Wanted)
        {
            if (Same(await rest.GetCommands(guild, cancellation), commands))
                continue;

            await rest.PutCommands(guild, commands, cancellation);
            Log.Registered(logger, commands.Count);
            any = true;
        }

        return any;
    }

    public async Task<bool> IsUpToDate(CancellationToken cancellation)
    {
        foreach (var (guild, commands) in Wanted)
        {
            if (!Same(await rest.GetCommands(guild, cancellation), commands))
                return false;
        }

        return true;
    }

    private static bool Same(IReadOnlyList<ApplicationCommand> known, IReadOnlyList<ApplicationCommand> wanted) =>
        known.Select(Plain).Order(StringComparer.Ordinal).SequenceEqual(wanted.Select(Plain).Order(StringComparer.Ordinal), StringComparer.Ordinal);

    // Without what Discord adds, and with nothing where it says what goes without saying.
    private static string Plain(ApplicationCommand command) => JsonSerializer.Serialize(
        new ApplicationCommand(command.Name)
        {
            Type = command.Type ?? ApplicationCommandType.ChatInput,
            NameLocalizations = Sorted(command.NameLocalizations),
            Description = command.Description is { Length: > 0 } words ? words : null,
            DescriptionLocalizations = Sorted(command.DescriptionLocalizations),
            Options = Plain(command.Options),
            Contexts = command.GuildId is null ? command.Contexts : null,
            IntegrationTypes = command.GuildId is null ? command.IntegrationTypes : null,
        },
        WireJson.Default.ApplicationCommand);

    private static ApplicationCommandOption[]? Plain(IReadOnlyList<ApplicationCommandOption>? options) => options is null or [] ? null :
    [
        .. options.Select(option => option with
        {
            Others = null,
            NameLocalizations = Sorted(option.NameLocalizations),
            DescriptionLocalizations = Sorted(option.DescriptionLocalizations),
            Options = Plain(option.Options),
            Choices = option.Choices is null or [] ? null : [.. option.Choices.Select(choice => choice with { Others = null, NameLocalizations = Sorted(choice.NameLocalizations) })],
            Required = option.Required is true ? true : null,
            Autocomplete = option.Autocomplete is true ? true : null,
        }),
    ];

    private static SortedDictionary<string, string>? Sorted(IReadOnlyDictionary<string, string>? names) =>
        names is null or { Count: 0 } ? null : new(names.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Told Discord of {Count} commands")]
        public static partial void Registered(ILogger logger, int count);
    }
}
