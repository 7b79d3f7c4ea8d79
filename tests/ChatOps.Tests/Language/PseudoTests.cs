using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatOps.AdaptiveCards;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Tests.Tickets;

namespace ChatOps.Tests.Language;

/// <summary>Everything that the bot can show, in a language in which what was not looked up, or is cut, can be seen.</summary>
public sealed partial class PseudoTests : IAsyncDisposable
{
    private const int LongestButton = 80;

    // What users wrote here, how they are called, and what is typed: all of it is said as it is.
    private static readonly string[] Given =
    [
        "The printer is on fire", "My mouse squeaks", "Which printer?", "The one in the kitchen", "Put it out", "It smokes again", "A secret of the printer",
        "Pull the plug", "photo.txt", "assets.csv", "Service desk", "Network", "People", "Ada", "Bo", "Grace", "Ruth", "Holly", "Root", "Sales", "Berlin", "Hello printer",
        "elephants", "xyzzy", "nonsense", "file:", "txt", "kB", "MB", "UTC", "Europe/Berlin",
    ];

    private static readonly HashSet<string> Drawn = ["text", "title", "label", "placeholder", "altText", "errorMessage", "fallbackText", "tooltip"];

    private readonly HelpDesk desk = new();
    private readonly List<Message> seen = [];

    public static TheoryData<string> Languages => [Phrasebook.Pseudo, Phrasebook.Mirrored];

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Nothing_is_left_in_English_and_nothing_is_cut(string language)
    {
        await Story();
        await Crawl();
        Assert.InRange(seen.Count, 200, int.MaxValue);

        var reader = new Reader(language, TimeZoneInfo.Utc, TestBot.Monday);
        string[] typed = [.. desk.Bot.Catalog.Commands.Select(spec => spec.Name).OrderByDescending(name => name.Length)];
        var wrong = seen.SelectMany(message => Texts(message, reader)).Distinct().Where(text => IsWrong(text, typed)).ToArray();
        Assert.True(wrong is [], string.Join('\n', wrong));

        var cut = seen.SelectMany(message => message.Card?.Choices ?? []).Select(choice => new PlainSpeech(reader).Draw(choice.Label)).Distinct()
            .Where(label => label.Length > LongestButton && !Given.Any(given => label.Contains(given, StringComparison.Ordinal))).ToArray();
        Assert.True(cut is [], string.Join('\n', cut));
    }

    [Fact]
    public void The_languages_for_tests_show_what_they_are_for()
    {
        Assert.Equal("⟦Séñd~⟧", Phrasebook.For(Phrasebook.Pseudo).Find("Send"));
        Assert.Equal("\u202E⟦Séñd~⟧\u202C", Phrasebook.For(Phrasebook.Mirrored).Find("Send"));
        Assert.Equal("⟦2 tíçkéts~~~~~~~⟧", new PlainSpeech(new(Phrasebook.Pseudo, TimeZoneInfo.Utc, default)).Draw($"{2:ticket|tickets}"));
        Assert.True(Phrasebook.IsRightToLeft(Phrasebook.Mirrored));
        Assert.False(Phrasebook.IsRightToLeft("de"));
    }

    // A ticket from the first word to the last, with everything that people are told on the way.
    private async Task Story()
    {
        await Heard(desk.Ada, "ticket new The printer is on fire");
        await Heard(desk.Bo, "ticket new My mouse squeaks");
        await Heard(desk.Grace, "ticket assign INC-1", "ticket update INC-1 priority:p1 reason:\"Hello printer\"", "ticket note INC-1 A secret of the printer", "ticket reply INC-1 Which printer?", "ticket check INC-1 Pull the plug", "ticket log INC-1 minutes:20", "ticket time");
        await Heard(desk.Ada, "The one in the kitchen", "thanks", "My mouse squeaks");
        await Heard(desk.Grace, "ticket link INC-1 to:INC-2", "ticket wait INC-1 for:requester until:tomorrow Which printer?", "ticket resolve INC-1 code:fixed Put it out", "macro edit \"Hello printer\" text:\"Hello printer\"", "macro list", "macro use \"Hello printer\" INC-1", "ticket resolve INC-1 code:fixed Put it out");
        await desk.Bot.Pass(TimeSpan.FromDays(2));
        await Heard(desk.Ada, "it works, thanks", "ticket close INC-1", "ticket reply INC-1 It smokes again", "ticket reopen INC-1 It smokes again", "ticket cancel INC-1");
        await Heard(desk.Grace, "ticket merge INC-2 into:INC-1", "ticket split INC-1 Hello printer", "ticket bulk queue:service-desk", "unassigned tickets", "my work", "ticket assign INC-2 to:ruth", "ticket context INC-1", "undo", "xyzzy", "ticket", "help elephants", "help", "ticket view INC-99");
        await Heard(desk.Root, "admin unseal INC-1 \"Hello printer\"", "person update ada roles:agent", "admin person ada", "person away until:Friday", "person delegate ada", "help");
        await Heard(desk.Holly, "ticket view INC-1", "my tickets");
        await desk.Bot.Pass(TimeSpan.FromDays(30));
    }

    // Every command: without anything, with what is nonsense for each field, and about a ticket.
    private async Task Crawl()
    {
        foreach (var actor in (TestBot.Actor[])[desk.Ada, desk.Grace, desk.Root])
        {
            foreach (var spec in desk.Bot.Catalog.Commands)
            {
                Keep(await actor.Runs(spec.Name));
                Keep(await actor.Runs(spec.Name, [.. spec.Fields.Select(field => (field.Name, (string?)"nonsense"))]));

                if (spec.Field("id") is not null)
                    Keep(await actor.Runs(spec.Name, ("id", "INC-1")));
            }

            seen.AddRange(actor.Inbox);
        }
    }

    private async Task Heard(TestBot.Actor actor, params string[] sentences)
    {
        foreach (var sentence in sentences)
        {
            var reply = await actor.Says(sentence);
            Keep(reply);

            foreach (var choice in reply.Message.Card?.Choices.Where(choice => choice.Ask is not []) ?? [])
                Keep(await actor.Hear(new Input.Press(choice.Invocation, choice.Ask)));
        }

        seen.AddRange(desk.Ada.Inbox.Concat(desk.Grace.Inbox).Concat(desk.Ruth.Inbox).Concat(desk.Bo.Inbox));
    }

    private void Keep(Reply reply) => seen.Add(reply.Message);

    // As a client gets it.
    private static IEnumerable<string> Texts(Message message, Reader reader)
    {
        if (message.Text is { } text)
            yield return new PlainSpeech(reader).Draw(text);

        if (message.Card is { } card)
        {
            foreach (var drawn in Texts(new CardDrawing(reader, new() { FileUrl = _ => "https://example.com/" }).Draw(card), null))
                yield return drawn;
        }
    }

    private static IEnumerable<string> Texts(JsonNode? node, string? name) => node switch
    {
        JsonObject { } facts when facts["title"] is not null && facts["value"] is not null && facts["type"] is null => [(string)facts["title"]!, .. facts.Parent?.Parent is JsonObject parent && (string?)parent["type"] is "FactSet" ? [(string)facts["value"]!] : Array.Empty<string>()],
        JsonObject all => all.SelectMany(pair => Texts(pair.Value, pair.Key)),
        JsonArray all => all.SelectMany(item => Texts(item, name)),
        JsonValue value when name is not null && Drawn.Contains(name) && value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static bool IsWrong(string drawn, IEnumerable<string> typed)
    {
        var text = drawn.Replace("\\", "", StringComparison.Ordinal);

        foreach (var given in Given.Concat(typed.Where(name => name.Contains(' ', StringComparison.Ordinal))).OrderByDescending(given => given.Length))
            text = text.Replace(given, "", StringComparison.OrdinalIgnoreCase);

        for (var before = ""; before != text;)
            (before, text) = (text, Closed().Replace(text, ""));

        return Known().Replace(text, "").Any(letter => char.IsLetter(letter) || letter is '⟦' or '⟧');
    }

    [GeneratedRegex("⟦[^⟦⟧]*⟧")]
    private static partial Regex Closed();

    // Numbers of tickets, priorities, dates, units, ids of people and files.
    [GeneratedRegex(@"\b(?:INC|REQ)-?\d*\b|\bP[1-5]\b|\b\d{1,2} \p{L}{3,4}\b|\b\d+ ?(?:h|min)\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:ada|bo|grace|ruth|holly|root|test|me|en|setup|standup|memory)\b|[\p{L}.]+@[\p{L}.]+", RegexOptions.IgnoreCase)]
    private static partial Regex Known();
}
