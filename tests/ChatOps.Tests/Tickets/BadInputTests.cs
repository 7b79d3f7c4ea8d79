using System.Text.Json;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Tickets;

namespace ChatOps.Tests.Tickets;

/// <summary>What people, and programs that pretend to be, send.</summary>
public sealed class BadInputTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task An_unknown_command_is_named() =>
        Assert.Equal("I do not know \"ticket explode\". Say \"help\" to see what you can do.", (await desk.Ada.Runs("ticket explode")).Line());

    [Fact]
    public async Task Half_a_command_is_completed_with_what_the_caller_may_do()
    {
        var half = await desk.Ada.Says("ticket");
        Assert.Equal("What you can do about \"ticket\"", half.Line());
        Assert.Contains("ticket attach", half.Rows().Select(row => row.Open!.Command));
        Assert.DoesNotContain("ticket assign", half.Rows().Select(row => row.Open!.Command));
    }

    [Fact]
    public async Task A_hundred_thousand_characters_are_too_many()
    {
        Assert.StartsWith("That is 100,000 characters, and a message holds 8,000.", (await desk.Ada.Says(new string('x', 100_000))).Line(), StringComparison.Ordinal);
        Assert.True((await desk.Ada.Runs("ticket new", ("title", new string('x', 100_000)))).IsForm);
        Assert.Equal("Ask the help desk", (await desk.Ada.Says(string.Concat(Enumerable.Repeat("word ", 1500)))).Line());
    }

    [Fact]
    public async Task Characters_that_nobody_sees_are_taken_out()
    {
        await desk.Ada.Runs("ticket new", ("title", "in‮voice\0 \u200bexe.pdf\a"), ("details", "one\u2066two\r\nthree"));
        Assert.Equal(("invoice exe.pdf", "onetwo\nthree"), ((await desk.Ticket()).Title, (await desk.Ticket()).Details));
        Assert.True((await desk.Ada.Runs("ticket new", ("title", "\u202e\u200b"))).IsForm);
    }

    [Theory]
    [InlineData("**bold** [x](javascript:alert(1)) `code`")]
    [InlineData("<script>alert(1)</script><img src=x onerror=alert(1)>")]
    [InlineData("@everyone <@123> <at>Ruth</at> {0} {{1}}")]
    [InlineData("' OR 1=1; DROP TABLE tickets; --")]
    public async Task Whatever_users_write_stays_a_value(string words)
    {
        await desk.Ada.Runs("ticket new", ("title", words), ("details", words));
        await desk.Grace.Runs("ticket reply", ("id", "INC-1"), ("text", words));
        await desk.Grace.Runs("ticket update", ("id", "INC-1"), ("priority", "P1"), ("reason", words));
        await desk.Grace.Runs("ticket wait", ("id", "INC-1"), ("for", "vendor"), ("until", "tomorrow"), ("reason", words));
        Reply[] replies = [await desk.Grace.Says("ticket view INC-1"), await desk.Grace.Says("ticket list"), await desk.Ada.Says(words), await desk.Ada.Says($"find {words}"), await desk.Grace.Runs("ticket update", ("id", "INC-1"), ("queue", words))];

        foreach (var reply in replies)
        {
            using var json = JsonDocument.Parse(JsonSerializer.Serialize(reply, MessageJson.Default.Reply));
            Assert.All(Templates(json.RootElement), template => Assert.DoesNotContain(words, template, StringComparison.Ordinal));
        }

        Assert.Equal(words, (await desk.Ticket()).Title);
    }

    [Theory]
    [InlineData("ticket cancel")]
    [InlineData("ticket close")]
    [InlineData("ticket edit")]
    [InlineData("ticket assign")]
    [InlineData("ticket update", "urgency", "high")]
    [InlineData("ticket note", "text", "x")]
    [InlineData("ticket reply", "text", "x")]
    [InlineData("ticket resolve", "code", "fixed", "text", "x")]
    [InlineData("ticket reopen", "reason", "x")]
    [InlineData("ticket watch")]
    [InlineData("ticket mute")]
    [InlineData("ticket context")]
    [InlineData("ticket wait", "for", "vendor", "until", "tomorrow", "reason", "x")]
    public async Task A_button_in_the_wrong_hands_does_nothing(string command, params string[] arguments)
    {
        await desk.Asked();
        var before = await desk.Ticket();
        var reply = await desk.Bo.Runs(command, [("id", "INC-1"), .. arguments.Chunk(2).Select(pair => (pair[0], (string?)pair[1]))]);

        Assert.True(reply.IsRefusal);
        Assert.Equal(before, await desk.Ticket());
    }

    [Fact]
    public async Task The_requester_does_not_do_the_work_of_agents()
    {
        await desk.Asked();
        Assert.All(
            [await desk.Ada.Says("ticket assign INC-1"), await desk.Ada.Says("ticket update INC-1 priority:P1 reason:me"), await desk.Ada.Says("ticket resolve INC-1 code:fixed x"), await desk.Ada.Says("ticket note INC-1 x")],
            reply => Assert.True(reply.IsRefusal));
        Assert.Equal(State.New, (await desk.Ticket()).State);
    }

    [Fact]
    public async Task An_agent_outside_a_restricted_queue_is_only_a_requester_there()
    {
        await desk.Grace.Says("ticket new My pay is wrong");
        await desk.Ruth.Says("ticket update INC-1 queue:hr");
        await desk.Holly.Says("ticket note INC-1 Delicate");

        Assert.All(
            [await desk.Grace.Says("ticket assign INC-1"), await desk.Grace.Says("ticket note INC-1 x"), await desk.Grace.Says("ticket context INC-1"), await desk.Grace.Says("ticket resolve INC-1 code:fixed x")],
            reply => Assert.Equal("Only the people who work on INC-1 can do that. Ask one of them.", reply.Line()));
        Assert.DoesNotContain("Delicate", (await desk.Grace.Says("ticket view INC-1")).Everything(), StringComparison.Ordinal);
        await desk.Grace.Says("ticket reply INC-1 Hello");
        Assert.False((await desk.Ticket()).History.OfType<ChatOps.Tickets.Entry.Replied>().Single().Staff);
    }

    [Fact]
    public async Task Forms_with_missing_extra_or_wrong_fields_are_asked_again_or_refused()
    {
        await desk.Claimed();
        var missing = await desk.Grace.Runs("ticket resolve", ("id", "INC-1"), ("code", "fixed"));
        Assert.True(missing.IsForm);
        Assert.Contains(Reading.Inputs(missing.Message.Card!.Body), input => input is { Name: "text", Required: true });

        var wrong = await desk.Grace.Runs("ticket resolve", ("id", "INC-1"), ("code", "magic"), ("text", "x"));
        Assert.StartsWith("What came of it? \"magic\" is none of fixed, workaround", wrong.Line(), StringComparison.Ordinal);
        Assert.Contains(Reading.Inputs(wrong.Message.Card!.Body), input => input is { Name: "code", Problem: not null });

        Assert.StartsWith("There is no \"boss\" here", (await desk.Grace.Runs("ticket resolve", ("id", "INC-1"), ("code", "fixed"), ("text", "x"), ("boss", "yes"))).Line(), StringComparison.Ordinal);
        Assert.Equal("Which ticket? \"the one\" is not a number like INC-1042.", (await desk.Grace.Runs("ticket view", ("id", "the one"))).Line());
        Assert.True((await desk.Grace.Runs("ticket list", ("page", "-3"))).Message.Card is { Tone: Tone.Plain });
        Assert.Equal(State.Assigned, (await desk.Ticket()).State);
    }

    private static IEnumerable<string> Templates(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => property is { Name: "template", Value.ValueKind: JsonValueKind.String } ? [property.Value.GetString()!] : Templates(property.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Templates),
        _ => [],
    };
}
