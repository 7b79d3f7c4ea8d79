using System.IO.Compression;
using System.Text;
using ChatOps.Cards;
using ChatOps.Data;
using ChatOps.Documents;
using ChatOps.People;
using ChatOps.Privacy;
using ChatOps.Tests.Tickets;

namespace ChatOps.Tests.DataRights;

/// <summary>Whoever is erased is found nowhere any more, and everybody else works on.</summary>
public sealed class ErasureTests : IAsyncDisposable
{
    private const string Words = "Zwetschgenknoedel mit Zimt";
    private readonly HelpDesk desk = new();
    private readonly TestBot.Actor una;

    public ErasureTests() => una = desk.Bot.Add(new Person("una.quill", "Una Quillfeather") { Email = "una.quill@corp.example", EmployeeNumber = "E-778899" });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string[] Traces => ["una.quill", "una quillfeather", "quillfeather", "e-778899", "zwetschgenknoedel", "kastanie", "holunder", "quitte", "mirabelle"];

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task Two_administrators_cannot_erase_one_another_at_once()
    {
        desk.Bot.Add(Installation.Kind, new Installation(Installation.TheOne));

        for (var round = 0; round < 20; round++)
        {
            var (one, other) = (Administrator($"one{round}"), Administrator($"other{round}"));
            desk.Bot.Add(desk.Root.Person with { Active = false });
            await one.Says($"privacy erase {other.Person.Id} confirm:\"{other.Person.Name}\"");
            await other.Says($"privacy erase {one.Person.Id} confirm:\"{one.Person.Name}\"");

            await Task.WhenAll(Task.Run(() => one.Says("yes")), Task.Run(() => other.Says("yes")));

            var left = await desk.Bot.Store.Find(Person.ByName.Where() with { Take = 1000, Filter = person => person.Active && person.Roles.HasFlag(Roles.Administrator) }, TestContext.Current.CancellationToken);
            Assert.NotEmpty(left.Items);
            left.Items.ToList().ForEach(item => desk.Bot.Add(item.Body with { Active = false }));
        }
    }

    private TestBot.Actor Administrator(string id) => desk.Bot.Add(new Person(id, $"Person {id}") { Roles = Roles.Employee | Roles.Administrator });

    [Fact]
    public async Task Nothing_of_them_is_left_in_any_row_and_the_trail_still_holds()
    {
        await Live();
        await Erased();

        var left = await Exported(desk.Bot.Store);
        Assert.All(Traces, trace => Assert.DoesNotContain(left.Split('\n'), line => line.Contains(trace, StringComparison.OrdinalIgnoreCase)));
        Assert.All(Directory.GetFiles(desk.Bot.Files.Folder.Path), file => Assert.DoesNotContain("kastanie", File.ReadAllText(file), StringComparison.Ordinal));

        var verdict = await new Verification(desk.Bot.Store).Run(cancellation: Cancellation);
        Assert.True(verdict.IsSound, string.Join(", ", verdict.Flaws));
        Assert.True(verdict.Erased > 0);
    }

    [Fact]
    public async Task Other_people_s_tickets_that_mention_them_keep_working()
    {
        await Live();
        await Erased();

        var mentioned = await desk.Grace.Says("ticket view INC-2");
        Assert.Contains("former employee 1 has my mouse", mentioned.Everything(), StringComparison.Ordinal);
        Assert.False((await desk.Grace.Says("ticket reply INC-2 Fetch it")).IsRefusal);
        Assert.Contains("former employee 1", (await desk.Grace.Says("ticket view INC-1")).Everything(), StringComparison.Ordinal);
        Assert.False((await desk.Grace.Says("ticket resolve INC-1 code:fixed Done")).IsRefusal);
        Assert.Equal(["INC-2"], (await desk.Grace.Says("find mouse")).Numbers());
    }

    [Fact]
    public async Task They_can_do_nothing_any_more_and_who_asked_is_told()
    {
        await Live();
        await Erased();
        Assert.Contains("do not know you", (await una.Says("my tickets")).Line(), StringComparison.Ordinal);
        Assert.Equal("Former employee 1 is erased. Nothing here names them any more.", desk.Root.Lines()[^1]);
    }

    [Fact]
    public async Task It_takes_the_name_typed_out_and_a_yes()
    {
        await Live();
        Assert.True((await desk.Root.Says("privacy erase una.quill confirm:yes")).IsRefusal);
        Assert.True((await desk.Grace.Says("privacy erase una.quill confirm:\"Una Quillfeather\"")).IsRefusal);
        Assert.True((await desk.Root.Says("privacy erase root confirm:Root")).IsRefusal);

        var asked = await desk.Root.Says("privacy erase una.quill confirm:\"Una Quillfeather\"");
        Assert.Equal("Erase Una Quillfeather?", asked.Line());
        Assert.Contains(asked.Message.Card!.Body.OfType<Block.Facts>().SelectMany(facts => facts.Items), fact => fact.Name.ToString() == "Files" && fact.Value.ToString() == "1");
        await desk.Root.Says("no");
        Assert.Contains("Quillfeather", await Exported(desk.Bot.Store), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_kept_is_given_out_to_administrators_alone()
    {
        await Live();
        Assert.True((await desk.Grace.Says("privacy export una.quill")).IsRefusal);
        var reply = await desk.Root.Says("privacy export una.quill");
        var file = Assert.Single(Assert.Single(reply.Message.Card!.Body.OfType<Block.Files>()).Items);
        using var zip = new ZipArchive(desk.Bot.Files.Open(file.Hash)!);

        Assert.Contains(Words, Text(zip.GetEntry("ticket.json")!), StringComparison.Ordinal);
        Assert.Contains("Quillfeather", Text(zip.GetEntry("person.json")!), StringComparison.Ordinal);
        Assert.Contains("Holunder", Text(zip.GetEntry("message.json")!), StringComparison.Ordinal);
        Assert.Contains("kastanie", Text(zip.Entries.Single(entry => entry.FullName.StartsWith("files/", StringComparison.Ordinal))), StringComparison.Ordinal);
        Assert.Contains(await desk.Bot.Store.Trail("person:una.quill", 99, Cancellation), fact => fact is { Actor: "root", What: "privacy export" });
    }

    [Fact]
    public async Task A_backup_from_before_is_cleared_of_them_too()
    {
        await Live();
        var backup = await Exported(desk.Bot.Store);
        await Erased();

        await using var restored = new InMemoryStore(desk.Bot.Store.Chain);
        await restored.Prepare(desk.Bot.Features.Kinds, Cancellation);
        await restored.Import(new MemoryStream(Encoding.UTF8.GetBytes(backup)), Cancellation);
        Assert.Equal(1, await new Erasures(desk.Bot.Files.Folder).Apply(restored, desk.Bot.Features, desk.Bot.Clock, Cancellation));

        var left = await Exported(restored);
        Assert.All(Traces, trace => Assert.DoesNotContain(left.Split('\n'), line => line.Contains(trace, StringComparison.OrdinalIgnoreCase)));
        Assert.True((await new Verification(restored).Run(cancellation: Cancellation)).IsSound);
        Assert.Equal(0, await new Erasures(desk.Bot.Files.Folder).Apply(restored, desk.Bot.Features, desk.Bot.Clock, Cancellation));
    }

    [Fact]
    public async Task The_files_of_an_embedded_store_hold_nothing_of_them_either()
    {
        await Live();
        var folder = Directory.CreateTempSubdirectory("chatops-erasure-");

        try
        {
            var path = Path.Combine(folder.FullName, "chatops.db");

            await using (var store = LiteDbStore.Open(path, desk.Bot.Store.Chain))
            {
                await store.Prepare(desk.Bot.Features.Kinds, Cancellation);
                await store.Import(new MemoryStream(Encoding.UTF8.GetBytes(await Exported(desk.Bot.Store))), Cancellation);
                await new PersonalData(store, desk.Bot.Features, desk.Bot.Files.Folder, desk.Bot.Clock).Erase("una.quill", "former-1", Cancellation);
                Assert.True((await new Verification(store).Run(cancellation: Cancellation)).IsSound);
            }

            foreach (var file in Directory.GetFiles(folder.FullName))
            {
                var bytes = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Cancellation));
                Assert.True(bytes.Length > 0);
                Assert.All(Traces, trace => Assert.False(bytes.Contains(trace, StringComparison.OrdinalIgnoreCase), $"{trace} is in {Path.GetFileName(file)}"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    private static async Task<string> Exported(InMemoryStore store)
    {
        using var file = new MemoryStream();
        await store.Export(file, Cancellation);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    // Una asks, writes, attaches, is mentioned and worked for.
    private async Task Live()
    {
        var file = await una.Uploads("kastanie.txt", "kastanie"u8.ToArray());
        await una.Says($"ticket new {Words}", file);
        await desk.Grace.Says("ticket assign INC-1");
        await una.Says("ticket reply INC-1 Holunder und Quitte kommen dazu");
        await desk.Grace.Says($"ticket note INC-1 She wrote {Words}, says UNA QUILLFEATHER");
        await desk.Ada.Says("ticket new Una Quillfeather has my mouse");
        await desk.Grace.Says("ticket assign INC-2");
        await una.Says("ticket edit INC-1 details:Mirabelle");
        await desk.Root.Says("person update who:una.quill vip:yes");
        await una.Says("person away until:2026-09-20");
        await desk.Grace.Says("ticket update INC-1 urgency:high");
    }

    private async Task Erased()
    {
        await desk.Root.Says("privacy erase una.quill confirm:\"una.quill@corp.example\"");
        await desk.Root.Says("yes");
        await desk.Bot.Settle();
    }
}
