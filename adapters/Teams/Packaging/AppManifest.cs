using System.Text.Json.Nodes;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Teams.Dialogs;
using ChatOps.Teams.Drawing;

namespace ChatOps.Teams.Packaging;

/// <summary>What Teams is told of the bot: where it can be used, what can be said to it, and which permissions it needs.</summary>
/// <param name="AppId">Of the app registration; the app has the same id, so that the two can be told to belong together.</param>
/// <param name="Domain">Where it can be reached, without a path: <c>help.your.company</c>.</param>
/// <param name="Version">Three numbers.</param>
public sealed record AppManifest(Catalog Catalog, string AppId, string Domain, string Version)
{
    private const string Schema = "1.30";
    private const int MostCommands = 12;
    private const string Default = "en";

    private static readonly Say Short = $"A help desk you talk with";

    private static readonly Say Full = $"Say in your own words what does not work or what you need. You get a ticket that answers you here, and agents work on it from here too.";

    private static readonly Say Tickets = $"My tickets";
    private static readonly Say TicketsAbout = $"Find one of your tickets and share it";
    private static readonly Say Assets = $"My devices";
    private static readonly Say AssetsAbout = $"Find what you have, or any device you may see";
    private static readonly Say Words = $"Words";
    private static readonly Say WordsAbout = $"A number or a part of what it says";
    private static readonly Say Make = $"Ask the help desk";
    private static readonly Say MakeAbout = $"Make a ticket of this message";

    /// <summary>The manifest itself, in English.</summary>
    public JsonObject Draw()
    {
        var page = $"https://{Domain}/";

        return new()
        {
            ["$schema"] = $"https://developer.microsoft.com/json-schemas/teams/v{Schema}/MicrosoftTeams.schema.json",
            ["manifestVersion"] = Schema,
            ["version"] = Version,
            ["id"] = AppId,
            ["developer"] = new JsonObject { ["name"] = "ChatOps", ["websiteUrl"] = page, ["privacyUrl"] = page, ["termsOfUseUrl"] = page },
            ["name"] = new JsonObject { ["short"] = "ChatOps", ["full"] = In(Short, Default) },
            ["description"] = new JsonObject { ["short"] = In(Short, Default), ["full"] = In(Full, Default) },
            ["icons"] = new JsonObject { ["color"] = "color.png", ["outline"] = "outline.png" },
            ["accentColor"] = "#1F5FD0",
            ["localizationInfo"] = new JsonObject
            {
                ["defaultLanguageTag"] = Default,
                ["additionalLanguages"] = new JsonArray([.. Languages.Select(language => (JsonNode)new JsonObject { ["languageTag"] = language, ["file"] = $"{language}.json" })]),
            },
            ["bots"] = new JsonArray(Bot()),
            ["composeExtensions"] = new JsonArray(Extension()),
            ["permissions"] = new JsonArray("identity", "messageTeamMembers"),
            ["validDomains"] = new JsonArray(Domain),
            // Asked for by permissions that are given for one team at a time; nobody signs in by it.
            ["webApplicationInfo"] = new JsonObject { ["id"] = AppId, ["resource"] = $"api://{Domain}/botid-{AppId}" },
            ["authorization"] = new JsonObject { ["permissions"] = new JsonObject { ["resourceSpecific"] = new JsonArray(Permission("ChannelMessage.Read.Group")) } },
            ["defaultInstallScope"] = "personal",
            ["defaultGroupCapability"] = new JsonObject { ["team"] = "bot", ["groupchat"] = "bot" },
        };
    }

    /// <summary>The languages beside English.</summary>
    public static IReadOnlyList<string> Languages => [.. Phrasebook.Languages.Except([Default], StringComparer.Ordinal)];

    /// <summary>The same words in another language.</summary>
    public JsonObject Draw(string language)
    {
        var texts = new JsonObject
        {
            ["$schema"] = $"https://developer.microsoft.com/json-schemas/teams/v{Schema}/MicrosoftTeams.Localization.schema.json",
            ["name.short"] = "ChatOps",
            ["name.full"] = In(Short, language),
            ["description.short"] = In(Short, language),
            ["description.full"] = In(Full, language),
        };

        foreach (var (list, at) in Lists(language).Select((list, at) => (list, at)))
        {
            foreach (var (prompt, number) in list.Prompts.Select((prompt, number) => (prompt, number)))
            {
                texts[$"bots[0].commandLists[{at}].commands[{number}].title"] = prompt.Text;
                texts[$"bots[0].commandLists[{at}].commands[{number}].description"] = prompt.About(language);
            }
        }

        foreach (var (command, at) in Commands.Select((command, at) => (command, at)))
        {
            texts[$"composeExtensions[0].commands[{at}].title"] = In(command.Title, language);
            texts[$"composeExtensions[0].commands[{at}].description"] = In(command.About, language);

            if (command.IsSearch)
            {
                texts[$"composeExtensions[0].commands[{at}].parameters[0].title"] = In(Words, language);
                texts[$"composeExtensions[0].commands[{at}].parameters[0].description"] = In(WordsAbout, language);
            }
        }

        return texts;
    }

    private JsonObject Bot() => new()
    {
        ["botId"] = AppId,
        ["scopes"] = new JsonArray("personal", "team", "groupChat"),
        ["isNotificationOnly"] = false,
        ["supportsFiles"] = true,
        ["commandLists"] = new JsonArray([.. Lists(Default).Select(list => (JsonNode)new JsonObject
        {
            ["scopes"] = new JsonArray([.. list.Scopes.Select(scope => (JsonNode)scope)]),
            ["commands"] = new JsonArray([.. list.Prompts.Select(prompt => (JsonNode)new JsonObject { ["title"] = prompt.Text, ["description"] = prompt.About(Default) })]),
        })]),
    };

    // Where others read along, what is one's own is not offered.
    private IReadOnlyList<(string[] Scopes, IReadOnlyList<Prompt> Prompts)> Lists(string language)
    {
        var prompts = Prompts.Of(Catalog, language);
        return
        [
            (["personal"], [.. prompts.Take(MostCommands)]),
            (["team", "groupChat"], [.. prompts.Where(prompt => prompt.Command.Effect is Effect.Write && !prompt.Command.Name.StartsWith("person ", StringComparison.Ordinal) || prompt.Command.Name is "help").Take(MostCommands)]),
        ];
    }

    private JsonObject Extension() => new()
    {
        ["botId"] = AppId,
        ["commands"] = new JsonArray([.. Commands.Select(Draw)]),
    };

    private static IReadOnlyList<(string Id, bool IsSearch, Say Title, Say About)> Commands =>
    [
        (Searches.Tickets, true, Tickets, TicketsAbout),
        (Searches.Assets, true, Assets, AssetsAbout),
        (FromMessages.Command, false, Make, MakeAbout),
    ];

    private static JsonNode Draw((string Id, bool IsSearch, Say Title, Say About) command)
    {
        var drawn = new JsonObject { ["id"] = command.Id, ["type"] = command.IsSearch ? "query" : "action", ["title"] = In(command.Title, Default), ["description"] = In(command.About, Default) };

        if (command.IsSearch)
        {
            drawn["context"] = new JsonArray("compose", "commandBox");
            drawn["initialRun"] = true;
            drawn["parameters"] = new JsonArray(new JsonObject { ["name"] = Searches.Query, ["title"] = In(Words, Default), ["description"] = In(WordsAbout, Default), ["inputType"] = "text" });
        }
        else
        {
            drawn["context"] = new JsonArray("message");
            drawn["fetchTask"] = true;
        }

        return drawn;
    }

    private static JsonObject Permission(string name) => new() { ["name"] = name, ["type"] = "Application" };

    private static string In(Say say, string language) => new PlainSpeech(new(language, TimeZoneInfo.Utc, default)).Draw(say);
}
