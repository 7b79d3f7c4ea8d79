using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;
using ChatOps.Prose;
using ChatOps.Tickets;

namespace ChatOps.Tests.Tickets;

/// <summary>A help desk with people: Ada asks, Grace and Ruth work, Holly works on people's matters, which are restricted.</summary>
internal sealed class HelpDesk : IAsyncDisposable
{
    /// <param name="beside">Other platforms, beside the one that everybody is on.</param>
    public HelpDesk(params IChannel[] beside)
        : this(null, beside)
    {
    }

    /// <param name="model">What puts facts into words.</param>
    public HelpDesk(IModel? model, params IChannel[] beside)
    {
        Bot = new(model, beside);
        Bot.Add(new Queue("service-desk", "Service desk") { Members = ["grace", "ruth"], Owner = "ruth" });
        Bot.Add(new Queue("hr", "People") { Members = ["holly"], Owner = "holly", Restricted = true });
        Bot.Add(new Queue("network", "Network") { Members = ["ruth"], Owner = "ruth" });
        Ada = Bot.Add(new Person("ada", "Ada") { Department = "Sales", Site = "Berlin", Manager = "ruth", Vip = true });
        Bo = Bot.Employee("bo");
        Grace = Bot.Agent("grace");
        Ruth = Bot.Agent("ruth");
        Holly = Bot.Agent("holly");
        Root = Bot.Add(new Person("root", "Root") { Roles = Roles.Employee | Roles.Administrator });
    }

    public TestBot Bot { get; }

    public TestBot.Actor Ada { get; }

    public TestBot.Actor Bo { get; }

    public TestBot.Actor Grace { get; }

    public TestBot.Actor Ruth { get; }

    public TestBot.Actor Holly { get; }

    public TestBot.Actor Root { get; }

    public ValueTask DisposeAsync() => Bot.DisposeAsync();

    public async Task<Ticket> Ticket(string id = "INC-1") =>
        (await Bot.Store.Get(ChatOps.Tickets.Ticket.Kind, id, TestContext.Current.CancellationToken))!.Body;

    /// <summary>INC-1: Ada cannot print.</summary>
    public Task<Reply> Asked() => Ada.Says("ticket new The printer is on fire");

    public async Task Claimed()
    {
        await Asked();
        await Grace.Says("ticket assign INC-1");
    }

    public async Task Resolved()
    {
        await Claimed();
        await Grace.Says("ticket resolve INC-1 code:fixed Put it out");
    }

    /// <summary>INC-1 has gone to the restricted queue.</summary>
    public async Task Hidden()
    {
        await Asked();
        await Grace.Says("ticket update INC-1 queue:hr");
    }
}

internal static class Reading
{
    public static string Line(this Reply reply) => reply.Message.Line();

    /// <summary>The line of a message; when it has none, the title of its card.</summary>
    public static string Line(this Message message) => (message.Text ?? message.Card?.Title)?.ToString() ?? "";

    public static string[] Lines(this TestBot.Actor actor) => [.. actor.Inbox.Select(Line)];

    public static string[] Labels(this Message message) => [.. (message.Card?.Choices ?? []).Select(choice => choice.Label.ToString())];

    public static string[] Labels(this Reply reply) => reply.Message.Labels();

    /// <summary>What a form holds for a field, shown or not.</summary>
    public static string? Given(this Reply form, string name) =>
        Inputs(form.Message.Card!.Body).FirstOrDefault(input => input.Name == name) is { Values: [var value, ..] }
            ? value
            : form.Message.Card!.Choices[0].Invocation.Arguments[name];

    /// <summary>Everything that somebody could read in it.</summary>
    public static string Everything(this Message message)
    {
        var json = System.Text.Json.JsonSerializer.Serialize(message, MessageJson.Default.Message);
        // As it is read, not as JSON escapes it.
        return System.Text.RegularExpressions.Regex.Replace(json, @"\\u([0-9A-Fa-f]{4})", match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString());
    }

    public static string Everything(this Reply reply) => reply.Message.Everything();

    public static IEnumerable<Block.Input> Inputs(IEnumerable<Block> body) => body.SelectMany(block => block switch
    {
        Block.Input input => [input],
        Block.Section section => Inputs(section.Body),
        _ => Enumerable.Empty<Block.Input>(),
    });

    public static Block.Row[] Rows(this Reply reply) => [.. reply.Message.Card!.Body.OfType<Block.Table>().SelectMany(table => table.Rows)];

    public static string[] Numbers(this Reply reply) => [.. reply.Rows().Select(row => row.Cells[0].ToString())];

    public static Invocation Invocation(this Reply reply, string label) => reply.Message.Card!.Choices.First(choice => choice.Label.ToString() == label).Invocation;
}
