using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Tickets;
using Microsoft.Extensions.Logging;

namespace ChatOps.Benchmarks;

/// <summary>The whole bot on a store, without any wire: what a turn itself costs.</summary>
internal sealed class Desk : IAsyncDisposable
{
    /// <summary>So many that nobody collects more open tickets than people have.</summary>
    public const int People = 4_000;

    public const string Agent = "agent";

    private const int BatchSize = 500;
    private static readonly string[] Things = ["printer", "laptop", "monitor", "phone", "badge", "projector", "keyboard", "account"];

    // Only what goes wrong is said, and then it has to be.
    private static readonly ILoggerFactory Logging = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Error).AddConsole());

    private int said;

    private Desk(IStore store, FeatureSet features)
    {
        Store = store;
        Bot = new(store, features, new Committed(), TimeProvider.System, Logging.CreateLogger<Bot>());
    }

    public IStore Store { get; }

    public Bot Bot { get; }

    public static async Task<Desk> Open(IStore store)
    {
        var features = new FeatureSet(FeaturesAssembly.Itself.GetTypes().Where(type => type.IsAssignableTo(typeof(IFeature)) && !type.IsAbstract).Select(type => (IFeature)Activator.CreateInstance(type)!));
        await store.Prepare(features.Kinds);

        if (await store.Get(Person.Kind, Agent) is null)
            await Staff(store);

        return new(store, features);
    }

    /// <param name="conversation">What one person says in several goes on side by side.</param>
    public Task<Reply> Say(string person, string sentence, int conversation = 0) => Hear(person, new Input.Sentence(sentence), conversation);

    public Task<Reply> Press(string person, Invocation invocation) => Hear(person, new Input.Press(invocation), 0);

    public string Somebody() => $"p{Interlocked.Increment(ref said) % People}";

    public static string Sentence(int n) => $"My {Things[n % Things.Length]} {n} does not start since the update. It beeps three times, and the screen stays dark.";

    /// <summary>What the first button of a form sends.</summary>
    public static Invocation Send(Reply form) => form.Message.Card is { Choices: [var send, ..] } card
        ? send.Invocation with { Arguments = Inputs(card.Body).Where(input => input.Values is not []).Aggregate(send.Invocation.Arguments, (all, input) => all.With(input.Name, input.Values)) }
        : throw new InvalidOperationException("That is no form.");

    /// <summary>Opens tickets until there are this many, one in ten of them open, as a desk has them after some years.</summary>
    public async Task Fill(int from, int until)
    {
        foreach (var some in Enumerable.Range(from, Math.Max(0, until - from)).Chunk(BatchSize))
        {
            var batch = new Batch();

            foreach (var n in some)
                batch.Put(Ticket.Kind, TicketOf(n, await Store.NextNumber("INC")), 0);

            if (await Store.Commit(batch) is not Outcome.Committed)
                throw new InvalidOperationException("The tickets are there already.");
        }
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    private static Ticket TicketOf(int n, long number)
    {
        var at = TimeProvider.System.GetUtcNow().AddDays(-30).AddSeconds(n);

        return new Ticket(new("INC", number), TicketType.Incident, Sentence(n), $"p{n % People}", at)
        {
            Details = $"{Sentence(n)} It stands on floor {n % 40} of house {n % 12}.",
            Queue = "service-desk",
            Assignee = n % 3 is 0 ? Agent : null,
            State = n % 10 is 0 ? State.Assigned : State.Closed,
        }.Opened(new($"p{n % People}", at));
    }

    private async Task<Reply> Hear(string person, Input input, int conversation)
    {
        var reply = await Bot.Hear(new(new("bench", conversation is 0 ? person : $"{person}/{conversation}"), new("bench", person), Guid.NewGuid().ToString("N"), input));
        return reply.IsRefusal ? throw new InvalidOperationException($"{input}: {reply.Message.Card?.Title}") : reply;
    }

    private static IEnumerable<Block.Input> Inputs(IEnumerable<Block> blocks) => blocks.SelectMany(block => block switch
    {
        Block.Input input => [input],
        Block.Section section => Inputs(section.Body),
        _ => Array.Empty<Block.Input>(),
    });

    private static async Task Staff(IStore store)
    {
        var first = new Batch().Put(Queue.Kind, new("service-desk", "Service desk") { Members = [Agent] }, 0);
        await store.Commit(Add(first, new(Agent, "Agent") { Roles = Roles.Employee | Roles.Agent, MadeUp = true }));

        foreach (var some in Enumerable.Range(0, People).Chunk(BatchSize))
            await store.Commit(some.Aggregate(new Batch(), (batch, n) => Add(batch, new($"p{n}", $"Person {n}") { MadeUp = true })));
    }

    private static Batch Add(Batch batch, Person person) => batch
        .Put(Person.Kind, person, 0)
        .Put(IdentityLink.Kind, IdentityLink.Between(new("bench", person.Id), person), 0)
        .Put(IdentityLink.Kind, IdentityLink.Between(new("web", person.Id), person), 0)
        .Put(IdentityLink.Kind, IdentityLink.Between(new("teams", $"29:{person.Id}"), person), 0);
}
