using System.Text.Json.Nodes;
using ChatOps.AdaptiveCards;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Data;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.Host.Demo;
using ChatOps.People;
using ChatOps.Teams.Drawing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Tests.Teams.Drawing;

/// <summary>
/// Every card that a feature can show, in a company that has lived for two months: the form of each command, then whatever
/// the buttons and rows of what is shown lead to. Each must be one that Teams takes.
/// </summary>
public sealed class EveryCardTests(OldCompany company) : IClassFixture<OldCompany>
{
    private static readonly string[] Sentences = ["gantt atlas", "burndown atlas", "how is atlas going", "help", "my laptop does not start", "who has a laptop", "what depends on DB01", "standup summary"];

    private const int MostPresses = 400;

    private int events;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ada", 25)]
    [InlineData("grace", 45)]
    [InlineData("pam", 25)]
    [InlineData("chief", 80)]
    public async Task Every_card_that_somebody_can_come_to_is_one_that_Teams_takes(string person, int least)
    {
        var waiting = new Queue<(Invocation Invocation, IReadOnlyList<string> Ask)>(Beginnings().Select(invocation => (invocation, (IReadOnlyList<string>)[])));
        var pressed = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var blocks = new HashSet<string>(StringComparer.Ordinal);

        foreach (var sentence in Sentences)
            Note(await Hear(person, new Input.Sentence(sentence)), sentence);

        while (pressed.Count < MostPresses && waiting.TryDequeue(out var next))
        {
            if (!pressed.Add($"{next.Invocation} {string.Join(',', next.Ask)}"))
                continue;

            Note(await Hear(person, new Input.Press(next.Invocation, next.Ask)), next.Invocation.Command);
        }

        Assert.True(seen.Count >= least, $"{seen.Count} commands showed a card: {string.Join(", ", seen.Order(StringComparer.Ordinal))}");
        Assert.Contains(nameof(Block.Table), blocks);

        if (person is "pam" or "chief")
            Assert.Superset(new HashSet<string> { nameof(Block.Gantt), nameof(Block.Chart) }, blocks);

        void Note(Reply reply, string what)
        {
            Check(reply, what);

            if (reply is { IsRefusal: false, Message.Card: { } card })
            {
                seen.Add(what);
                blocks.UnionWith(card.Body.Select(block => block.GetType().Name));

                foreach (var step in Steps(card).Where(step => step.Invocation.Command is not ("confirm" or "dismiss" or "undo")))
                    waiting.Enqueue(step);
            }
        }
    }

    private Task<Reply> Hear(string person, Input input) =>
        company.Bot.Hear(new(new("web", person), new("web", person), $"crawl-{person}-{++events}", input), Cancellation);

    private static void Check(Reply reply, string what)
    {
        var readers = new[] { "29:one" };

        try
        {
            foreach (var card in new MessageDrawing(new() { IsTeams = true, AccountOf = id => $"29:{id}", FilePress = file => new JsonObject { ["file"] = file.Hash } }) { Readers = readers }.Draw(reply.Message))
                TeamsCard.AssertTaken(card);

            if (reply is { IsForm: true, Message.Card: { } form })
                TeamsCard.AssertTaken(new CardDrawing(reply.Message.Reader, new() { IsTeams = true, IsDialog = true }).Draw(form));

            Assert.InRange(Summary.Of(reply.Message).Length, 1, Summary.Longest);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new InvalidOperationException($"{what}: {exception.Message}", exception);
        }
    }

    private IEnumerable<Invocation> Beginnings() => company.Features.Catalog.Commands.SelectMany(command =>
        (Invocation[])[new(command.Name, Arguments.None), .. Subjects(command).Select(id => Invocation.Of(command.Name, (command.Fields.First(IsSubject).Name, id)))]);

    private static IEnumerable<string> Subjects(CommandSpec command) => !command.Fields.Any(IsSubject) || command.Effect is Effect.Destructive ? [] : command.Name.Split(' ')[0] switch
    {
        "asset" => ["AST-1", "AST-20"],
        "project" or "gantt" or "burndown" => ["atlas", "PRJ-2"],
        "task" => ["TSK-1", "TSK-5"],
        _ => ["INC-1", "INC-60", "INC-124"],
    };

    private static bool IsSubject(Field field) => field.Kind is FieldKind.Ticket || field.IsSubject;

    private static IEnumerable<(Invocation Invocation, IReadOnlyList<string> Ask)> Steps(Card card) =>
        card.Choices.Select(choice => (choice.Invocation, choice.Ask)).Concat(card.Body.SelectMany(Opens).Select(open => (open, (IReadOnlyList<string>)[])));

    private static IEnumerable<Invocation> Opens(Block block) => block switch
    {
        Block.Table table => table.Rows.Select(row => row.Open).OfType<Invocation>().Take(4),
        Block.Gantt gantt => gantt.Spans.Select(span => span.Open).OfType<Invocation>().Take(2),
        Block.Section section => section.Body.SelectMany(Opens),
        _ => [],
    };
}

/// <summary>A company that has lived with the bot for two months, and somebody in it who may do everything.</summary>
public sealed class OldCompany : IAsyncLifetime
{
    private readonly InMemoryStore store = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chatops-test-");

    internal FeatureSet Features { get; } = new(TestBot.All);

    internal Bot Bot { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await store.Prepare(Features.Kinds);
        await Demonstration.Prepare(store, ["web", "terminal"]);
        await SampleCompany.Settle(store, default);

        using var walk = new Walk(store, Features);
        await walk.Run(TestBot.Monday, _ => { }, default);

        var chief = new Person("chief", "Chief") { Roles = (Roles)127, Language = "de", TimeZone = "Europe/Berlin" };
        await store.Commit(new Batch().Put(Person.Kind, chief, 0).Put(IdentityLink.Kind, IdentityLink.Between(new("web", chief.Id), chief), 0));

        var clock = new FakeTimeProvider(TestBot.Monday);
        Bot = new(store, Features, new Committed(), clock, NullLogger<Bot>.Instance, null, new Files(store, new(folder.FullName), clock));
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
