using System.Text.Json.Nodes;
using ChatOps.Commands;
using ChatOps.Discord.Commands;
using ChatOps.Discord.Wire;
using ChatOps.People;
using ChatOps.Platforms.Discord;

namespace ChatOps.Tests.Discord;

/// <summary>Every command, option, button, list and form of the whole catalogue, without Discord having to refuse one answer.</summary>
public sealed class CrawlTests
{
    private const Roles Everything = Roles.Employee | Roles.Agent | Roles.ProjectManager | Roles.SecurityAnalyst | Roles.Manager | Roles.Auditor | Roles.Administrator;
    private const int Deepest = 2;

    private readonly HashSet<string> pressed = [];
    private readonly List<string> failures = [];
    private int did;

    [Fact]
    public async Task Everything_that_can_be_done_is_answered_as_Discord_wants_it()
    {
        await using var bot = await DiscordBot.Start();
        await bot.Save(Queue.Kind, new("service-desk", "Service desk") { Members = ["grace"] });
        await bot.Person("ada");
        var grace = await bot.Person("grace", Everything);

        foreach (var (path, verb) in Verbs(bot.Features.Catalog))
        {
            // What the crawl has done to them must not take away what it does it with.
            await bot.Person("grace", Everything);

            foreach (var option in (verb ?? []).Where(option => option.Autocomplete is true))
            {
                foreach (var typed in (string[])["", "in", "a"])
                {
                    await grace.Types(path, option.Name, typed);
                    did++;
                }
            }

            await Follow(grace, await grace.Runs(path), path, 0);
            await Follow(grace, await grace.InDm.Runs(path), $"{path} in DM", Deepest);

            if ((verb ?? []).Any(option => option.Name is "id"))
                await Follow(grace, await grace.Runs(path, ("id", IdFor(path))), $"{path} id", 0);
        }

        Assert.Empty(failures);
        Assert.Empty(bot.Server.Complaints);
        Assert.InRange(did, 400, 100_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"{did} things were done.");
    }

    private async Task Follow(DiscordUser who, Exchange exchange, string path, int depth)
    {
        did++;

        if (exchange.Failure is { } why)
            failures.Add($"{path}: {why}");

        if (exchange.Modal is { } modal)
            await Follow(who, await exchange.Submits(Filled(modal, who)), $"{path} (sent)", depth);
        else if (exchange.Message is { } message && depth < Deepest)
            await Press(who, message, path, depth);
    }

    private async Task Press(DiscordUser who, DiscordMessage message, string path, int depth)
    {
        foreach (var label in message.Buttons.Distinct())
        {
            if (!pressed.Add($"{path.Split(" > ")[0]} > {label}") || message.IsDeleted || !message.Buttons.Contains(label))
                continue;

            await Follow(who, await who.Presses(message, label), $"{path} > {label}", depth + 1);
        }

        foreach (var menu in Menus(message.Components).ToArray())
        {
            if (pressed.Add($"{path} > {menu.Id}") && Menus(message.Components).Any(now => now.Id == menu.Id))
                await Follow(who, await who.Chooses(message, menu.Id, menu.First), $"{path} > {menu.Id}", depth + 1);
        }
    }

    private static IEnumerable<(string Id, string First)> Menus(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(Menus),
        JsonObject { } component when (int?)component["type"] is 3 => [((string)component["custom_id"]!, (string)component["options"]![0]!["value"]!)],
        JsonObject component => Menus(component["components"]),
        _ => [],
    };

    // Whatever is needed and not there gets something plausible; some of it is wrong, and then the answer says so.
    private static (string Field, object Value)[] Filled(JsonObject modal, DiscordUser who) =>
    [
        .. from label in modal["components"]!.AsArray().OfType<JsonObject>()
           let input = label["component"] as JsonObject
           where input is not null && ValueFor(input, who) is not null
           select ((string)input["custom_id"]!, ValueFor(input, who)!),
    ];

    private static object? ValueFor(JsonObject input, DiscordUser who) => (int)input["type"]! switch
    {
        4 when (string?)input["value"] is null && (bool?)input["required"] is not false => (string)input["custom_id"]! switch { "id" or "to" or "into" => "INC-1", "minutes" => "15", "date" or "from" or "until" => "tomorrow", _ => "Something" },
        3 or 21 or 22 when (bool?)input["required"] is not false && !input["options"]!.AsArray().Any(option => (bool?)option!["default"] is true) => (string)input["options"]![0]!["value"]!,
        19 when (int?)input["min_values"] is > 0 => ("error.txt", "It broke."u8.ToArray()),
        5 when (int?)input["min_values"] is > 0 => who,
        _ => null,
    };

    private static string IdFor(string path) => path.TrimStart('/').Split(' ')[0] switch { "asset" => "AST-1", "project" => "PRJ-1", "task" => "TSK-1", _ => "INC-1" };

    private static IEnumerable<(string Path, IReadOnlyList<ApplicationCommandOption>? Options)> Verbs(Catalog catalog)
    {
        var all = CommandList.Of(catalog, Reach.Server).Where(command => command.Type is ApplicationCommandType.ChatInput)
            .SelectMany(command => Paths($"/{command.Name}", command.Options));

        // What others need comes first, and what ends things last.
        return all.OrderBy(verb => verb.Path.EndsWith(" new", StringComparison.Ordinal) || verb.Path.EndsWith(" add", StringComparison.Ordinal) || verb.Path.EndsWith(" setup", StringComparison.Ordinal) ? 0 : verb.Path.Contains("person", StringComparison.Ordinal) || verb.Path.Contains("privacy", StringComparison.Ordinal) ? 2 : 1);
    }

    private static IEnumerable<(string Path, IReadOnlyList<ApplicationCommandOption>? Options)> Paths(string path, IReadOnlyList<ApplicationCommandOption>? options) =>
        options is [{ Type: ApplicationCommandOptionType.Subcommand or ApplicationCommandOptionType.SubcommandGroup }, ..]
            ? options.SelectMany(option => Paths($"{path} {option.Name}", option.Options))
            : [(path, options)];
}
