using System.Text;
using ChatOps.Documents;
using CsCheck;

namespace ChatOps.Data.Tests;

/// <summary>Whatever becomes of the bytes of a file, it either says so or gives back what was written.</summary>
public sealed class DamageTests
{
    private const int Filled = 120;
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly Gen<(int Kind, int At, int Length, int Seed)> Damages =
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, int.MaxValue], Gen.Int[1, 40_000], Gen.Int);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_damage_to_a_closed_file_is_read_back(bool isEncrypted)
    {
        var (older, newer) = await Images(isEncrypted);
        var told = await Told(newer, Keys.Any(isEncrypted));
        Assert.IsType<string[]>(told);

        Damages.Sample(
            damage =>
            {
                var hurt = Hurt(newer, older, damage);
                var after = Told(hurt, Keys.Any(isEncrypted)).WaitAsync(LongEnough).GetAwaiter().GetResult();

                if (after is string[] lines)
                    Assert.Equal((string[])told, lines);
                else
                    Assert.True(IsClear((string)after), (string)after);
            },
            iter: 150);
    }

    [Fact]
    public async Task Every_flipped_bit_of_a_page_is_found_by_looking_at_all_of_them()
    {
        var (_, image) = await Images(isEncrypted: false);
        Gen.Int[FileHead.Size * 8, (image.Length * 8) - 1].Sample(
            bit =>
            {
                var hurt = (byte[])image.Clone();
                hurt[bit / 8] ^= (byte)(1 << (bit % 8));
                var head = FileHead.Read(new MemoryFile(hurt), "x");
                using var seal = PageSeal.For(head, null);
                var pages = new PageFile(new MemoryFile(hurt), head, seal, "x");
                Assert.True(!pages.IsOfOneMoment || pages.Damaged().Count is 1);
            },
            iter: 2000);
    }

    [Fact]
    public async Task A_damaged_page_is_named_with_what_to_do_and_the_rest_can_be_read()
    {
        var (_, image) = await Images(isEncrypted: false);
        var refusals = 0;
        var found = 0;

        for (var page = 1; FileHead.Size + ((page + 1) * PageSeal.BlockSize) <= image.Length; page++)
        {
            var hurt = (byte[])image.Clone();
            hurt[FileHead.Size + (page * PageSeal.BlockSize) + 4000] ^= 4;
            LiteDbStore store;

            try
            {
                store = LiteDbStore.Open(new MemoryFile(hurt), new MemoryFile());
            }
            catch (StoreException e)
            {
                Assert.True(IsClear(e.Message), e.Message);
                continue;
            }

            await using (store)
            {
                for (var i = 0; i < Filled; i++)
                {
                    try
                    {
                        found += await store.Get(Tickets.Kind, "t" + i, Cancellation) is { Body.Title: var title } && title == $"printer t{i} jammed" ? 1 : 0;
                    }
                    catch (StoreException e)
                    {
                        Assert.Equal($"The store in memory is damaged: page {page} is not what was written there. Run chatops doctor --repair, which keeps what can be read, or restore a backup.", e.Message);
                        refusals++;
                    }
                }
            }
        }

        Assert.True(refusals > Filled && found > refusals, $"{refusals} refused, {found} found");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Damage_in_a_journal_loses_no_commit_silently_but_the_last(bool isEncrypted)
    {
        MemoryFile data = new(), journal = new();
        var store = LiteDbStore.Open(data, journal, key: Keys.Any(isEncrypted));

        for (var i = 0; i < 40; i++)
            await store.Commit(new Batch().Put(Tickets.New("t" + i)), Cancellation);

        var (found, log) = (data.Bytes, journal.Bytes);
        await store.DisposeAsync();

        Gen.Select(Gen.Int[0, (log.Length * 8) - 1], Gen.Bool).Sample(
            (bit, cut) =>
            {
                var hurt = cut ? log[..(bit / 8)] : (byte[])log.Clone();

                if (!cut)
                    hurt[bit / 8] ^= (byte)(1 << (bit % 8));

                try
                {
                    var again = LiteDbStore.Open(new MemoryFile(found), new MemoryFile(hurt), key: Keys.Any(isEncrypted));
                    var count = again.Count(Tickets.Open.Where(), Cancellation).AsTask().WaitAsync(LongEnough).GetAwaiter().GetResult();
                    again.DisposeAsync().AsTask().GetAwaiter().GetResult();

                    // A cut end is what power loss leaves, and cannot be told from it.
                    Assert.True(cut || count >= 39, $"{count} of 40");
                }
                catch (StoreException e)
                {
                    Assert.True(IsClear(e.Message), e.Message);
                }
            },
            iter: 300);
    }

    [Fact]
    public async Task A_journal_of_another_time_is_refused()
    {
        MemoryFile data = new(), journal = new();
        await Fill(data, journal, 0, 50);
        var (oldData, oldJournal) = (data.Bytes, journal.Bytes);
        await Fill(data, journal, 50, 100);
        await Fill(data, journal, 100, 150);

        RefusedPair(new(oldData), journal);
        RefusedPair(data, new(oldJournal));

        MemoryFile otherData = new(), otherJournal = new();
        await Fill(otherData, otherJournal, 0, 10);
        RefusedPair(data, otherJournal);

        // A closed file needs none.
        await using var alone = LiteDbStore.Open(new MemoryFile(oldData), new MemoryFile());
        Assert.Equal(50, await alone.Count(Tickets.Open.Where(), Cancellation));
    }

    private static void RefusedPair(MemoryFile data, MemoryFile journal) => Assert.StartsWith(
        "The journal in memory.journal does not belong to in memory as that is now",
        Assert.Throws<StoreException>(() => LiteDbStore.Open(new MemoryFile(data.Bytes), new MemoryFile(journal.Bytes))).Message,
        StringComparison.Ordinal);

    private static bool IsClear(string sentence) => sentence.StartsWith("The store in memory", StringComparison.Ordinal)
        && sentence.Contains(" is damaged: ", StringComparison.Ordinal)
        && sentence.EndsWith("Run chatops doctor --repair, which keeps what can be read, or restore a backup.", StringComparison.Ordinal)
        || sentence.StartsWith("The journal in memory.journal does not belong to", StringComparison.Ordinal)
        || sentence.Contains("newer version", StringComparison.Ordinal);

    private static byte[] Hurt(byte[] image, byte[] older, (int Kind, int At, int Length, int Seed) damage)
    {
        var hurt = (byte[])image.Clone();
        var at = damage.At % hurt.Length;
        var blocks = (hurt.Length - FileHead.Size) / PageSeal.BlockSize;

        switch (damage.Kind)
        {
            case 0:
                hurt[at] ^= (byte)(1 << (damage.Seed & 7));
                break;
            case 1:
                new Random(damage.Seed).NextBytes(hurt.AsSpan(at, Math.Min(damage.Length, hurt.Length - at)));
                break;
            case 2:
                return hurt[..at];
            default:
                var one = Block(hurt, damage.At % blocks);
                var other = Block(damage.Seed % 2 is 0 ? hurt : older, damage.Length % blocks);
                var kept = one.ToArray();
                other.CopyTo(one);

                if (damage.Seed % 2 is 0)
                    kept.CopyTo(other);

                break;
        }

        return hurt;
    }

    // In an older image the same page, as it was then.
    private static Span<byte> Block(byte[] image, int page) =>
        image.AsSpan(Math.Min(FileHead.Size + (page * PageSeal.BlockSize), image.Length - PageSeal.BlockSize), PageSeal.BlockSize);

    private static async Task<(byte[] Older, byte[] Newer)> Images(bool isEncrypted)
    {
        MemoryFile data = new(), journal = new();
        await Fill(data, journal, 0, Filled / 2, isEncrypted);
        var older = data.Bytes;
        await Fill(data, journal, Filled / 2, Filled, isEncrypted);
        return (older, data.Bytes);
    }

    private static async Task Fill(MemoryFile data, MemoryFile journal, int from, int to, bool isEncrypted = false)
    {
        await using var store = LiteDbStore.Open(data, journal, key: Keys.Any(isEncrypted));

        for (var i = from; i < to; i++)
            await store.Commit(new Batch().Put(Tickets.New("t" + i, labels: "l" + (i % 3))).Note(Tickets.Fact("t" + i)).Schedule(Tickets.Job("j" + i)), Cancellation);
    }

    /// <returns>Everything that is in the file, or the sentence that it is damaged.</returns>
    private static async Task<object> Told(byte[] image, StoreKey? key)
    {
        try
        {
            await using var store = LiteDbStore.Open(new MemoryFile(image), new MemoryFile(), key: key);
            using var file = new MemoryStream();
            await store.Export(file, Cancellation);
            var found = (await store.Find(Tickets.Open.Where() with { Take = 1000 }, Cancellation)).Items.Select(item => item.Body.Title);
            var searched = await store.Search(Tickets.Kind, "printer", take: 1000, cancellation: Cancellation);
            return (string[])[.. Encoding.UTF8.GetString(file.ToArray()).Split('\n').Order(StringComparer.Ordinal), .. found, $"{searched.Total}"];
        }
        catch (StoreException e)
        {
            return e.Message;
        }
    }
}
