using System.Collections.Concurrent;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOps.Data.Tests.Postgres;

/// <summary>The server is stopped for a minute while people write: whoever had an answer has their words kept, whoever had none is told, and tries again.</summary>
public sealed class AwayForAMinuteTests
{
    private const int Talkers = 6;

    private readonly Fast clock = new();
    private readonly ConcurrentQueue<string> kept = [];
    private readonly ConcurrentQueue<(string Person, string Text, string Event)> refused = [];
    private readonly string folder = Directory.CreateTempSubdirectory("chatops-away-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_answered_is_lost_nothing_refused_is_half_there_and_what_is_sent_again_is_there_once()
    {
        SharedServer.SkipWithoutBinaries();
        await using var server = await PostgresServer.Start(isDurable: true);
        await using var store = await PostgresStore.Open(await server.FreshSchema(), TimeSpan.FromSeconds(30), clock, Cancellation);
        await using var services = new ServiceCollection().AddLogging()
            .AddSingleton<IStore>(store).AddSingleton(new FileFolder(folder)).AddSingleton<TimeProvider>(clock)
            .AddChatOps(FeaturesAssembly.Itself).BuildServiceProvider();
        var bot = services.GetRequiredService<Bot>();
        await Begin(bot, store, services.GetRequiredService<FeatureSet>());

        using var stop = new CancellationTokenSource();
        var talking = Task.WhenAll(Enumerable.Range(0, Talkers).Select(who => Task.Run(() => Talk(bot, $"p{who}", stop.Token), Cancellation)));
        await Until(() => kept.Count > 50);
        await server.Stop("fast");
        var before = kept.Count;
        await Task.Delay(TimeSpan.FromMinutes(1), clock, Cancellation);

        // Some were on their way when it went; from then on nobody was told that anything was kept.
        Assert.InRange(kept.Count, before, before + Talkers);
        Assert.NotEmpty(refused);
        await server.Start();
        var back = kept.Count;
        await Until(() => kept.Count > back + 50);
        await stop.CancelAsync();
        await talking;

        foreach (var (person, text, id) in refused)
        {
            Assert.False((await Says(bot, person, text, id)).IsRefusal);
            kept.Enqueue(text);
        }

        var there = new List<string>();

        for (string? after = null; ;)
        {
            var page = await store.Find(PublicReply.ByTicket.Where("INC-1") with { Take = 1000, After = after }, Cancellation);
            there.AddRange(page.Items.Select(item => item.Body.Text));

            if ((after = page.Next) is null)
                break;
        }

        Assert.Equal(kept.Order(StringComparer.Ordinal), there.Order(StringComparer.Ordinal));
        Assert.True((await new Verification(store).Run(cancellation: Cancellation)).IsSound);
        TestContext.Current.SendDiagnosticMessage("{0} kept, {1} of them sent again", kept.Count, refused.Count);
        Directory.Delete(folder, recursive: true);
    }

    private async Task Talk(Bot bot, string person, CancellationToken stop)
    {
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var (text, id) = ($"{person} says {n}", Guid.NewGuid().ToString());

            if ((await Says(bot, person, text, id)).IsRefusal)
                refused.Enqueue((person, text, id));
            else
                kept.Enqueue(text);
        }
    }

    // Every other one in a thread, of which is looked up first what it is about.
    private static Task<Reply> Says(Bot bot, string person, string text, string id) => bot.Hear(
        new(new("test", person) { Kind = person[^1] % 2 is 0 ? PlaceKind.Chat : PlaceKind.Thread }, new("test", person), id, new Input.Sentence($"ticket reply INC-1 {text}")), Cancellation);

    private static async Task Begin(Bot bot, PostgresStore store, FeatureSet features)
    {
        await store.Prepare(features.Kinds, Cancellation);
        var batch = new Batch().Put(Queue.Kind, new("service-desk", "Service desk") { Members = ["p0"] }, 0);

        for (var who = 0; who < Talkers; who++)
            batch.Put(Person.Kind, new($"p{who}", $"Person {who}") { Roles = Roles.Employee | Roles.Agent }, 0).Put(IdentityLink.Kind, IdentityLink.Between(new("test", $"p{who}"), new($"p{who}", "")), 0);

        Assert.IsType<Outcome.Committed>(await store.Commit(batch, Cancellation));
        Assert.False((await bot.Hear(new(new("test", "p0"), new("test", "p0"), "first", new Input.Sentence("ticket new The printer is on fire")), Cancellation)).IsRefusal);
    }

    private static async Task Until(Func<bool> isSo)
    {
        while (!isSo())
        {
            Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>A clock by which a minute is over in a second.</summary>
    private sealed class Fast : TimeProvider
    {
        private const int Times = 60;

        private readonly long began = System.GetTimestamp();

        public override long GetTimestamp() => began + ((System.GetTimestamp() - began) * Times);

        public override DateTimeOffset GetUtcNow() => Tickets.Start + GetElapsedTime(began);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / Times : dueTime, period > TimeSpan.Zero ? period / Times : period);
    }
}
