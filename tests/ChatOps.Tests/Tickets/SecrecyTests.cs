using System.Text.RegularExpressions;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;
using CsCheck;

namespace ChatOps.Tests.Tickets;

/// <summary>A ticket in a restricted queue does not exist for anybody outside, and a note does not for its requester.</summary>
public sealed partial class SecrecyTests
{
    private const string Secret = "Zwetschgenknoedel";

    private static readonly string[] Preludes =
    [
        "grace|ticket assign INC-1", "ruth|ticket watch INC-1", "grace|ticket reply INC-1 " + Secret, "ruth|ticket note INC-1 " + Secret,
        "ada|ticket reply INC-1 " + Secret, "grace|ticket wait INC-1 for:vendor until:tomorrow " + Secret, "grace|ticket mute INC-1",
        "grace|ticket update INC-1 urgency:high impact:high category:Access",
    ];

    private static readonly string[] Afterwards =
    [
        "holly|ticket assign INC-1", "holly|ticket log INC-1 30", "holly|ticket reply INC-1 " + Secret, "holly|ticket note INC-1 " + Secret,
        "holly|ticket resolve INC-1 code:fixed " + Secret, "ada|ticket reply INC-1 " + Secret,
    ];

    private static readonly string[] Outsiders = ["bo", "grace", "ruth", "root", "audrey"];

    private static readonly string[] Looks =
    [
        "ticket list", "ticket list closed:yes", "ticket list queue:hr", "ticket list queue:People closed:yes", "ticket list assignee:holly", "ticket list assignee:none",
        "ticket list assignee:me closed:yes", "ticket list priority:P1 closed:yes", "ticket list status:resolved", "ticket list category:Access", "ticket list mine:yes closed:yes",
        "find " + Secret, "find 1", "find INC-1", "find inc", "find printer", "my tickets", "unassigned", "ticket list page:2", "help " + Secret, "ticket context INC-2", "ticket view INC-2", "ticket time", "ticket time by:person", "ticket list since:2026-09-01 closed:yes", "ticket link INC-2 to:INC-1", "ticket merge INC-2 into:INC-1",
        "ticket check INC-2 add INC-1", "ticket bulk queue:hr idle:1 x",
    ];

    [Fact]
    public Task Nothing_that_an_outsider_asks_tells_a_hidden_ticket_from_none() =>
        Gen.Select(OneOf(Preludes).Array[0, 4], OneOf(Afterwards).Array[1, 4], OneOf(Outsiders), OneOf(Looks).Array[3], Gen.Int[0, 1000])
            .SampleAsync(async sample => await Check(sample.Item1, sample.Item2, sample.Item3, sample.Item4, sample.Item5), iter: 60, threads: 1);

    [Fact]
    public async Task No_note_reaches_the_requester_by_any_route()
    {
        await using var desk = new HelpDesk();
        await desk.Claimed();
        var file = await desk.Grace.Uploads($"{Secret}.txt", "x"u8.ToArray());
        await desk.Ruth.Says("ticket watch INC-1");
        var noted = await desk.Grace.Says($"ticket note INC-1 {Secret}", file);

        foreach (var invocation in desk.Bot.Catalog.Commands.Select(spec => Filled(spec, "INC-1", 0)))
            Assert.DoesNotContain(Secret, (await desk.Ada.Hear(new Input.Press(invocation))).Everything(), StringComparison.Ordinal);

        foreach (var words in (string[])[$"find {Secret}", "INC-1", "status of INC-1", $"ticket note INC-1 {Secret[..3]}", "yes"])
            Assert.DoesNotContain(Secret, Tidied(await desk.Ada.Says(words), Secret), StringComparison.Ordinal);

        await desk.Grace.Says("ticket resolve INC-1 code:fixed Done");
        await desk.Grace.Presses(noted, "Undo");
        Assert.All(desk.Bot.Channel.All(desk.Ada.Chat).Where(message => message.Card?.Title.ToString().Contains('"', StringComparison.Ordinal) is not true), message => Assert.DoesNotContain(Secret, message.Everything(), StringComparison.Ordinal));
    }

    private static Gen<string> OneOf(string[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    private static async Task Check(string[] preludes, string[] afterwards, string outsider, string[] looks, int seed)
    {
        var undos = new List<(string Person, string Id)>();
        await using var hiding = await World([.. preludes, "grace|ticket update INC-1 queue:hr", .. afterwards], undos);
        await using var empty = await World([], []);
        var (there, nowhere) = (Actor(hiding, outsider), Actor(empty, outsider));
        var before = await hiding.Ticket();

        foreach (var spec in hiding.Bot.Catalog.Commands.Where(spec => spec.Field("id") is { Kind: FieldKind.Ticket } && spec.Name is not "admin unseal"))
        {
            Same(await there.Hear(new Input.Press(Filled(spec, "INC-1", seed))), await nowhere.Hear(new Input.Press(Filled(spec, "INC-1", seed))));
            Same(await there.Says($"{spec.Name} INC-1"), await nowhere.Says($"{spec.Name} INC-1"));
            Same(await Completed(hiding, outsider, spec), await Completed(empty, outsider, spec));
        }

        foreach (var look in looks)
            Same(await there.Says(look), await nowhere.Says(look));

        foreach (var words in (string[])["status of INC-1", "INC-1", "INC-1 is back", "claim INC-1"])
            Same(await there.Says(words), await nowhere.Says(words));

        // Not even what they did themselves before it was moved, nor what others did.
        foreach (var undo in undos)
            Same(await there.Runs("undo", ("id", undo.Id)), await nowhere.Runs("undo", ("id", "none")));

        Assert.Equal(before, await hiding.Ticket());
        Assert.All(hiding.Bot.Channel.All(there.Chat), message => Assert.DoesNotContain(Secret, message.Card is { Title: var title } && title.ToString().Contains('"', StringComparison.Ordinal) ? "" : message.Everything(), StringComparison.Ordinal));
    }

    /// <param name="steps">What happened to a ticket that is hidden in the end; none: there never was one.</param>
    private static async Task<HelpDesk> World(string[] steps, List<(string, string)> undos)
    {
        var desk = new HelpDesk();
        desk.Bot.Add(new Person("audrey", "Audrey") { Roles = Roles.Employee | Roles.Auditor | Roles.Manager });

        if (steps is [])
            await desk.Bot.Store.NextNumber("INC");
        else
            await desk.Ada.Says($"ticket new details:\"{Secret} printer\" {Secret}");

        foreach (var step in steps)
        {
            var reply = await Actor(desk, step.Split('|')[0]).Says(step.Split('|')[1]);

            if (reply.Message.Undo is { Id: var undo })
                undos.Add((step.Split('|')[0], undo));
        }

        await desk.Ada.Says("ticket new A printer for everybody");
        return desk;
    }

    private static TestBot.Actor Actor(HelpDesk desk, string id) => new(desk.Bot, desk.Bot.Store.Get(Person.Kind, id).AsTask().GetAwaiter().GetResult()!.Body);

    private static async Task<string> Completed(HelpDesk desk, string outsider, CommandSpec spec)
    {
        var found = new List<string>();

        foreach (var typed in (string[])["", "INC", "1", Secret[..4], "printer"])
            found.AddRange((await desk.Bot.Bot.Complete(new("test", outsider), new("test", outsider), spec.Name, "id", typed)).Select(option => $"{option.Value} {option.Label}"));

        return string.Join(';', found);
    }

    /// <summary>The command with something that will do in every field.</summary>
    private static Invocation Filled(CommandSpec spec, string id, int seed) => new(spec.Name, spec.Fields.Aggregate(Arguments.None, (all, field) => all.With(field.Name, field switch
    {
        { Kind: FieldKind.Ticket } => id,
        { Kind: FieldKind.Person } => ((string[])["me", "none", "person:holly", "person:grace"])[seed % 4],
        { Kind: FieldKind.Choice } => field.Options[seed % field.Options.Count].Value,
        { Kind: FieldKind.Instant } => "tomorrow 9am",
        { Kind: FieldKind.Date } => "yesterday",
        { Kind: FieldKind.Number } => "1",
        { Kind: FieldKind.Flag } => "yes",
        { Kind: FieldKind.File } => $"file:{new string('0', 64)}",
        { Name: "category" } => "Access",
        { Name: "service" } => "Printing",
        { Name: "queue" } => ((string[])["hr", "network", "service-desk"])[seed % 3],
        _ => "words",
    })));

    private static void Same(Reply one, Reply other) => Same(Tidied(one, ""), Tidied(other, ""));

    private static void Same(string one, string other) => Assert.Equal(one, other);

    // Tokens are drawn anew each time, and what somebody typed comes back in a title.
    private static string Tidied(Reply reply, string typed) =>
        Token().Replace(typed.Length > 0 && reply.Line().Contains($"\"{typed}\"", StringComparison.Ordinal) ? "" : $"{reply.Everything()} {reply.IsForm} {reply.IsRefusal} {reply.Audience}", "#");

    [GeneratedRegex("[0-9a-f]{20}")]
    private static partial Regex Token();
}
