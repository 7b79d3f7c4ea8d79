using System.Globalization;
using System.Text;
using ChatOps.Data.Tests.Faults;
using ChatOps.Documents;

namespace ChatOps.Data.Tests;

/// <summary>What <c>chatops doctor --repair</c> does with a damaged file.</summary>
public sealed class RepairTests : IDisposable
{
    private const int Count = 150;
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(1);
    private readonly string folder = Directory.CreateTempSubdirectory("chatops-").FullName;

    private string FilePath => Path.Combine(folder, "chatops.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everything_that_is_not_damaged_is_recovered(bool isEncrypted)
    {
        var key = Keys.Any(isEncrypted);
        var (data, journal) = await Filled(key);
        var pagesOf = PagesOf(data, key);
        Assert.True(pagesOf.Values.All(pages => pages.Length > 0) && pagesOf.Values.Any(pages => pages.Length > 2));
        var random = new Random(3);
        var (lost, reported) = (0, 0);

        for (var i = 0; i < Effort.Times(25, thoroughly: 500); i++)
        {
            var hurt = (byte[])data.Clone();
            var pages = Hurt(hurt, random);
            var missing = pagesOf.Where(pair => pair.Value.Any(pages.Contains)).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
            LiteDbFile.Delete(FilePath);
            await File.WriteAllBytesAsync(FilePath, hurt, Cancellation);
            await File.WriteAllBytesAsync(FilePath + ".journal", journal, Cancellation);

            var repaired = await LiteDbRepair.Run(FilePath, key, Cancellation).WaitAsync(LongEnough, Cancellation);

            Assert.Equal(pages, repaired.DamagedPages);
            Assert.Equal(hurt, await File.ReadAllBytesAsync(repaired.OldFile, Cancellation));
            Assert.True(repaired.HasJournal);
            var kind = repaired.Kinds.SingleOrDefault(found => found.Kind is "ticket");
            Assert.Equal(Count - missing.Count, kind?.Recovered ?? 0);

            await using var store = LiteDbStore.Open(FilePath, key: key);
            await store.Prepare([Tickets.Kind], Cancellation);
            var found = (await store.Find(Tickets.Open.Where() with { Take = 1000 }, Cancellation)).Items.Select(item => item.Id).ToHashSet();
            Assert.Equal(Enumerable.Range(0, Count).Select(Id).Where(id => !missing.Contains(id)).ToHashSet(), found);
            Assert.Equal(found.Count, (await store.Search(Tickets.Kind, "printer", take: 1, cancellation: Cancellation)).Total);
            Assert.True(await store.NextNumber("INC", Cancellation) > found.Select(id => int.Parse(id[4..], CultureInfo.InvariantCulture)).DefaultIfEmpty().Max());
            (lost, reported) = (lost + missing.Count, reported + (kind?.Lost ?? 0));
        }

        // What is lost is counted, as far as the index pages that know it are left.
        Assert.True(lost > 0 && reported <= lost && reported > lost / 2, $"{lost} lost, {reported} reported");
    }

    [Fact]
    public async Task What_only_the_journal_holds_is_recovered_too()
    {
        MemoryFile data = new(), journal = new();
        var store = LiteDbStore.Open(data, journal);

        for (var i = 0; i < 20; i++)
            await store.Commit(new Batch().Put(Tickets.New(Id(i))), Cancellation);

        await File.WriteAllBytesAsync(FilePath, data.Bytes, Cancellation);
        await File.WriteAllBytesAsync(FilePath + ".journal", journal.Bytes, Cancellation);
        await store.DisposeAsync();

        var repaired = await LiteDbRepair.Run(FilePath, cancellation: Cancellation);

        Assert.Equal(new Recovery("ticket", 20, 0), Assert.Single(repaired.Kinds, kind => kind.Kind is "ticket"));
    }

    [Fact]
    public async Task A_file_of_another_program_is_left_alone()
    {
        await File.WriteAllTextAsync(FilePath, new string('x', 100_000), Cancellation);
        var refused = await Assert.ThrowsAsync<StoreException>(() => LiteDbRepair.Run(FilePath, cancellation: Cancellation));
        Assert.StartsWith($"Nothing can be read of {FilePath}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["chatops.db"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    private static string Id(int number) => $"INC-{number + 1}";

    private async Task<(byte[] Data, byte[] Journal)> Filled(StoreKey? key)
    {
        await using (var store = LiteDbStore.Open(FilePath, key: key))
        {
            await store.Prepare([Tickets.Kind], Cancellation);

            for (var i = 0; i < Count; i++)
            {
                await store.NextNumber("INC", Cancellation);
                var ticket = Tickets.New(Id(i), labels: $"[{Id(i)}]") with { Title = "printer " + string.Concat(Enumerable.Repeat($"[{Id(i)}] ", i % 10 is 0 ? 3000 : 40)) };
                await store.Commit(new Batch().Put(ticket).Note(Tickets.Fact(Id(i))).Schedule(Tickets.Job("j" + i)).Once("e" + i, Tickets.Start), Cancellation);
            }
        }

        return (await File.ReadAllBytesAsync(FilePath, Cancellation), await File.ReadAllBytesAsync(FilePath + ".journal", Cancellation));
    }

    // One to four pages, by a bit or altogether.
    private static SortedSet<long> Hurt(byte[] image, Random random)
    {
        var pages = new SortedSet<long>();
        var count = (image.Length - FileHead.Size) / PageSeal.BlockSize;

        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var page = random.Next(count);
            var block = image.AsSpan(FileHead.Size + (page * PageSeal.BlockSize), PageSeal.BlockSize);

            if (!pages.Add(page))
                continue;

            if (random.Next(2) is 0)
                block[random.Next(block.Length)] ^= 16;
            else
                random.NextBytes(block);
        }

        return pages;
    }

    // Every piece of a ticket bears its number, so that its pages can be found without LiteDB.
    private static Dictionary<string, long[]> PagesOf(byte[] image, StoreKey? key)
    {
        var head = FileHead.Read(new MemoryFile(image), "x");
        using var seal = PageSeal.For(head, key);
        var data = new List<(long Number, int Table, string Text)>();
        var page = new byte[PageSeal.PageSize];

        for (var number = 0L; number < head.Pages; number++)
        {
            Assert.True(seal.TryOpen(number, image.AsSpan((int)(FileHead.Size + (number * PageSeal.BlockSize)), PageSeal.BlockSize), page));

            if (page[4] is 4)
                data.Add((number, BitConverter.ToInt32(page, 19), Encoding.Latin1.GetString(page)));
        }

        var table = data.First(one => one.Text.Contains("[INC-1] [INC-1] ", StringComparison.Ordinal)).Table;

        return Enumerable.Range(0, Count).Select(Id).ToDictionary(
            id => id,
            id => data.Where(one => one.Table == table && (one.Text.Contains($"[{id}]", StringComparison.Ordinal) || one.Text.Contains(id + '\0', StringComparison.Ordinal))).Select(one => one.Number).ToArray(),
            StringComparer.Ordinal);
    }
}
