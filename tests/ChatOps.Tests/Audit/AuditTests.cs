using System.Text;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;
using ChatOps.Tests.Tickets;

namespace ChatOps.Tests.Audit;

/// <summary>What happened can be told to who has to answer for it, and nobody is shown more than they may read.</summary>
public sealed class AuditTests : IAsyncDisposable
{
    private const string Secret = "Zwetschgenknoedel";
    private readonly HelpDesk desk = new();
    private readonly TestBot.Actor audrey;

    public AuditTests() => audrey = desk.Bot.Add(new Person("audrey", "Audrey") { Roles = Roles.Employee | Roles.Auditor });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task The_story_of_a_ticket_is_told_with_what_was_before_and_after()
    {
        await desk.Claimed();
        await desk.Grace.Says("ticket update INC-1 urgency:high impact:high");

        var story = await audrey.Says("audit show INC-1");

        Assert.Contains("The printer is on fire", story.Everything(), StringComparison.Ordinal);
        Assert.Contains(Facts(story), fact => fact is ("urgency", "Medium → High"));
        Assert.Contains(Facts(story), fact => fact is ("assignee", "grace"));
        Assert.Contains("Grace, ticket update, through test.", string.Join('\n', Texts(story)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_story_has_pages_and_a_table_to_save()
    {
        await desk.Asked();

        for (var i = 0; i < 12; i++)
            await desk.Ada.Says($"ticket reply INC-1 word {i}");

        var first = await audrey.Says("audit show INC-1");
        var second = await audrey.Presses(first, "Later");
        Assert.NotEqual(Texts(first), Texts(second));
        Assert.Equal(Texts(first)[1..], Texts(await audrey.Presses(second, "Earlier"))[1..]);

        var csv = await Saved(await audrey.Presses(first, "As a table"));
        Assert.StartsWith("\uFEFF\"at\",\"actor\",\"name\",\"through\",\"command\",\"subject\",\"field\",\"before\",\"after\"\r\n", csv, StringComparison.Ordinal);
        Assert.Contains("\"ticket reply\",\"ticket:INC-1\",\"text\",\"\",\"word 11\"", csv, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("-2+3")]
    [InlineData("+1")]
    [InlineData("  =cmd")]
    public async Task No_cell_of_a_table_is_a_formula(string title)
    {
        await desk.Ada.Runs("ticket new", ("title", title));
        var csv = await Saved(await audrey.Says("audit show INC-1 csv:yes"));
        Assert.Contains($"\"'{title.Trim()}\"", csv, StringComparison.Ordinal);
        Assert.DoesNotContain($"\"{title.Trim()}\"", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_restricted_ticket_an_auditor_learns_who_and_when_and_no_word()
    {
        await desk.Hidden();
        await desk.Holly.Says($"ticket note INC-1 {Secret}");
        await desk.Root.Says($"admin unseal INC-1 {Secret}");

        foreach (var words in (string[])["audit show INC-1", "audit show INC-1 page:2", "audit access INC-1", "audit person holly from:2026-09-01 until:2026-09-30", "audit person root from:2026-09-01 until:2026-09-30", "audit verify"])
            Assert.DoesNotContain(Secret, (await audrey.Says(words)).Everything(), StringComparison.Ordinal);

        foreach (var words in (string[])["audit show INC-1 csv:yes", "audit access INC-1 csv:yes", "audit person holly from:2026-09-01 until:2026-09-30 csv:yes"])
            Assert.DoesNotContain(Secret, await Saved(await audrey.Says(words)), StringComparison.Ordinal);

        Assert.Contains("Holly, ticket note, through test. Changed: ", string.Join('\n', Texts(await audrey.Says("audit show INC-1"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asked_for_a_restricted_ticket_does_not_read_its_notes_in_the_trail()
    {
        await desk.Root.Says("ticket new My contract");
        await desk.Grace.Says("ticket update INC-1 queue:hr");
        await desk.Holly.Says($"ticket note INC-1 {Secret}");
        Assert.DoesNotContain(Secret, (await desk.Root.Says("audit show INC-1")).Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_a_restricted_ticket_is_noted_once_an_hour()
    {
        await desk.Hidden();
        await desk.Bot.Pass(TimeSpan.FromHours(2));
        var before = (await Reads()).Count;
        await desk.Holly.Says("ticket view INC-1");
        await desk.Holly.Says("ticket view INC-1");
        await desk.Grace.Says("ticket view INC-1");
        Assert.Equal("holly", Assert.Single((await Reads()).Skip(before)).Actor);

        await desk.Bot.Pass(TimeSpan.FromHours(2));
        await desk.Holly.Says("ticket view INC-1");
        await desk.Root.Says("admin unseal INC-1 Court");
        Assert.Equal(["holly", "holly", "root", "root"], (await Reads()).Skip(before).Select(fact => fact.Actor));

        var rows = (await audrey.Says("audit access INC-1")).Rows().Select(row => (row.Cells[1].ToString(), row.Cells[2].ToString())).ToArray();
        Assert.Contains(("Holly", "read"), rows);
        Assert.Contains(("Root", "unseal"), rows);
    }

    [Fact]
    public async Task Reading_what_everybody_at_the_desk_may_read_is_not_noted()
    {
        await desk.Asked();
        await desk.Grace.Says("ticket view INC-1");
        Assert.Empty(await Reads());
    }

    [Fact]
    public async Task What_somebody_did_and_what_was_done_to_them_is_told()
    {
        await desk.Claimed();
        await desk.Root.Says("person update who:grace vip:yes");

        var card = await audrey.Says("audit person grace from:2026-09-01 until:2026-09-30");
        Assert.Equal(["ticket assign"], card.Rows(0).Select(row => row.Cells[1].ToString()).Distinct());
        Assert.Equal([("person update", "Root")], card.Rows(1).Select(row => (row.Cells[1].ToString(), row.Cells[3].ToString())));
        Assert.StartsWith("Did 0 things", Texts(await audrey.Says("audit person grace from:2026-08-01 until:2026-08-30"))[0], StringComparison.Ordinal);
        Assert.True((await audrey.Says("audit person grace from:2026-09-30 until:2026-09-01")).IsRefusal);
    }

    [Fact]
    public async Task Who_could_read_a_queue_on_a_day_follows_from_the_roles_of_that_day()
    {
        await desk.Root.Says("person update who:holly roles:employee");
        desk.Bot.Clock.Advance(TimeSpan.FromDays(1));
        await desk.Root.Says("person update who:bo roles:agent");
        desk.Bot.Clock.Advance(TimeSpan.FromDays(1));
        await desk.Root.Says("person update who:bo roles:employee");
        desk.Bot.Clock.Advance(TimeSpan.FromDays(1));

        Assert.DoesNotContain("Bo", await Readers("network", "2026-09-06"));
        Assert.DoesNotContain("Bo", await Readers("network", "2026-09-07"));
        Assert.Contains("Bo", await Readers("network", "2026-09-08"));
        Assert.Contains("Bo", await Readers("network", "2026-09-09"));
        Assert.DoesNotContain("Bo", await Readers("network", "2026-09-10"));
        Assert.Contains("Holly", await Readers("network", "2026-09-07"));
        Assert.DoesNotContain("Holly", await Readers("network", "2026-09-08"));
        Assert.Equal(["Holly"], await Readers("hr", "2026-09-08"));
    }

    [Fact]
    public async Task Asking_is_itself_in_the_trail_and_not_for_everybody()
    {
        await desk.Asked();
        await audrey.Says("audit show INC-1");
        Assert.Contains(await desk.Bot.Store.Trail("audit", 9, Cancellation), fact => fact is { Actor: "audrey", What: "audit show ticket:INC-1" });
        Assert.True((await desk.Grace.Says("audit show INC-1")).IsRefusal);
        Assert.True((await audrey.Says("audit show INC-99")).IsRefusal);
    }

    [Fact]
    public async Task Every_surface_leaves_its_name_in_a_chain_that_holds()
    {
        await desk.Claimed();
        var held = await desk.Grace.Says("ticket wait INC-1 for:vendor until:tomorrow Parts");
        await desk.Grace.Presses(held, "Undo");
        await desk.Grace.Says("ticket wait INC-1 for:vendor until:tomorrow Parts");
        await desk.Bot.Pass(TimeSpan.FromDays(2));
        await desk.Bot.Bot.Do("cli:root", "import people", turn =>
        {
            turn.Save(Person.Kind, new Person("new", "New"));
            return Task.FromResult(true);
        }, Cancellation);
        await desk.Grace.Says("macro edit name:Hi Hello");
        await desk.Grace.Says("macro delete Hi");
        await desk.Grace.Says("yes");

        var all = (await desk.Bot.Store.Facts(new FactQuery.Behind(0), Cancellation)).Items.Select(one => one.Fact).ToArray();
        Assert.Contains(all, fact => fact is { Subject: "ticket:INC-1", Actor: "grace", What: "undo ticket wait", Changes: not null });
        Assert.Contains(all, fact => fact is { Subject: "ticket:INC-1", Actor: "clock", Through: "clock", What: "ticket wake", Changes: not null });
        Assert.Contains(all, fact => fact is { Subject: "person:new", Actor: "cli:root", Through: "cli", What: "import people" } && fact.Changes!.Contains("[null,", StringComparison.Ordinal));
        Assert.Contains(all, fact => fact.What == "macro delete" && fact.Changes!.Contains(",null]", StringComparison.Ordinal));
        Assert.Equal("The audit trail is as it was written", (await audrey.Says("audit verify")).Line());
    }

    [Fact]
    public async Task The_clock_seals_the_trail()
    {
        await desk.Asked();

        for (var hour = 0; hour < 3; hour++)
        {
            await desk.Bot.Bot.Do("system", "start", turn =>
            {
                turn.Schedule($"audit:{hour}", turn.Now, Invocation.Of("audit digest"));
                return Task.FromResult(true);
            }, Cancellation);
            await desk.Bot.Pass(TimeSpan.FromHours(1));
        }

        var verdict = await new Verification(desk.Bot.Store).Run(cancellation: Cancellation);
        Assert.True(verdict.IsSound, string.Join(", ", verdict.Flaws));
        Assert.Equal(3, verdict.Newest!.Number);
        Assert.Contains(verdict.Newest.Root, (await audrey.Says("audit verify")).Everything(), StringComparison.Ordinal);
    }

    private static string[] Texts(Reply reply) => [.. reply.Message.Card!.Body.OfType<Block.Text>().Select(text => text.Words.ToString())];

    private static IEnumerable<(string, string)> Facts(Reply reply) => reply.Message.Card!.Body.OfType<Block.Facts>().SelectMany(facts => facts.Items).Select(fact => (fact.Name.ToString(), fact.Value.ToString()));

    private async Task<IReadOnlyList<Fact>> Reads() =>
        [.. (await desk.Bot.Store.Trail("ticket:INC-1", 99, Cancellation)).Where(fact => fact.What.Split(':')[0] is "read" or "unseal")];

    private async Task<string[]> Readers(string queue, string day) => [.. (await audrey.Says($"audit queue queue:{queue} day:{day}")).Rows().Select(row => row.Cells[0].ToString())];

    private async Task<string> Saved(Reply reply)
    {
        var file = Assert.Single(Assert.Single(reply.Message.Card!.Body.OfType<Block.Files>()).Items);
        await using var content = desk.Bot.Files.Open(file.Hash)!;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, Cancellation);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}

internal static class Sections
{
    /// <summary>The rows of the table in the section of that number.</summary>
    public static Block.Row[] Rows(this Reply reply, int section) => [.. reply.Message.Card!.Body.OfType<Block.Section>().ElementAt(section).Body.OfType<Block.Table>().SelectMany(table => table.Rows)];
}
