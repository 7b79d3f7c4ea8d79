using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatOps.Benchmarks;

/// <summary>The whole bot on a store, without any wire: what a turn itself costs.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private const int People = 256;

    private readonly IStore store;
    private readonly Bot bot;

    private Desk(IStore store, FeatureSet features)
    {
        this.store = store;
        bot = new(store, features, new Committed(), TimeProvider.System, NullLogger<Bot>.Instance);
    }

    public static async Task<Desk> Open(IStore store)
    {
        var features = new FeatureSet(FeaturesAssembly.Itself.GetTypes().Where(type => type.IsAssignableTo(typeof(IFeature)) && !type.IsAbstract).Select(type => (IFeature)Activator.CreateInstance(type)!));
        await store.Prepare(features.Kinds);

        if (await store.Get(Person.Kind, "p0") is null)
        {
            var batch = new Batch().Put(Queue.Kind, new("service-desk", "Service desk") { Members = ["agent"] }, 0);
            Add(batch, new("agent", "Agent") { Roles = Roles.Employee | Roles.Agent });

            for (var i = 0; i < People; i++)
                Add(batch, new($"p{i}", $"Person {i}"));

            await store.Commit(batch);
        }

        return new(store, features);
    }

    public async Task<Reply> Say(string person, string sentence)
    {
        var reply = await bot.Hear(new(new("bench", person), new("bench", person), Guid.NewGuid().ToString("N"), new Input.Sentence(sentence)));
        return reply.IsRefusal ? throw new InvalidOperationException($"{sentence}: {reply.Message.Card?.Title}") : reply;
    }

    /// <summary>Opens tickets until there are this many, many conversations at once.</summary>
    public async Task Fill(int from, int until)
    {
        await Parallel.ForAsync(from, until, new ParallelOptions { MaxDegreeOfParallelism = People - 1 }, async (n, _) =>
            await Say($"p{n % (People - 1) + 1}", $"ticket new title:\"Printer {n} does not print on floor {n % 40}\" urgency:{(n % 3 is 0 ? "high" : "low")}"));

        // What waits to be delivered is no part of what is measured.
        while (await store.Claim(500, TimeSpan.FromMinutes(10), DateTimeOffset.MaxValue.AddDays(-1)) is { Count: > 0 } leases)
            await store.Commit(leases.Aggregate(new Batch(), (batch, lease) => batch.Finish(lease)));
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static void Add(Batch batch, Person person) =>
        batch.Put(Person.Kind, person, 0).Put(IdentityLink.Kind, IdentityLink.Between(new("bench", person.Id), person), 0);
}
