using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.AdaptiveCards;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Teams.Drawing;
using ChatOps.Tests.Adapters;
using ChatOps.Tests.Adapters.AdaptiveCards;

namespace ChatOps.Tests.Teams.Drawing;

/// <summary>The contract of every drawing, as Teams shows cards.</summary>
public sealed class MessageDrawingTests : CardDrawingTests
{
    private static readonly CardHost Teams = new() { IsTeams = true, FilePress = file => new JsonObject { ["file"] = file.Hash } };

    protected override string Draw(Reply reply) => new JsonArray([.. new MessageDrawing(Teams).Draw(reply.Message)]).ToJsonString();

    protected override void AssertWithinLimits(string drawn) => Assert.All(JsonNode.Parse(drawn)!.AsArray(), card => TeamsCard.AssertTaken(card!.AsObject()));

    [Fact]
    public void What_does_not_fit_follows_in_further_messages_and_nothing_is_left_out()
    {
        var message = new Message { Text = $"Said first.", Card = Huge };
        var cards = new MessageDrawing(Teams).Draw(message);

        Assert.True(cards.Count > 1);
        Assert.All(cards, TeamsCard.AssertTaken);
        Assert.Equal(Enumerable.Range(0, 900).Select(row => $"Row {row}"), Rows(cards));
        Assert.All(cards.Take(cards.Count - 1), card => Assert.Null(card["actions"]));
        Assert.NotNull(cards[^1]["actions"]);
    }

    [Theory]
    [InlineData("Resolve", "Resolve")]
    [InlineData("Change priority, category or queue", "Send")]
    public void The_button_of_a_dialog_fits_on_a_telephone(string label, string shown)
    {
        var card = new CardDrawing(Reader.Nobody, Teams with { IsDialog = true }).Draw(new Card(Say.Text(label)) { Choices = [new(Say.Text(label), Invocation.Of("list add"))] });
        Assert.Equal(shown, (string?)card["actions"]![0]!["title"]);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(12, true)]
    [InlineData(60, false)]
    public void A_plan_over_time_has_its_picture_where_that_fits_and_its_days_in_words_in_any_case(int count, bool isShown)
    {
        var gantt = new Block.Gantt($"Atlas", new(2026, 9, 7), [.. Enumerable.Range(0, count).Select(row => new Block.Span($"TSK-{row} Lay the cables of floor {row}", new DateOnly(2026, 9, 1).AddDays(row), new DateOnly(2026, 9, 9).AddDays(row)))]);
        var cards = new MessageDrawing(Teams).Draw(new() { Card = new Card($"Atlas") { Body = [gantt] }, Shown = null });
        Assert.All(cards, TeamsCard.AssertTaken);

        var pictures = cards.SelectMany(TeamsCard.Elements).Where(element => (string?)element["type"] is "Image").ToArray();
        Assert.Equal(isShown, pictures is [var only] && ((string)only["altText"]!).Contains("TSK-1 Lay the cables of floor 1", StringComparison.Ordinal));
        Assert.All(Enumerable.Range(0, count), row => Assert.Single(cards.SelectMany(TeamsCard.Elements), element => (string?)element["text"] == $"TSK-{row} Lay the cables of floor {row}"));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void What_is_shown_to_many_is_drawn_once_and_looks_as_if_it_had_been_drawn_for_each(string language)
    {
        var forMany = new Block.Table([$"What"], [.. Enumerable.Range(0, 30).Select(row => new Block.Row([$"Ask the help desk", $"{row} <b>*x*</b>"], Invocation.Of("ticket new")))]) { IsForMany = true };

        foreach (var name in (string[])["Ada", "Bo"])
        {
            var message = new Message { Card = new Card($"Hello {name}") { Body = [forMany] }, Reader = new(language, TimeZoneInfo.Utc, TestBot.Monday) };
            var (kept, anew) = (Assert.Single(new MessageDrawing(Teams with { KeepsDrawn = true }).Draw(message)), Assert.Single(new MessageDrawing(Teams).Draw(message)));

            Assert.True(JsonNode.DeepEquals(anew, JsonNode.Parse(kept.ToJsonString())));
            Assert.True(kept["body"]![1] is JsonValue value && Written.At(value) is not null);
            Assert.InRange(Letters.Of(kept), kept.ToJsonString(WrittenAsItIs).Length, Letters.Of(anew));
        }
    }

    private static readonly JsonSerializerOptions WrittenAsItIs = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = ChatOps.Teams.Wire.WireJson.Plain };

    [Fact]
    public void What_something_looks_like_stays_one_card_with_a_way_to_the_rest()
    {
        var message = new Message { Card = Huge, Shown = new("list", "LI-1") };
        var drawing = new MessageDrawing(Teams);
        var read = new List<string>();

        for (var part = 0; ;)
        {
            var card = Assert.Single(drawing.Draw(message, part));
            TeamsCard.AssertTaken(card);
            read.AddRange(Rows([card]));

            if (card["actions"]!.AsArray().FirstOrDefault(action => (string?)action!["title"] is "More") is not { } more)
                break;

            var view = Views.Read(JsonSerializer.SerializeToElement(more["data"]))!;
            Assert.Equal((new Shown("list", "LI-1"), part + 1), (view.Of, view.Part));
            part = view.Part;
        }

        Assert.Equal(Enumerable.Range(0, 900).Select(row => $"Row {row}"), read);
    }

    [Fact]
    public void A_form_whose_lists_are_too_long_is_typed_into_instead()
    {
        var form = new Card($"A form")
        {
            Body = [.. Enumerable.Range(0, 9).Select(field => new Block.Input($"field{field}", FieldKind.Person, $"Whom?") { Options = [.. Enumerable.Range(0, 100).Select(n => new Option($"person:{n}", Say.Text(new string('n', 60))))] })],
            Choices = [new($"Send", Invocation.Of("list add"))],
        };

        var card = Assert.Single(new MessageDrawing(Teams).Draw(new() { Card = form }));
        TeamsCard.AssertTaken(card);
        Assert.Equal(9, TeamsCard.Elements(card).Count(element => ((string?)element["id"])?.StartsWith("field", StringComparison.Ordinal) is true));
    }

    [Fact]
    public void Where_several_read_each_gets_a_view_of_their_own()
    {
        var readers = Enumerable.Range(0, 70).Select(n => $"29:{n}").ToArray();
        var card = Assert.Single(new MessageDrawing(Teams) { Readers = readers }.Draw(new() { Card = new Card($"A title"), Shown = new("ticket", "INC-7") }));

        TeamsCard.AssertTaken(card);
        Assert.Equal(60, card["refresh"]!["userIds"]!.AsArray().Count);
        Assert.Equal(new Views(new("ticket", "INC-7"), 0), Views.Read(JsonSerializer.SerializeToElement(card["refresh"]!["action"]!["data"])));
        Assert.Null(Assert.Single(new MessageDrawing(Teams) { Readers = readers }.Draw(new() { Card = new Card($"A title") }))["refresh"]);
    }

    [Fact]
    public void Who_has_an_account_here_is_mentioned_and_everybody_else_is_named()
    {
        var host = Teams with { AccountOf = person => person is "grace" or "other" ? $"29:{person}" : null };
        var message = new Message
        {
            Text = $"{Who("grace", "Grace <Hopper>")} resolved it for {Who("ada", "Ada")}.",
            Card = new Card($"A title") { Body = [new Block.Text($"Thanks to {Who("grace", "Grace <Hopper>")} and {Who("other", "Grace <Hopper>")}.")] },
        };

        var card = Assert.Single(new MessageDrawing(host).Draw(message));
        TeamsCard.AssertTaken(card);
        var entity = Assert.Single(card["msteams"]!["entities"]!.AsArray())!;
        Assert.Equal(("<at>Grace Hopper</at>", "29:grace", "Grace <Hopper>"), ((string)entity["text"]!, (string)entity["mentioned"]!["id"]!, (string)entity["mentioned"]!["name"]!));
        Assert.Equal("<at>Grace Hopper</at> resolved it for Ada.", (string?)card["body"]![0]!["text"]);
    }

    [Fact]
    public void A_button_that_asks_opens_a_dialog_and_one_that_does_runs_at_once()
    {
        var card = Assert.Single(new MessageDrawing(Teams).Draw(new() { Card = new Card($"A title") { Choices = Samples.Choices } }));
        var actions = card["actions"]!.AsArray().ToDictionary(action => (string)action!["title"]!, action => action!.AsObject(), StringComparer.Ordinal);

        Assert.Equal(("Action.Submit", "task/fetch"), ((string)actions["Resolve"]["type"]!, (string)actions["Resolve"]["data"]!["msteams"]!["type"]!));
        Assert.Equal(["code", "summary"], Presses.Read(JsonSerializer.SerializeToElement(actions["Resolve"]["data"]), new TestBot().Catalog)!.Ask);
        Assert.Equal(("Action.Execute", "Action.Submit"), ((string)actions["Take it"]["type"]!, (string)actions["Take it"]["fallback"]!["type"]!));
        Assert.Equal(3, actions.Values.Count(action => action["mode"] is null));
    }

    [Fact]
    public void In_a_dialog_everything_is_sent_the_way_a_dialog_knows()
    {
        var card = new CardDrawing(Reader.Nobody, Teams with { IsDialog = true }).Draw(new Card($"A form") { Body = [.. Samples.Blocks.Values], Choices = [new($"Send", Invocation.Of("list add")), new($"Cancel", Invocation.Of("dismiss")) { Alone = true }] });

        Assert.DoesNotContain(TeamsCard.Elements(card), element => (string?)element["type"] is "Action.Execute");
        Assert.Equal(["Send"], card["actions"]!.AsArray().Select(action => (string)action!["title"]!));
    }

    [Fact]
    public void Files_that_came_with_the_words_go_with_the_button()
    {
        var hash = $"file:{new string('a', 64)}";
        var form = new Card($"A form")
        {
            Body = [new Block.Input("title", FieldKind.Text, $"What?"), new Block.Section($"More", [new Block.Input("files", FieldKind.File, $"Files?") { Values = [hash], Several = true }])],
            Choices = [new($"Send", Invocation.Of("ticket new")), new($"Cancel", Invocation.Of("dismiss")) { Alone = true }],
        };

        var actions = Assert.Single(new MessageDrawing(Teams).Draw(new() { Card = form }))["actions"]!.AsArray();
        Assert.Equal([hash], Presses.Read(JsonSerializer.SerializeToElement(actions[0]!["data"]), new TestBot().Catalog)!.Invocation.Arguments.All("files"));
        Assert.Equal("dismiss", (string?)actions[1]!["data"]!["invoke"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"view":7}""")]
    [InlineData("""{"view":"ticket"}""")]
    [InlineData("""{"view":":INC-1"}""")]
    [InlineData("""{"view":"\udfd3:1"}""")]
    public void What_no_card_of_ours_asks_to_see_is_not_read(string data) => Assert.Null(Views.Read(JsonDocument.Parse(data).RootElement));

    private static Card Huge => new($"Everything")
    {
        Body =
        [
            new Block.Quote(string.Concat(Enumerable.Repeat("A word and another one. ", 4000)), $"Ada"),
            new Block.Table([$"A", $"B"], [.. Enumerable.Range(0, 900).Select(row => new Block.Row([Say.Text($"Row {row}"), Say.Text(new string('b', 40))], Invocation.Of("ticket view", ("id", $"INC-{row + 1}"))))]),
        ],
        Choices = [new($"Next", Invocation.Of("list show"))],
    };

    private static Part.Who Who(string id, string name) => new(id, name);

    private static IEnumerable<string> Rows(IEnumerable<JsonObject> cards) => cards.SelectMany(TeamsCard.Elements)
        .Where(element => (string?)element["type"] is "TextRun" && ((string?)element["text"])?.StartsWith("Row ", StringComparison.Ordinal) is true)
        .Select(element => (string)element["text"]!);
}
