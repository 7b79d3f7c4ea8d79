using System.Text;
using ChatOps.Documents;

namespace ChatOps.Data.Tests;

/// <summary>What stands on the disk when a key is set.</summary>
public sealed class EncryptionTests : IDisposable
{
    private const int Pages = 100_000;
    private readonly string folder = Directory.CreateTempSubdirectory("chatops-").FullName;

    private string FilePath => Path.Combine(folder, "chatops.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_word_of_a_document_stands_in_the_file_or_in_the_journal(bool isEncrypted)
    {
        var key = Keys.Any(isEncrypted);
        var copy = FilePath + ".backup";

        await using (var store = LiteDbStore.Open(FilePath, key: key))
        {
            for (var i = 0; i < 200; i++)
                await store.Commit(new Batch().Put(Tickets.New("t" + i, "grace") with { Title = "Kaffeemaschine " + i }).Note(Tickets.Fact("t" + i)), Cancellation);

            await store.Backup(copy);
            await store.Commit(new Batch().Put(Tickets.New("last", "grace") with { Title = "Kaffeemaschine" }), Cancellation);
        }

        foreach (var path in (string[])[FilePath, FilePath + ".journal", copy])
        {
            var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path, Cancellation));
            Assert.All(["Kaffeemaschine", "kaffeemaschine", "grace", "document", "assignee"], word => Assert.Equal(!isEncrypted, text.Contains(word, StringComparison.Ordinal)));
        }

        await using var again = LiteDbStore.Open(copy, key: key);
        Assert.Equal(200, await again.Count(Tickets.Open.Where("grace"), Cancellation));
    }

    [Fact]
    public async Task The_wrong_key_no_key_and_a_key_too_many_are_told_apart()
    {
        await LiteDbStore.Open(FilePath, key: Keys.One).DisposeAsync();
        await LiteDbStore.Open(FilePath + "2").DisposeAsync();

        Refused(FilePath, Keys.Other, $"The key does not fit: the store {FilePath} was encrypted with another. Set Data:Key or Data:KeyFile to that one.");
        Refused(FilePath, null, $"The store {FilePath} is encrypted, and no key is set. Set Data:Key or Data:KeyFile to the key it was made with.");
        Refused(FilePath + "2", Keys.One, $"The store {FilePath}2 is not encrypted, and a key is set. To change over, run chatops backup without the key, then chatops restore with it into an empty data folder.");

        await LiteDbStore.Open(FilePath, key: Keys.One).DisposeAsync();
    }

    [Fact]
    public void No_nonce_is_used_twice()
    {
        using var seal = PageSeal.For(FileHead.New(Keys.One), Keys.One);
        var page = new byte[PageSeal.PageSize];
        var block = new byte[PageSeal.BlockSize];
        var nonces = new HashSet<(long, int)>();

        for (var i = 0; i < Pages; i++)
        {
            seal.Close(7, 1, page, block);
            var trailer = block.AsSpan(PageSeal.PageSize);
            nonces.Add((BitConverter.ToInt64(trailer[4..]), BitConverter.ToInt32(trailer[12..])));
        }

        Assert.Equal(Pages, nonces.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("c2hvcnQ=")]
    public void A_key_that_could_be_guessed_is_refused_and_not_printed(string key)
    {
        var refused = Assert.Throws<StoreException>(() => StoreKey.Parse(key, "The setting Data:Key"));
        Assert.StartsWith("The setting Data:Key is ", refused.Message, StringComparison.Ordinal);
        Assert.False(key.Length > 0 && refused.Message.Contains(key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(200_001)]
    public void A_sealed_file_gives_back_what_was_written_from_any_place_or_says_that_it_is_damaged(int length)
    {
        var plain = new byte[length];
        new Random(length).NextBytes(plain);
        var bytes = Sealed(plain, Keys.One);

        using (var reader = SealedReader.Open(new MemoryStream(bytes), Keys.One))
        {
            Assert.Equal(length, reader.Length);
            var back = new byte[length];
            reader.ReadExactly(back);
            Assert.Equal(plain, back);
            reader.Position = length / 2;
            Assert.Equal(length is 0 ? -1 : plain[length / 2], reader.ReadByte());
        }

        Assert.StartsWith("The file was encrypted with another key", Reading(bytes, Keys.Other), StringComparison.Ordinal);

        for (var i = 0; i < 50; i++)
        {
            var hurt = (byte[])bytes.Clone();
            hurt[new Random(i).Next(16, hurt.Length)] ^= 1;
            Assert.NotNull(Reading(hurt, Keys.One));
            Assert.NotNull(Reading(bytes[..new Random(i).Next(32, bytes.Length)], Keys.One));
        }
    }

    [Fact]
    public void A_passphrase_opens_what_it_closed()
    {
        var bytes = Sealed("words"u8.ToArray(), StoreKey.OfPassphrase("correct horse battery"));
        Assert.True(SealedReader.IsSealed(new MemoryStream(bytes)));
        Assert.Null(Reading(bytes, StoreKey.OfPassphrase("correct horse battery\n")));
        Assert.NotNull(Reading(bytes, StoreKey.OfPassphrase("correct horse bakery")));
        Assert.StartsWith("The passphrase is shorter", Assert.Throws<StoreException>(() => StoreKey.OfPassphrase("short")).Message, StringComparison.Ordinal);
    }

    private static byte[] Sealed(byte[] plain, StoreKey key)
    {
        using var file = new MemoryStream();

        using (var writer = new SealedWriter(file, key))
            writer.Write(plain);

        return file.ToArray();
    }

    private static string? Reading(byte[] bytes, StoreKey key)
    {
        try
        {
            using var reader = SealedReader.Open(new MemoryStream(bytes), key);
            reader.CopyTo(Stream.Null);
            return null;
        }
        catch (StoreException e)
        {
            return e.Message;
        }
    }

    private static void Refused(string path, StoreKey? key, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<StoreException>(() => LiteDbStore.Open(path, key: key)).Message);
}
