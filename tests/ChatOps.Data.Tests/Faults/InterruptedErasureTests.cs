using System.Text;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Privacy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Data.Tests.Faults;

/// <summary>An erasure that is cut off anywhere is begun again, and then nothing is left.</summary>
public sealed class InterruptedErasureTests : IDisposable
{
    private const int Turns = 60;

    private readonly string folder = Directory.CreateTempSubdirectory("chatops-erasure-").FullName;
    private readonly FakeTimeProvider clock = new(Tickets.Start);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Wherever_it_is_cut_off_the_second_run_leaves_nothing_and_the_trail_holds()
    {
        var (data, journal) = await Lived();
        var whole = await Erase(new(data), new(journal), int.MaxValue);
        Assert.True(whole > 50, $"Only {whole} writes: nothing was tried.");

        foreach (var writes in Enumerable.Range(0, Effort.Times(12, thoroughly: 200)).Select(n => whole * n / Effort.Times(12, thoroughly: 200)).Distinct())
        {
            MemoryFile left = new(data), leftJournal = new(journal);
            await Erase(left, leftJournal, writes);
            await Erase(left, leftJournal, int.MaxValue);

            await using (var store = LiteDbStore.Open(left, leftJournal))
            {
                using var exported = new MemoryStream();
                await store.Export(exported, Cancellation);
                AssertNothing(exported.ToArray(), $"the export after {writes} writes");
                Assert.Contains("ada has my mouse", Encoding.UTF8.GetString(exported.ToArray()), StringComparison.Ordinal);
                Assert.True((await new Verification(store).Run(cancellation: Cancellation)).IsSound);
            }

            AssertNothing(left.Bytes, $"the file after {writes} writes");
            AssertNothing(leftJournal.Bytes, $"the journal after {writes} writes");
        }
    }

    private static void AssertNothing(byte[] bytes, string where)
    {
        var text = Encoding.Latin1.GetString(bytes);
        Assert.All((string[])["quillfeather", "una.quill", "zwetschgen"], trace => Assert.False(text.Contains(trace, StringComparison.OrdinalIgnoreCase), $"{trace} is in {where}"));
    }

    /// <returns>How often it wrote, until it was done or could not.</returns>
    private async Task<int> Erase(MemoryFile data, MemoryFile journal, int writes)
    {
        var budget = new Budget();
        var store = LiteDbStore.Open(new Limited(data, budget), new Limited(journal, budget));

        try
        {
            await using var bot = Bot(store);
            await store.Prepare(bot.GetRequiredService<FeatureSet>().Kinds, Cancellation);
            budget.Left = writes;
            await new PersonalData(store, bot.GetRequiredService<FeatureSet>(), new(folder), clock).Erase("una.quill", "former-1", Cancellation);
        }
        catch (Exception e) when (e is StoreException or IOException && writes < int.MaxValue)
        {
            // The disk is gone, as was meant.
        }
        finally
        {
            try
            {
                await store.DisposeAsync();
            }
            catch (Exception e) when (e is StoreException or IOException)
            {
                // It cannot tidy up either.
            }
        }

        return writes - budget.Left;
    }

    // Una asks, writes and is mentioned, and so is somebody else.
    private async Task<(byte[] Data, byte[] Journal)> Lived()
    {
        MemoryFile data = new(), journal = new();

        await using (var store = LiteDbStore.Open(data, journal))
        {
            await using var bot = Bot(store);
            await store.Prepare(bot.GetRequiredService<FeatureSet>().Kinds, Cancellation);
            Person[] people = [new("una.quill", "Una Quillfeather") { Email = "una.quill@corp.example" }, new("ada", "Ada Low"), new("grace", "Grace") { Roles = Roles.Employee | Roles.Agent }];
            var batch = new Batch().Put(Queue.Kind, new("service-desk", "Service desk") { Members = ["grace"] }, 0);

            foreach (var person in people)
                batch.Put(Person.Kind, person, 0).Put(IdentityLink.Kind, IdentityLink.Between(new("test", person.Id), person), 0);

            Assert.IsType<Outcome.Committed>(await store.Commit(batch, Cancellation));

            for (var n = 0; n < Turns; n++)
            {
                await Says("una.quill", $"ticket new Zwetschgenknoedel {n} are cold");
                await Says("grace", $"ticket reply INC-{n + 1} Dear Una Quillfeather, warm them");
            }

            await Says("grace", "ticket new ada has my mouse");

            async Task Says(string person, string sentence) => Assert.False((await bot.GetRequiredService<Bot>().Hear(
                new(new("test", person), new("test", person), Guid.NewGuid().ToString(), new Input.Sentence(sentence)), Cancellation)).IsRefusal);
        }

        return (data.Bytes, journal.Bytes);
    }

    private ServiceProvider Bot(LiteDbStore store) => new ServiceCollection().AddLogging()
        .AddSingleton<IStore>(store).AddSingleton(new FileFolder(folder)).AddSingleton<TimeProvider>(clock)
        .AddChatOps(FeaturesAssembly.Itself).BuildServiceProvider();


    private sealed class Budget
    {
        public int Left { get; set; } = int.MaxValue;
    }

    /// <summary>A disk that takes so many writes and no more.</summary>
    private sealed class Limited(IBlockFile file, Budget budget) : IBlockFile
    {
        public long Length => file.Length;

        public long Room => file.Room;

        public int Read(Span<byte> buffer, long offset) => file.Read(buffer, offset);

        public void Write(ReadOnlySpan<byte> buffer, long offset)
        {
            if (budget.Left is 0)
                throw new IOException("no space left");

            budget.Left--;
            file.Write(buffer, offset);
        }

        public void SetLength(long length)
        {
            if (budget.Left is 0)
                throw new IOException("no space left");

            file.SetLength(length);
        }

        public void Sync() => file.Sync();

        public void Dispose()
        {
        }
    }
}
