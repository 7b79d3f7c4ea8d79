using ChatOps.Assets;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Tests.Tickets;

namespace ChatOps.Tests.Assets;

/// <summary>An asset from the day it is registered to the day it is retired.</summary>
public sealed class LifeTests : IAsyncLifetime
{
    private readonly Stockroom room = new();

    public async ValueTask InitializeAsync() => await room.Filled();

    public ValueTask DisposeAsync() => room.DisposeAsync();

    [Fact]
    public async Task It_is_registered_with_all_that_is_known()
    {
        var asset = await room.Asset("AST-1");

        Assert.Equal(("Laptop of Ada", "LT-0042", "5CG1234XYZ", "Dell", "Latitude 5450", "Laptop"), (asset.Name, asset.Tag, asset.Serial, asset.Manufacturer, asset.Model, asset.Type));
        Assert.Equal((Status.InUse, "ada", new Money(1299, "USD"), new DateOnly(2024, 3, 1), new DateOnly(2027, 3, 1)), (asset.Status, asset.Holder, asset.Cost, asset.Purchased, asset.WarrantyUntil));
        Assert.Equal("Grace registered AST-1 Laptop of Ada as yours.", room.Ada.Lines()[^1]);
        Assert.Equal(Status.InStock, (await room.Asset("AST-2")).Status);
    }

    [Fact]
    public async Task A_tag_and_a_serial_number_belong_to_one_asset()
    {
        Assert.Equal("AST-1 has \"lt-0042\" already. Give another one: every tag and every serial number belongs to one asset.", (await room.Grace.Says("asset new Another tag:lt-0042")).Line());
        Assert.Equal("AST-1 has \"5cg1234xyz\" already. Give another one: every tag and every serial number belongs to one asset.", (await room.Grace.Says("asset edit AST-2 serial:5CG1234XYZ")).Line());

        await room.Grace.Says("asset edit AST-1 tag:none");
        Assert.Equal("AST-2 is changed.", (await room.Grace.Says("asset edit AST-2 tag:LT-0042")).Line());
        Assert.Equal("AST-2 Spare laptop", (await room.Grace.Says("who has LT-0042")).Line());
        Assert.True((await room.Grace.Says("asset view LT-0043")).IsRefusal);
    }

    [Fact]
    public async Task Two_at_once_cannot_get_one_tag()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => (n % 2 is 0 ? room.Grace : room.Desk.Ruth).Says($"asset new Number {n} tag:SAME"))));
        Assert.Single((await room.Grace.Says("asset find number")).Numbers().Append((await room.Grace.Says("asset find SAME")).Line()).Distinct(), line => line.Contains("Number", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Handing_over_tells_both_and_undo_takes_it_back()
    {
        var form = await room.Grace.Says("give LT-0042 to Bo until 2026-09-18");
        Assert.True(form.IsForm);
        Assert.Equal("ada", (await room.Asset("AST-1")).Holder);

        var reply = await room.Grace.Presses(form, "Hand an asset over");
        Assert.Equal("Bo has AST-1 now. It is due back 18 Sept 2026.", reply.Line());
        Assert.Equal(("bo", "grace", new DateOnly(2026, 9, 18)), (await room.Asset("AST-1") is var asset ? (asset.Holder, asset.GivenBy, asset.Due) : default));
        Assert.Equal("Grace handed AST-1 Laptop of Ada over to you. It is due back 18 Sept 2026.", room.Bo.Lines()[^1]);
        Assert.Equal("Grace handed AST-1 Laptop of Ada over to somebody else. You no longer have it.", room.Ada.Lines()[^1]);
        Assert.Empty((await room.Ada.Says("my devices")).Numbers());

        await room.Grace.Presses(reply, "Undo");
        Assert.Equal("ada", (await room.Asset("AST-1")).Holder);
    }

    [Fact]
    public async Task The_holder_is_reminded_before_and_who_handed_it_over_after()
    {
        await room.Grace.Says("asset assign AST-2 to:bo due:2026-09-10");
        Assert.Equal("Bo has AST-2 already.", (await room.Grace.Says("asset assign AST-2 to:bo due:2026-09-10")).Line());
        var told = room.Bo.Lines().Length;

        await room.Desk.Bot.Pass(TimeSpan.FromDays(1));
        Assert.Equal(told, room.Bo.Lines().Length);
        await room.Desk.Bot.Pass(TimeSpan.FromDays(1.1));
        Assert.Equal("AST-2 Spare laptop is due back 10 Sept 2026. Bring it to the help desk, or ask there to keep it longer.", room.Bo.Lines()[^1]);
        Assert.Empty((await room.Grace.Says("overdue devices")).Numbers());

        await room.Desk.Bot.Pass(TimeSpan.FromDays(2));
        Assert.Equal("Bo should have brought AST-2 Spare laptop back by 10 Sept 2026. Ask for it, or give it a later day.", room.Grace.Lines()[^1]);
        Assert.Equal(["AST-2"], (await room.Grace.Says("overdue devices")).Numbers());
        Assert.Equal("10 Sept 2026, overdue", Fact(await room.Bo.Says("AST-2"), "Due back"));
    }

    [Fact]
    public async Task What_came_back_or_is_due_another_day_reminds_of_nothing()
    {
        await room.Grace.Says("asset assign AST-2 to:bo due:2026-09-10");
        await room.Grace.Says("asset assign AST-2 to:bo due:2026-09-30");
        await room.Grace.Says("asset assign AST-4 to:bo due:2026-09-10");
        await room.Grace.Says("asset update AST-4 state:returned");
        var told = (room.Bo.Lines().Length, room.Grace.Lines().Length);

        await room.Desk.Bot.Pass(TimeSpan.FromDays(5));
        Assert.Equal(told, (room.Bo.Lines().Length, room.Grace.Lines().Length));
    }

    [Fact]
    public async Task It_comes_back_breaks_is_seen_and_is_retired()
    {
        var back = await room.Grace.Says("asset update LT-0042 state:returned place:\"Room 4\"");
        Assert.Equal("AST-1 is in stock now.", back.Line());
        Assert.Equal((Status.InStock, null, "Room 4"), (await room.Asset("AST-1") is var asset ? (asset.Status, asset.Holder, asset.Place) : default));
        Assert.Equal("Grace noted that you no longer have AST-1 Laptop of Ada. Thank you.", room.Ada.Lines()[^1]);

        Assert.Equal("AST-1 is in repair now.", (await room.Grace.Says("asset update AST-1 state:repair")).Line());
        Assert.Equal("AST-1 was seen today.", (await room.Grace.Says("asset update AST-1 state:audited")).Line());
        Assert.Equal(new DateOnly(2026, 9, 7), (await room.Asset("AST-1")).Audited);
        Assert.Equal("AST-1 is missing now.", (await room.Grace.Says("asset update AST-1 state:missing")).Line());
        await room.Grace.Says("asset update AST-1 state:audited");
        Assert.Equal(Status.InStock, (await room.Asset("AST-1")).Status);
        Assert.Equal("AST-1 is retired now.", (await room.Grace.Says("asset update AST-1 state:retired")).Line());
        Assert.True((await room.Grace.Says("asset assign AST-1 to:bo")).IsRefusal);
    }

    [Theory]
    [InlineData("AST-1 returned", "asset update", "returned")]
    [InlineData("LT-0042 is in repair", "asset update", "repair")]
    [InlineData("retire AST-1", "asset update", "retired")]
    public async Task In_words_it_is_a_form_first(string sentence, string command, string state)
    {
        var form = await room.Grace.Says(sentence);

        Assert.True(form.IsForm);
        Assert.Equal((command, state), (form.Message.Card!.Choices[0].Invocation.Command, form.Given("state")));
        Assert.Equal("ada", (await room.Asset("AST-1")).Holder);
    }

    [Fact]
    public async Task The_history_says_who_changed_what_and_when()
    {
        await room.Grace.Says("asset assign AST-1 to:bo due:2026-09-18");
        await room.Desk.Ruth.Says("asset edit AST-1 cost:\"999,50 EUR\" notes:\"New battery\"");

        var card = await room.Grace.Says("AST-1");
        string[] lines = [.. card.Message.Card!.Body.OfType<Block.Section>().Single(section => section.Title.ToString() == "History").Body.OfType<Block.Text>().Select(text => text.Words.ToString())];

        Assert.Equal(3, lines.Length);
        Assert.EndsWith("Ruth: cost 1299.00 USD → 999.50 EUR; notes none → New battery", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("Grace: holder Ada → Bo; due back none → 2026-09-18", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("Grace: registered", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_without_words_is_a_form_with_what_is_known()
    {
        var form = await room.Grace.Says("asset edit LT-0042");

        Assert.Equal(("Latitude 5450", "1299.00 USD", "2027-03-01"), (form.Given("model"), form.Given("cost"), form.Given("warranty")));
        Assert.Equal("AST-1 is like that already.", (await room.Grace.Presses(form, "Change what an asset is")).Line());
        Assert.Equal("\"a lot\" is no amount of money. Write it like 1,299.00 EUR.", (await room.Grace.Says("asset edit AST-1 cost:\"a lot\"")).Line());
    }

    [Theory]
    [InlineData("asset new", "name", "x")]
    [InlineData("asset edit", "id", "AST-1", "name", "x")]
    [InlineData("asset assign", "id", "AST-1", "to", "bo")]
    [InlineData("asset update", "id", "AST-1", "state", "retired")]
    [InlineData("asset link", "id", "AST-1", "to", "AST-3")]
    [InlineData("asset remind", "id", "AST-1", "due", "2026-09-10")]
    public async Task Nobody_but_agents_changes_anything(string command, params string[] arguments)
    {
        var before = await room.Table();
        Assert.True((await room.Ada.Runs(command, [.. arguments.Chunk(2).Select(pair => (pair[0], (string?)pair[1]))])).IsRefusal);
        Assert.Equal(before, await room.Table());
    }

    [Fact]
    public async Task Staff_see_on_a_ticket_what_its_requester_has_and_a_ticket_names_an_asset()
    {
        await room.Ada.Says("ticket new It does not start asset:LT-0042");
        var inside = await room.Grace.Says("INC-1");
        Assert.Contains("Assets of Ada", Sections(inside));
        Assert.Contains("AST-1", inside.Numbers());
        Assert.Contains("Assets of Ada", Sections(await room.Grace.Says("ticket context INC-1")));

        // The requester needs no list of their own things there.
        Assert.Empty(Sections(await room.Ada.Says("INC-1")));

        var asset = await room.Grace.Says("AST-1");
        Assert.Contains("INC-1", asset.Everything(), StringComparison.Ordinal);
        Assert.True((await room.Bo.Says("ticket new Not mine asset:LT-0042")).IsRefusal);

        await room.Grace.Says("ticket update INC-1 asset:none");
        Assert.DoesNotContain("INC-1", (await room.Grace.Says("AST-1")).Everything(), StringComparison.Ordinal);
        await room.Grace.Says("ticket update INC-1 asset:AST-3");
        Assert.Equal("AST-3", (await room.Desk.Ticket()).About!.Value.ToString());
    }

    [Fact]
    public async Task What_a_ticket_names_in_words_is_a_row_to_open_for_those_who_see_it()
    {
        await room.Bo.Says("ticket new AST-3 is slow since PH-1 and AST-4 were changed");

        Assert.Equal(["AST-3", "AST-4"], (await room.Grace.Says("INC-1")).Numbers().Take(2));
        Assert.Equal(["AST-4"], (await room.Bo.Says("INC-1")).Numbers());
        Assert.Equal("AST-3 Order database", (await room.Grace.Hear(new Input.Press((await room.Grace.Says("INC-1")).Rows()[0].Open!))).Line());
    }

    [Fact]
    public async Task A_holder_reports_trouble_from_the_card()
    {
        var form = await room.Ada.Presses(await room.Ada.Says("AST-1"), "Something is wrong with it", ("title", "Broken"));
        Assert.Equal("AST-1", form.Message.Card!.Choices[0].Invocation.Arguments["asset"]);
        await room.Ada.Presses(form, "Ask the help desk", ("title", "Broken"));
        Assert.Equal("AST-1", (await room.Desk.Ticket()).About!.Value.ToString());
    }

    private static string[] Sections(Reply reply) => [.. reply.Message.Card!.Body.OfType<Block.Section>().Select(section => section.Title.ToString())];

    private static string? Fact(Reply reply, string name) =>
        reply.Message.Card!.Body.OfType<Block.Facts>().SelectMany(facts => facts.Items).FirstOrDefault(fact => fact.Name.ToString() == name)?.Value.ToString();
}
