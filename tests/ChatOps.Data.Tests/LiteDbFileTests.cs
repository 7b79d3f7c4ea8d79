using ChatOps.Documents;
using LiteDB;

namespace ChatOps.Data.Tests;

/// <summary>The file that the embedded store keeps: what survives closing it, and what is refused instead of used.</summary>
public sealed class LiteDbFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chatops-").FullName;

    private string FilePath => Path.Combine(folder, "data", "chatops.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Everything_is_there_when_the_file_is_opened_again()
    {
        await using (var store = LiteDbStore.Open(FilePath))
        {
            await store.Commit(new Batch().Put(Tickets.New("1")).Note(Tickets.Fact("1")).Once("event", Tickets.Start, "reply"), Cancellation);
            await store.Commit(new Batch().Schedule(Tickets.Job("a", 0, "lane")).Schedule(Tickets.Job("b", 0, "lane")), Cancellation);
            Assert.Equal(1, await store.NextNumber("INC", Cancellation));
            Assert.Single(await store.Claim(9, TimeSpan.FromMinutes(1), Tickets.Start, Cancellation));
        }

        await using var again = LiteDbStore.Open(FilePath);
        Assert.Equal(1, (await again.Get(Tickets.Kind, "1", Cancellation))!.Version);
        Assert.Single((await again.Find(Tickets.Open.Where("ann"), Cancellation)).Items);
        Assert.Single(await again.Trail("1", 9, Cancellation));
        Assert.Equal(new Outcome.Duplicate("reply"), await again.Commit(new Batch().Once("event", Tickets.Start), Cancellation));
        Assert.Equal(2, await again.NextNumber("INC", Cancellation));
        Assert.Empty(await again.Claim(9, TimeSpan.FromMinutes(1), Tickets.Start, Cancellation));
        Assert.Equal("a", Assert.Single(await again.Claim(9, TimeSpan.FromMinutes(1), Tickets.Start.AddMinutes(1), Cancellation)).Job.Id);
    }

    [Fact]
    public async Task A_prepared_kind_is_not_indexed_again_when_the_file_is_opened_again()
    {
        await using (var store = LiteDbStore.Open(FilePath))
        {
            await store.Prepare([Tickets.Kind], Cancellation);
            await store.Commit(new Batch().Put(Tickets.New("1")), Cancellation);
        }

        await using var again = LiteDbStore.Open(FilePath);
        await again.Prepare([Tickets.Kind], Cancellation);
        Assert.Equal(1, await again.Count(Tickets.Open.Where(), Cancellation));
    }

    [Fact]
    public async Task Readers_share_the_instance_of_a_document()
    {
        await using var store = LiteDbStore.Open(FilePath);
        await store.Commit(new Batch().Put(Tickets.New("1")), Cancellation);
        Assert.Same(await store.Get(Tickets.Kind, "1", Cancellation), await store.Get(Tickets.Kind, "1", Cancellation));
    }

    [Fact]
    public async Task A_second_opening_is_refused_until_the_first_is_closed()
    {
        await using (LiteDbStore.Open(FilePath))
            Refused($"The store {FilePath} is in use by another process. Stop that one first: only one process can own a LiteDB file.");

        await LiteDbStore.Open(FilePath).DisposeAsync();
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        var store = LiteDbStore.Open(FilePath);
        await store.DisposeAsync();
        await store.DisposeAsync();
        var refused = await Assert.ThrowsAsync<StoreException>(() => store.Commit(new Batch().Put(Tickets.New("1")), Cancellation));
        Assert.Equal("The store is closed.", refused.Message);
        await Assert.ThrowsAsync<StoreException>(async () => await store.Get(Tickets.Kind, "1", Cancellation));
    }

    [Fact]
    public void A_file_of_something_else_is_refused_and_left_alone()
    {
        Write(FilePath, new string('x', 20_000));
        Refused($"The store {FilePath} is damaged: it does not begin like a database of ChatOps. Run chatops doctor --repair, which keeps what can be read, or restore a backup.");
        Assert.Equal(new string('x', 20_000), File.ReadAllText(FilePath));
    }

    [Fact]
    public void A_LiteDB_file_of_another_program_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);

        using (var database = new LiteDatabase(FilePath))
            database.GetCollection("songs").Insert(new BsonDocument { ["_id"] = 1 });

        Refused($"The file {FilePath} is a LiteDB file of another program. Choose another file with Data:Folder.");
    }

    [Fact]
    public async Task A_file_of_a_newer_format_is_refused()
    {
        await Filled();

        await File.WriteAllBytesAsync(FilePath, [.. FileHead.New(null).Write(format: 99).Bytes, .. new byte[FileHead.Size]], Cancellation);

        Refused($"The store {FilePath} was written by a newer version of ChatOps. Start that version, or restore a backup of this one.");
    }

    [Fact]
    public async Task A_truncated_file_is_refused()
    {
        await Filled();

        using (var file = File.OpenWrite(FilePath))
            file.SetLength(file.Length - 8224);

        Assert.StartsWith($"The store {FilePath} is damaged: ", Refusal(), StringComparison.Ordinal);

        using (var file = File.OpenWrite(FilePath))
            file.SetLength(100);

        Assert.StartsWith($"The store {FilePath} is damaged: ", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_of_something_else_is_refused()
    {
        await Filled();
        Write(FilePath + ".journal", new string('x', 20_000));
        Refused($"The store {FilePath}.journal is damaged: it does not begin like a journal. Run chatops doctor --repair, which keeps what can be read, or restore a backup.");
    }

    [Fact]
    public async Task A_journal_whose_file_is_gone_is_refused()
    {
        await Filled();
        File.Delete(FilePath);
        Refused($"The store {FilePath} is damaged: the file is missing, and its journal is there. Run chatops doctor --repair, which keeps what can be read, or restore a backup.");
    }

    [Fact]
    public void A_store_that_cannot_be_written_is_refused()
    {
        Directory.CreateDirectory(FilePath);
        Assert.StartsWith($"The store {FilePath} cannot be written (", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused()
    {
        Write(Path.Combine(folder, "data"), "a file where the folder should be");
        Assert.StartsWith($"The store {FilePath} cannot be written (", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_made_while_others_write_opens_as_a_store()
    {
        var copy = Path.Combine(folder, "copy.db");
        var written = 0;
        await using var store = LiteDbStore.Open(FilePath);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = Task.Run(() => WriteUntil(done.Token), Cancellation);

        while (Volatile.Read(ref written) < 50)
            await Task.Yield();

        var before = Volatile.Read(ref written);
        await store.Backup(copy);
        await done.CancelAsync();
        await writing;

        await using var backup = LiteDbStore.Open(copy);
        Assert.InRange(await backup.Count(Tickets.Open.Where("ann"), Cancellation), before, written);
        Assert.Equal(1, await backup.Count(Tickets.Open.Where("ann") with { Filter = ticket => ticket.Id == "w0" }, Cancellation));

        async Task WriteUntil(CancellationToken end)
        {
            while (!end.IsCancellationRequested)
            {
                Assert.IsType<Outcome.Committed>(await store.Commit(new Batch().Put(Tickets.New("w" + written)), Cancellation));
                Interlocked.Increment(ref written);
            }
        }
    }

    [Fact]
    public async Task A_backup_overwrites_nothing()
    {
        await using var store = LiteDbStore.Open(FilePath);
        var refused = await Assert.ThrowsAsync<StoreException>(() => store.Backup(FilePath));
        Assert.Contains("there is such a file already", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_commits_do_not_let_the_journal_grow_without_end()
    {
        await using var store = LiteDbStore.Open(FilePath);

        for (var round = 0; round < 20; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 500).Select(i => store.Commit(
                new Batch().Put(Tickets.New($"{round}-{i}") with { Title = new string('x', 2000) }),
                Cancellation)));
        }

        Assert.Equal(10_000, await store.Count(Tickets.Open.Where(), Cancellation));
        Assert.InRange(new FileInfo(FilePath + ".journal").Length, 0, 12_000 * 8240L);
    }

    private async Task Filled()
    {
        await using var store = LiteDbStore.Open(FilePath);

        for (var i = 0; i < 100; i++)
            await store.Commit(new Batch().Put(Tickets.New("t" + i)), Cancellation);
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private string Refusal() => Assert.Throws<StoreException>(() => LiteDbStore.Open(FilePath)).Message;

    private void Refused(string sentence) => Assert.Equal(sentence, Refusal());
}
