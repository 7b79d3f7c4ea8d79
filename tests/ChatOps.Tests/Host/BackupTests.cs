using System.Text;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.Host;
using ChatOps.Host.Backups;
using ChatOps.Host.Configuration;
using ChatOps.Host.Demo;
using ChatOps.Host.Storing;
using ChatOps.People;
using ChatOps.Privacy;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Tests.Host;

/// <summary>A company is backed up, lost and brought back.</summary>
public sealed class BackupTests : IDisposable
{
    private const string Key = "AQgPFh0kKzI5QEdOVVxjanF4f4aNlJuiqbC3vsXM09o=";
    private readonly string folder = Directory.CreateTempSubdirectory("chatops-test-").FullName;
    private readonly FakeTimeProvider clock = new(TestBot.Monday);
    private readonly List<string> said = [];
    private readonly List<string> told = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(Key, null, false)]
    [InlineData(null, Key, false)]
    [InlineData(Key, Key, true)]
    public async Task Everything_comes_back_into_an_empty_folder(string? keyBefore, string? keyAfter, bool withPassphrase)
    {
        var passphrase = withPassphrase ? Write("passphrase", "correct horse battery") : null;
        var before = await Filled(Set("one", keyBefore));
        await using var backing = await Backing(Set("one", keyBefore));
        var printed = await backing.Backing.Backup(new(At("a.backup"), passphrase, "root"), Heard, Cancellation);
        Assert.True(printed.IsFine);
        Assert.Contains("attachment", printed.Lines[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(keyBefore is not null, !Encoding.Latin1.GetString(await File.ReadAllBytesAsync(At("a.backup"), Cancellation)).StartsWith("PK", StringComparison.Ordinal));

        var opening = passphrase is null ? null : Passphrase.Read(passphrase);
        var to = Set("two", keyAfter);

        using (var parcel = FileParcel.Of(At("a.backup"), Set("one", keyBefore).Key, opening))
        {
            Assert.True((await Trying.Run(parcel, new FeatureSet(TestBot.All).Kinds, Cancellation)).IsFine);
            await new Restoring(parcel, to, Said).Run(Cancellation);
        }

        // The audit entry of the backup itself is the one thing more.
        var after = await Told(to);
        Assert.Equal(before, after.Where(line => !line.Contains("backup to", StringComparison.Ordinal)));
        Assert.Contains(after, line => line.Contains($"backup to {At("a.backup")}", StringComparison.Ordinal));
        var files = new DataFolder(to.Folder).Files with { Key = to.Key };
        Assert.Equal("a picture", await Content(files, Assert.Single(files.Hashes())));
        Assert.False(Directory.Exists(new DataFolder(to.Folder).Restore));

        // And nothing is overwritten.
        using var again = FileParcel.Of(At("a.backup"), Set("one", keyBefore).Key, opening);
        var refused = await Assert.ThrowsAsync<Trouble>(() => new Restoring(again, to, Said).Run(Cancellation));
        Assert.StartsWith($"There is a database in {to.Folder} already, and nothing is overwritten.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_that_was_stopped_goes_on_and_nothing_starts_before_it_is_done()
    {
        var before = await Filled(Set("one"));
        await using var backing = await Backing(Set("one"));
        await backing.Backing.Export(new(At("export"), "root"), Heard, Cancellation);
        using var parcel = new FolderParcel(At("export"));
        var to = Set("two");

        foreach (var stop in (int[])[2, 9, 15])
        {
            var left = stop;

            await Assert.ThrowsAsync<OperationCanceledException>(() => new Restoring(parcel, to, _ => Stop(--left)) { Slice = 4 }.Run(Cancellation));

            var refused = await Assert.ThrowsAsync<StoreException>(() => new DataFolder(to.Folder).Open(to, Cancellation));
            Assert.StartsWith($"A restore into {to.Folder} was begun and is not finished.", refused.Message, StringComparison.Ordinal);
        }

        await new Restoring(parcel, to, Said).Run(Cancellation);

        Assert.Contains(said, line => line.Contains("going on after", StringComparison.Ordinal));
        Assert.Equal(before, (await Told(to)).Where(line => !line.Contains("export to", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_was_erased_since_stays_erased_when_an_older_backup_is_brought_back()
    {
        var settings = Set("one");
        var place = new DataFolder(settings.Folder);
        await Filled(settings);

        await using (var backing = await Backing(settings))
            await backing.Backing.Backup(new(At("a.backup"), null, "root"), Heard, Cancellation);

        var features = new FeatureSet(TestBot.All);

        await using (var store = await place.Open(settings, Cancellation))
        {
            await store.Prepare(features.Kinds, Cancellation);
            await new PersonalData(store, features, place.Files, clock).Erase("ada", "former-1", Cancellation);
        }

        File.Delete(place.Database);
        File.Delete(place.Database + ".journal");
        Directory.Delete(place.Files.Path, recursive: true);
        using var parcel = FileParcel.Of(At("a.backup"), null, null);
        await new Restoring(parcel, settings, Said).Run(Cancellation);

        Assert.Contains("one of the people in it was erased since, and is erased again.", said);
        Assert.DoesNotContain(await Told(settings), line => line.Contains("Lovell", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_before_anything_is_written()
    {
        await Filled(Set("one"));
        await using var backing = await Backing(Set("one"));
        await backing.Backing.Export(new(At("export"), "root"), Heard, Cancellation);
        await backing.Backing.Backup(new(At("a.backup"), null, "root"), Heard, Cancellation);
        var people = Path.Combine(At("export"), "documents", "person.jsonl");
        var text = await File.ReadAllTextAsync(people, Cancellation);

        foreach (var hurt in (string[])[text.Replace("\"ada\"", "\"adb\"", StringComparison.Ordinal), text[..^50], text + text.Split('\n')[1] + "\n"])
        {
            await File.WriteAllTextAsync(people, hurt, Cancellation);
            var refused = await Assert.ThrowsAsync<Trouble>(() => new Restoring(new FolderParcel(At("export")), Set("two"), Said).Run(Cancellation));
            Assert.Contains("documents/person.jsonl is not what was written there", refused.Message, StringComparison.Ordinal);
        }

        var bytes = await File.ReadAllBytesAsync(At("a.backup"), Cancellation);
        var random = new Random(4);

        for (var i = 0; i < 20; i++)
        {
            var hurt = (byte[])bytes.Clone();
            hurt[random.Next(hurt.Length)] ^= 1;
            await File.WriteAllBytesAsync(At("b.backup"), i % 2 is 0 ? hurt : bytes[..random.Next(bytes.Length)], Cancellation);

            try
            {
                using var parcel = FileParcel.Of(At("b.backup"), null, null);
                Assert.Equal(Checking.Check(parcel, Cancellation).Write(), Manifest.Read(FileParcel.Of(At("a.backup"), null, null)).Write());
            }
            catch (Exception e) when (e is Trouble or StoreException)
            {
                Assert.Matches("(damaged|not as|no backup|missing|cannot be read)", e.Message);
            }
        }

        Assert.False(Directory.Exists(At("two")));
    }

    [Fact]
    public async Task A_hostile_backup_writes_nowhere_else()
    {
        Directory.CreateDirectory(At("export"));
        await File.WriteAllTextAsync(Path.Combine(At("export"), "manifest.json"), """{"format":1,"program":"x","engine":"x","at":"2026-01-01T00:00:00Z","entries":[{"name":"files/../../evil","rows":0,"bytes":0,"sha256":""}]}""", Cancellation);

        var refused = await Assert.ThrowsAsync<Trouble>(() => new Restoring(new FolderParcel(At("export")), Set("two"), Said).Run(Cancellation));

        Assert.StartsWith("The manifest.json of ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_the_passphrase_and_neither_are_told_apart()
    {
        await Filled(Set("one", Key));
        await using var backing = await Backing(Set("one", Key));
        await backing.Backing.Backup(new(At("key.backup"), null, "root"), Heard, Cancellation);
        await backing.Backing.Backup(new(At("words.backup"), Write("words", "correct horse battery"), "root"), Heard, Cancellation);

        Refused("key.backup", null, "encrypted with the key of its installation");
        Refused("words.backup", null, "encrypted with a passphrase");
        Refused("words.backup", "wrong horse battery", "encrypted with another key");

        void Refused(string file, string? words, string sentence) => Assert.Contains(
            sentence,
            Assert.Throws<Trouble>(() => FileParcel.Of(At(file), null, words is null ? null : StoreKey.OfPassphrase(words))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_work_tells_how_far_it_is()
    {
        await using var bot = new TestBot();
        await bot.Store.Commit(Enumerable.Range(0, 25_000).Aggregate(new Batch(), (batch, n) => batch.Put(Person.Kind, new($"p{n}", $"Person {n}"), 0)), Cancellation);
        var settings = Set("one");
        await new Backing(bot.Store, new(At("files")), settings, bot.Bot, bot.Clock).Backup(new(At("a.backup"), null, "root"), Heard, Cancellation);
        Assert.Equal(["documents/person.jsonl: 10,000", "documents/person.jsonl: 20,000"], told.Where(line => line.Contains("person", StringComparison.Ordinal)));

        using var parcel = FileParcel.Of(At("a.backup"), null, null);
        await new Restoring(parcel, Set("two"), Said).Run(Cancellation);
        Assert.Equal(["documents/person.jsonl: 10,000 of 25,000", "documents/person.jsonl: 20,000 of 25,000", "documents/person.jsonl: 25,000 of 25,000"], said.Where(line => line.Contains("person", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Scheduled_backups_are_made_kept_and_missed_once()
    {
        await using var bot = new TestBot();
        var administrator = bot.Add(new Person("root", "Root") { Roles = Roles.Employee | Roles.Administrator });
        var settings = Set("one", null, ("Backup:Folder", At("backups")), ("Backup:Every", "24h"), ("Backup:Keep", "2"));
        var backing = new Backing(bot.Store, new(At("files")), settings, bot.Bot, bot.Clock);
        var plan = settings.Backups!;
        using var service = new BackupService(backing, bot.Bot, settings, bot.Clock, NullLogger<BackupService>.Instance);

        for (var day = 0; day < 4; day++, bot.Clock.Advance(TimeSpan.FromDays(1)))
            Assert.True(await service.Run(plan, Cancellation));

        Assert.Equal([TestBot.Monday.AddDays(3), TestBot.Monday.AddDays(2)], plan.Made().Select(made => made.At));
        Assert.Equal(plan.Made()[0].Path, (await bot.Store.Get(BackupReport.Kind, BackupReport.TheOne, Cancellation))!.Body.File);

        // A file where the folder should be: as good as a disk that is gone.
        Directory.Delete(At("backups"), recursive: true);
        await File.WriteAllTextAsync(At("backups"), "", Cancellation);
        Assert.False(await service.Run(plan, Cancellation));
        Assert.False(await service.Run(plan, Cancellation));
        await bot.Settle();

        Assert.StartsWith("The scheduled backup failed: ", Assert.Single(administrator.Inbox).Text!.ToString(), StringComparison.Ordinal);
        Assert.Contains("could not be written", (await bot.Store.Get(BackupReport.Kind, BackupReport.TheOne, Cancellation))!.Body.Why, StringComparison.Ordinal);

        File.Delete(At("backups"));
        Assert.True(await service.Run(plan, Cancellation));
        Assert.Null((await bot.Store.Get(BackupReport.Kind, BackupReport.TheOne, Cancellation))!.Body.FailingSince);
    }

    [Theory]
    [InlineData("24h", "2026-09-06T20:00:00Z", "2026-09-07T20:00:00Z")]
    [InlineData("02:00", "2026-09-06T20:00:00Z", "2026-09-07T00:00:00Z")]
    [InlineData("02:00", "2026-09-07T00:00:05Z", "2026-09-08T00:00:00Z")]
    [InlineData("02:00", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("02:30", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    public void The_next_backup_is_due(string every, string last, string next)
    {
        var plan = Set("one", null, ("Backup:Folder", "x"), ("Backup:Every", every)).Backups!;
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        Assert.Equal(DateTimeOffset.Parse(next, null), plan.Next(DateTimeOffset.Parse(last, null), TestBot.Monday, berlin));
        Assert.Equal(TestBot.Monday, plan.Next(null, TestBot.Monday, berlin));
    }

    private void Heard(Say line) => told.Add(line.ToString());

    private void Said(Say line) => said.Add(line.ToString());

    private static void Stop(int left)
    {
        if (left is 0)
            throw new OperationCanceledException();
    }

    private string At(string name) => Path.Combine(folder, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    private Settings Set(string name, string? key = null, params (string Name, string Value)[] more)
    {
        var given = more.ToDictionary(pair => pair.Name, pair => (string?)pair.Value, StringComparer.Ordinal);
        given["Data:Folder"] = At(name);

        if (key is not null)
            given["Data:Key"] = key;

        return Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(given).Build());
    }

    private async Task<Used> Backing(Settings settings)
    {
        var data = new DataFolder(settings.Folder);
        var store = await data.Open(settings, Cancellation);
        var features = new FeatureSet(TestBot.All);
        await store.Prepare(features.Kinds, Cancellation);
        var bot = new Bot(store, features, new Committed(), clock, NullLogger<Bot>.Instance);
        return new(store, new(store, data.Files with { Key = settings.Key }, settings, bot, clock));
    }

    /// <returns>All rows of the store.</returns>
    private async Task<IReadOnlyList<string>> Filled(Settings settings)
    {
        Directory.CreateDirectory(settings.Folder);

        await using (var used = await Backing(settings))
        {
            await Demonstration.Prepare(used.Store, ["web", "terminal"], Cancellation);
            await SampleCompany.Settle(used.Store, Cancellation);
            var files = new Files(used.Store, new DataFolder(settings.Folder).Files with { Key = settings.Key }, clock);
            using var picture = new MemoryStream("a picture"u8.ToArray());
            await files.Stage(picture, "note.txt", SampleCompany.People[0], Cancellation);
            await used.Store.NextNumber("INC", Cancellation);
            var batch = new Batch().Once("event", TestBot.Monday, "reply").Note(new("INC-1", TestBot.Monday, "ada", "web", "ticket new")).Schedule(new("later", TestBot.Monday, "run", "{}") { Lane = "x" });
            Assert.IsType<Outcome.Committed>(await used.Store.Commit(batch, Cancellation));
        }

        return await Told(settings);
    }

    private async Task<IReadOnlyList<string>> Told(Settings settings)
    {
        await using var used = await Backing(settings);
        using var rows = new MemoryStream();
        await used.Store.Export(rows, Cancellation);
        return [.. Encoding.UTF8.GetString(rows.ToArray()).Split('\n').Where(line => !line.Contains("\"row\":\"form\"", StringComparison.Ordinal) && !line.Contains("~fact", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private static async Task<string> Content(FileFolder files, string hash)
    {
        using var reader = new StreamReader(files.Open(hash)!);
        return await reader.ReadToEndAsync(Cancellation);
    }

    private sealed record Used(IStore Store, Backing Backing) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Store.DisposeAsync();
    }
}
