using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatOps.Commands;
using ChatOps.Discord.Commands;
using ChatOps.Discord.Wire;
using ChatOps.Host;
using Phrases = ChatOps.Tests.Language.Phrases;

namespace ChatOps.Tests.Discord;

/// <summary>The commands that Discord is told of: made from the catalogue, and within what it takes.</summary>
public sealed partial class CommandListTests
{
    internal static readonly Catalog Catalog = Composition.Features(new("token", "1")).Catalog;
    private static readonly IReadOnlyList<ApplicationCommand> Commands = CommandList.Of(Catalog, Reach.Everywhere);
    private static readonly JsonSerializerOptions Indented = new(WireJson.Default.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void The_manifest_is_what_the_catalogue_makes()
    {
        var file = Path.Combine(Phrases.Root(), "manifests", "discord", "commands.json");
        var made = JsonSerializer.Serialize(Commands, Indented) + "\n";

        if (Environment.GetEnvironmentVariable("CHATOPS_MANIFESTS") is "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, made);
        }

        Assert.Equal(File.ReadAllText(file), made);
    }

    [Fact]
    public void Every_command_that_people_are_offered_is_there_once()
    {
        var offered = Catalog.Commands.Where(CommandList.IsOffered).Select(spec => spec.Name).Order(StringComparer.Ordinal).ToArray();

        var found = Commands.Where(command => command.Type is ApplicationCommandType.ChatInput)
            .SelectMany(Verbs).Select(verb => verb.Spec.Name).Order(StringComparer.Ordinal).ToArray();

        Assert.NotEmpty(offered);
        Assert.Equal(offered, found);
    }

    [Fact]
    public void Every_option_stands_for_a_field_of_its_command()
    {
        foreach (var (spec, options) in Verbs())
        {
            Assert.All(options, option => Assert.NotNull(spec.Field(CommandOptions.FieldOf(option.Name))));
            Assert.All(spec.Fields, field => Assert.Contains(options, option => option.Name == field.Name));
        }
    }

    [Fact]
    public void Discord_takes_them()
    {
        Assert.InRange(Commands.Count(command => command.Type is ApplicationCommandType.ChatInput), 1, 100);
        Assert.InRange(Commands.Count(command => command.Type is ApplicationCommandType.User), 1, 15);
        Assert.InRange(Commands.Count(command => command.Type is ApplicationCommandType.Message), 1, 15);
        Assert.Equal(Commands.DistinctBy(command => (command.Type, command.Name)), Commands);

        foreach (var command in Commands)
        {
            Assert.Matches(command.Type is ApplicationCommandType.ChatInput ? Name() : MenuName(), command.Name);
            Assert.InRange(command.Options?.Count ?? 0, 0, 25);
            Assert.All(command.NameLocalizations?.Values ?? [], name => Assert.InRange(name.Length, 1, 32));
            Assert.True(command.Options is null || command.Options.All(IsVerb) || !command.Options.Any(IsVerb), command.Name);
            Assert.True(Size(command) <= 8000, $"/{command.Name} has {Size(command)} characters.");

            if (command.Type is ApplicationCommandType.ChatInput)
                Assert.All(Texts(command.Description!, command.DescriptionLocalizations), text => Assert.InRange(text.Length, 1, 100));
        }

        Assert.All(Commands.SelectMany(command => command.Options ?? []).SelectMany(All), Check);
    }

    [Fact]
    public void In_one_server_it_is_not_said_where_they_can_be_used() =>
        Assert.All(CommandList.Of(Catalog, Reach.Server), command => Assert.True(command is { Contexts: null, IntegrationTypes: null }));

    [Fact]
    public void Everything_has_its_German()
    {
        var ticket = Commands.Single(command => command.Name is "ticket").Options!.Single(verb => verb.Name is "new");

        Assert.Equal("Den Helpdesk fragen", ticket.DescriptionLocalizations!["de"]);
        Assert.All(Commands, command => Assert.True((command.DescriptionLocalizations ?? command.NameLocalizations)!.ContainsKey("de")));
    }

    private static IEnumerable<ApplicationCommandOption> All(ApplicationCommandOption option) => [option, .. (option.Options ?? []).SelectMany(All)];

    private static void Check(ApplicationCommandOption option)
    {
        Assert.Matches(Name(), option.Name);
        Assert.All(Texts(option.Description, option.DescriptionLocalizations), text => Assert.InRange(text.Length, 1, 100));
        Assert.InRange(option.Options?.Count ?? 0, 0, 25);
        Assert.InRange(option.Choices?.Count ?? 1, 1, 25);
        Assert.All(option.Choices ?? [], choice => Assert.All(Texts(choice.Name, choice.NameLocalizations), text => Assert.InRange(text.Length, 1, 100)));
        Assert.All(option.Choices ?? [], choice => Assert.InRange(choice.Value.GetString()!.Length, 1, 100));
        Assert.False(option is { Choices: not null, Autocomplete: true });
        Assert.InRange(option.MaxLength ?? 1, 1, 6000);
    }

    private static IEnumerable<(CommandSpec Spec, IReadOnlyList<ApplicationCommandOption> Options)> Verbs() => Commands.Where(command => command.Type is ApplicationCommandType.ChatInput).SelectMany(Verbs);

    private static IEnumerable<(CommandSpec Spec, IReadOnlyList<ApplicationCommandOption> Options)> Verbs(ApplicationCommand command) => command.Options!.Any(IsVerb)
        ? command.Options!.SelectMany(option => option.Type is ApplicationCommandOptionType.SubcommandGroup ? option.Options! : [option]).Select(verb => (CommandList.Find(Catalog, command.Name, verb.Name)!, verb.Options!))
        : [(CommandList.Find(Catalog, command.Name, null)!, command.Options!)];

    private static bool IsVerb(ApplicationCommandOption option) => option.Type is ApplicationCommandOptionType.Subcommand or ApplicationCommandOptionType.SubcommandGroup;

    // The longest language counts.
    private static int Size(ApplicationCommand command) => Longest(command.Name, command.NameLocalizations) + Longest(command.Description ?? "", command.DescriptionLocalizations) + (command.Options ?? []).Sum(Size);

    private static int Size(ApplicationCommandOption option) =>
        option.Name.Length + Longest(option.Description, option.DescriptionLocalizations) + (option.Options ?? []).Sum(Size)
        + (option.Choices ?? []).Sum(choice => Longest(choice.Name, choice.NameLocalizations) + choice.Value.GetString()!.Length);

    private static int Longest(string text, IReadOnlyDictionary<string, string>? others) => Texts(text, others).Max(one => one.Length);

    private static IEnumerable<string> Texts(string text, IReadOnlyDictionary<string, string>? others) => [text, .. others?.Values ?? []];

    [GeneratedRegex(@"^[-_'\p{L}\p{N}]{1,32}$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[\w '-]{1,32}$")]
    private static partial Regex MenuName();
}
