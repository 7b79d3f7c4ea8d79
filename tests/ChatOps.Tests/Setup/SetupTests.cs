using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Host.Owning;
using ChatOps.People;
using ChatOps.Tests.Tickets;

namespace ChatOps.Tests.Setup;

/// <summary>From a fresh installation to a help desk that works, in a chat.</summary>
public sealed class SetupTests : IAsyncLifetime
{
    private readonly TestBot test = new();
    private TestBot.Actor olive = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Demonstration.Prepare(test.Store, ["test"], Cancellation);
        var code = await new Ownership(test.Bot).NewCode("root", Cancellation);
        olive = test.Employee("olive");
        await olive.Runs("admin claim", ("code", code), ("demo", "delete"));
    }

    public ValueTask DisposeAsync() => test.DisposeAsync();

    [Fact]
    public async Task The_list_says_what_holds_and_leads_to_the_next_thing()
    {
        var list = await olive.Says("setup");

        Assert.Equal(
            [
                ("Owner", "yes", "Olive"),
                ("Company", "not yet", "—, UTC, en"),
                ("People", "not yet", "one person"),
                ("Roles", "not yet", "nobody can work on tickets"),
                ("Queues", "not yet", "nobody works on Service desk"),
                ("Hours", "not yet", "around the clock"),
                ("Help desk", "not yet", "8 kinds of thing, 7 services"),
                ("First ticket", "not yet", "none yet"),
            ],
            Lines(list));
        Assert.Equal("1 of 8 are settled", Progress(list));
        Assert.Equal("Company", list.Message.Card!.Choices.Single(choice => choice.Emphasis is Emphasis.Primary).Label.ToString());
    }

    [Fact]
    public async Task A_usable_desk_is_at_most_twelve_questions_away_and_the_list_can_be_left_at_any_point()
    {
        var asked = 0;

        while (Left(await olive.Says("setup")) is { } label)
        {
            var form = await olive.Presses(await olive.Says("setup"), label);

            if (form.IsForm)
            {
                asked += form.Message.Card!.Body.OfType<Block.Input>().Count();
                form = await olive.Presses(form, form.Labels()[0], Answers[label]);
            }

            Assert.False(form.IsForm, $"{label}: {form.Line()}");
            Assert.False(form.IsRefusal, $"{label}: {form.Line()}");
            // Somebody else is answered meanwhile, and nothing is forgotten.
            await olive.Says("who am I");
        }

        Assert.Equal("8 of 8 are settled", Progress(await olive.Says("setup")));
        Assert.InRange(asked, 1, 12);
    }

    [Fact]
    public async Task Each_step_can_be_undone()
    {
        var done = await olive.Says("admin company name:Contoso zone:Europe/Berlin");
        Assert.Equal("Contoso, Europe/Berlin, en", Now(await olive.Says("setup"), "Company"));
        await olive.Presses(done, "Undo");
        Assert.Equal("—, UTC, en", Now(await olive.Says("setup"), "Company"));

        done = await olive.Says("admin hours days:monday days:tuesday from:09:00 until:12:30");
        Assert.Equal("Monday and Tuesday, 09:00–12:30", Now(await olive.Says("setup"), "Hours"));
        await olive.Presses(done, "Undo");
        Assert.Equal("around the clock", Now(await olive.Says("setup"), "Hours"));

        await olive.Presses(await olive.Says("person new name:\"Bo Berg\" email:bo@contoso.example roles:employee"), "Undo");
        Assert.Equal("one person", Now(await olive.Says("setup"), "People"));

        await olive.Presses(await olive.Says("person update olive roles:agent,administrator"), "Undo");
        Assert.Equal("nobody can work on tickets", Now(await olive.Says("setup"), "Roles"));

        await olive.Presses(await olive.Says("admin desk categories:Hardware"), "Undo");
        Assert.Equal("8 kinds of thing, 7 services", Now(await olive.Says("setup"), "Help desk"));

        await olive.Presses(await olive.Says("ticket new A test"), "Undo");
        Assert.Equal(ChatOps.Tickets.State.Cancelled, (await test.Store.Get(ChatOps.Tickets.Ticket.Kind, "INC-1", Cancellation))!.Body.State);

        done = await olive.Says("admin queue name:Network members:olive owner:olive");
        await olive.Presses(done, "Undo");
        Assert.Equal("There is no queue \"Network\". Choose one of these: Service desk.", (await olive.Says("admin desk intake:Network")).Line());
    }

    [Fact]
    public async Task Whoever_is_added_gets_what_holds_for_the_company()
    {
        await olive.Says("admin company zone:Europe/Berlin language:de");
        Assert.Equal("Bo Berg is known here. They are recognised by their e-mail address when they sign in.", (await olive.Says("person new name:\"Bo Berg\" email:bo@contoso.example roles:agent")).Line());

        var bo = (await test.Store.Get(Person.Kind, "bo", Cancellation))!.Body;
        Assert.Equal(("Europe/Berlin", "de", Roles.Employee | Roles.Agent), (bo.TimeZone, bo.Language, bo.Roles));
        Assert.Equal("Bo Berg has that e-mail address already. Change them instead.", (await olive.Says("person new Bob email:BO@contoso.example")).Line());
        Assert.Equal("\"bo at home\" is no e-mail address. Write it like ada@example.com.", (await olive.Says("person new Bob email:\"bo at home\"")).Line());
    }

    [Fact]
    public async Task Nobody_else_sets_anything_up()
    {
        var bo = test.Agent("bo");

        foreach (var words in (string[])["setup", "admin company name:Bo", "admin hours always:yes", "person new Bob email:b@example.com", "admin desk lapse:9", "admin matrix low low P1", "admin route Hardware", "admin queue name:Bo members:bo"])
            Assert.True((await bo.Says(words)).IsRefusal, words);
    }

    [Theory]
    [InlineData("admin hours from:17:00 until:9am", "09:00 does not come after 17:00. Give the first time of the day, then the last.")]
    [InlineData("admin hours holidays:Christmas", "\"Christmas\" is not a day I can read. Write the days like 2026-12-25, 2026-12-26.")]
    [InlineData("admin company zone:Mars", "\"Mars\" is no time zone that I know. Write it like Europe/Berlin.")]
    [InlineData("admin company language:tlh", "I do not speak \"tlh\". Choose en or de.")]
    [InlineData("admin desk lapse:0", "0 is not between 1 and 365. Give a number that is.")]
    [InlineData("admin desk lapse:1 warn:48", "Nobody can be told before the wait has begun. Give fewer hours than the days until a resolved ticket closes have.")]
    [InlineData("admin desk intake:moon", "There is no queue \"moon\". Choose one of these: Service desk.")]
    [InlineData("admin desk categories:;", "That has no names in it. Write one a line.")]
    public async Task What_will_not_do_is_said_and_changes_nothing(string words, string answer)
    {
        var before = Lines(await olive.Says("setup"));
        Assert.Equal(answer, (await olive.Says(words)).Line());
        Assert.Equal(before, Lines(await olive.Says("setup")));
    }

    private static readonly Dictionary<string, (string, string?)[]> Answers = new(StringComparer.Ordinal)
    {
        ["Company"] = [("name", "Contoso")],
        ["Add somebody"] = [("name", "Grace Holm"), ("email", "holm@contoso.example"), ("roles", "agent")],
        ["Queue"] = [("members", "person:holm"), ("owner", "person:holm")],
        ["Hours"] = [],
        ["Help desk"] = [],
    };

    private static string? Left(Reply list) => list.Message.Card!.Choices.FirstOrDefault(choice => choice.Emphasis is Emphasis.Primary)?.Label.ToString();

    private static string Progress(Reply list) => list.Message.Card!.Body.OfType<Block.Progress>().Single().Label.ToString();

    private static (string, string, string)[] Lines(Reply list) =>
        [.. list.Rows().Select(row => (row.Cells[0].ToString(), row.Cells[1].ToString(), row.Cells[2].ToString()))];

    private static string Now(Reply list, string step) => Lines(list).Single(line => line.Item1 == step).Item3;
}
