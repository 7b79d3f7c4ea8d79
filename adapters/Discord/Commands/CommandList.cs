using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Discord.Wire;
using ChatOps.People;

namespace ChatOps.Discord.Commands;

/// <summary>
/// The slash commands and context menus that the catalogue makes: a command for each noun, a subcommand for each verb. No
/// option is required of anybody: what is missing is asked for, and in a ticket's thread its number goes without saying.
/// </summary>
internal static class CommandList
{
    /// <summary>The verb of a noun that is a command by itself, where the noun has verbs too.</summary>
    public const string Alone = "open";

    /// <summary>The group of what only staff may do, rare things first, where a noun has more verbs than a command has room for.</summary>
    public const string Staff = "staff";

    private const int MostVerbs = 25;
    private const int InServers = 0;
    private const int WithTheBot = 1;

    /// <summary>What the context menu of a message is called, in English, by which it comes back.</summary>
    public static string FromMessage => Described.In("en", OfMessage);

    /// <summary>What the context menu of a user is called.</summary>
    public static string ForUser => Described.In("en", OfUser);

    private static Say OfMessage => $"Open a ticket from this";

    private static Say OfUser => $"Open a ticket for them";

    public static IReadOnlyList<ApplicationCommand> Of(Catalog catalog, Reach reach)
    {
        ApplicationCommand[] all =
        [
            .. catalog.Commands.Where(IsOffered).GroupBy(spec => spec.Name.Split(' ')[0]).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Noun(group.Key, [.. group])),
            Menu(ApplicationCommandType.Message, OfMessage),
            Menu(ApplicationCommandType.User, OfUser),
        ];

        return reach is Reach.Server ? all : [.. all.Select(command => At(command, reach))];
    }

    /// <summary>Whether people are offered it, and not only the clock and our own buttons.</summary>
    public static bool IsOffered(CommandSpec spec) => !spec.Hidden && (spec.Allow & ~Roles.System) is not Roles.None;

    /// <summary>The command of the catalogue that a path of Discord means.</summary>
    public static CommandSpec? Find(Catalog catalog, string noun, string? verb) =>
        verb is null ? catalog.Find(noun) : catalog.Find($"{noun} {verb}") ?? (verb is Alone ? catalog.Find(noun) : null);

    private static ApplicationCommand Noun(string noun, IReadOnlyList<CommandSpec> specs)
    {
        var (summary, options) = specs is [{ Name: var name } only] && name == noun
            ? (only.Summary, CommandOptions.Of(only))
            : (Described.Joined(specs.Select(spec => spec.Summary)), Verbs(specs));

        return new(noun)
        {
            Type = ApplicationCommandType.ChatInput,
            Description = Described.In("en", summary, Described.Longest),
            DescriptionLocalizations = Described.Others(summary, Described.Longest),
            Options = options,
        };
    }

    private static ApplicationCommandOption[] Verbs(IReadOnlyList<CommandSpec> specs)
    {
        var apart = Apart(specs);
        var beside = specs.Except(apart).Select(Verb);
        return [.. (apart is [] ? beside : beside.Append(Group([.. apart.Select(Verb)]))).OrderBy(verb => verb.Name, StringComparer.Ordinal)];
    }

    // Those that staff alone use, and of them first what nobody says in words: the rare ones.
    private static IReadOnlyList<CommandSpec> Apart(IReadOnlyList<CommandSpec> specs)
    {
        if (specs.Count <= MostVerbs)
            return [];

        CommandSpec[] staff = [.. specs.Where(spec => !spec.Allow.HasFlag(Roles.Employee))];
        CommandSpec[] rare = [.. staff.Where(spec => spec.Says is [])];
        return specs.Count - rare.Length < MostVerbs ? rare : staff;
    }

    private static ApplicationCommandOption Group(IReadOnlyList<ApplicationCommandOption> verbs)
    {
        Say summary = $"For those who work on it";

        return new(ApplicationCommandOptionType.SubcommandGroup, Staff, Described.In("en", summary, Described.Longest))
        {
            DescriptionLocalizations = Described.Others(summary, Described.Longest),
            Options = [.. verbs.OrderBy(verb => verb.Name, StringComparer.Ordinal)],
        };
    }

    private static ApplicationCommandOption Verb(CommandSpec spec) => new(
        ApplicationCommandOptionType.Subcommand,
        spec.Name.Split(' ') is [_, var verb] ? verb : Alone,
        Described.In("en", spec.Summary, Described.Longest))
    {
        DescriptionLocalizations = Described.Others(spec.Summary, Described.Longest),
        Options = CommandOptions.Of(spec),
    };

    private static ApplicationCommand Menu(ApplicationCommandType type, Say name) => new(Described.In("en", name))
    {
        Type = type,
        NameLocalizations = Described.Others(name, Described.LongestName),
    };

    // Of those of a server it goes without saying.
    private static ApplicationCommand At(ApplicationCommand command, Reach reach) =>
        command with { Contexts = reach is Reach.Direct ? [WithTheBot] : [InServers, WithTheBot], IntegrationTypes = [InServers] };
}

/// <summary>Where commands can be used.</summary>
internal enum Reach
{
    /// <summary>In the server that they are registered in, where they are there at once.</summary>
    Server,

    /// <summary>In direct messages with the bot alone: the servers have their own.</summary>
    Direct,

    /// <summary>In every server, and in direct messages with the bot.</summary>
    Everywhere,
}
