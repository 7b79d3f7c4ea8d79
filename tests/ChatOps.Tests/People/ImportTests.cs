using System.Diagnostics;
using System.Globalization;
using ChatOps.Conversations;
using ChatOps.Data;
using ChatOps.Host.Importing;
using ChatOps.Host.Serving;
using ChatOps.People;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatOps.Tests.Staff;

/// <summary>Personnel files into the whole bot.</summary>
public sealed class ImportTests : IAsyncDisposable
{
    private const string Two = "E-Mail;Name;Abteilung;Vorgesetzter\nada@firm.de;Ada Lovell;Sales;Ruth Keller\nruth@firm.de;Ruth Keller;IT;\n";

    private readonly TestBot test = new();

    public ValueTask DisposeAsync() => test.DisposeAsync();

    [Fact]
    public async Task People_are_created_then_updated_and_the_same_file_again_changes_nothing()
    {
        Assert.EndsWith("2 rows: 2 created, 0 changed, 0 unchanged, 0 refused.", await Import(Two), StringComparison.Ordinal);
        Assert.Equal("ruth", (await Person("ada"))!.Manager);

        Assert.EndsWith("2 rows: 0 created, 0 changed, 2 unchanged, 0 refused.", await Import(Two), StringComparison.Ordinal);

        var report = await Import(Two.Replace("Sales", "Marketing", StringComparison.Ordinal));
        Assert.Contains("line 2  changed    Ada Lovell: department Sales → Marketing", report, StringComparison.Ordinal);
        Assert.Equal("Marketing", (await Person("ada"))!.Department);
    }

    [Fact]
    public async Task Every_person_changed_is_one_entry_in_the_audit_trail()
    {
        await Import(Two);
        await Import(Two);

        var fact = Assert.Single(await test.Store.Trail("person:ada", 10, TestContext.Current.CancellationToken));
        Assert.Equal(("cli:root", "cli", "import people"), (fact.Actor, fact.Through, fact.What));
        Assert.Contains("\"department\":[null,\"Sales\"]", fact.Changes!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_reports_the_same_and_writes_nothing()
    {
        var report = await Import(new ImportRequest(Two, new Dictionary<string, string> { ["Abteilung"] = "site" }, "root") { DryRun = true });

        Assert.Contains("2 created", report, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was written: this was a dry run.", report, StringComparison.Ordinal);
        Assert.Null(await Person("ada"));
        Assert.Null(await test.Store.Get(KnownColumns.Kind, KnownColumns.OfPeople, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_a_column_means_is_said_once()
    {
        const string file = "Mail,Name,Kostenstelle\nada@firm.de,Ada,IT\n";

        Assert.Contains("Not used: \"Kostenstelle\".", await Import(file), StringComparison.Ordinal);
        await Import(new ImportRequest(file, new Dictionary<string, string> { ["Kostenstelle"] = "department" }, "root"));
        Assert.Contains("Kostenstelle = department", await Import(file), StringComparison.Ordinal);
        Assert.Equal("IT", (await Person("ada"))!.Department);
    }

    [Fact]
    public async Task Nobody_is_deactivated_unasked_and_many_only_after_a_second_yes()
    {
        await Import(Rows(10));
        var fewer = Rows(9);

        Assert.Contains("Not in the file, and left as they are (--deactivate-missing deactivates them):\n  Person 10 (p10@firm.de)", await Import(fewer), StringComparison.Ordinal);
        Assert.True((await Person("p10"))!.Active);

        Assert.EndsWith("Nothing was written: this would deactivate 1 of 10 people, more than 5 %. If the file is complete, add --yes.", await Import(new ImportRequest(fewer, Nothing, "root") { DeactivateMissing = true }), StringComparison.Ordinal);
        Assert.True((await Person("p10"))!.Active);

        Assert.EndsWith("0 refused, 1 deactivated.", await Import(new ImportRequest(fewer, Nothing, "root") { DeactivateMissing = true, Yes = true }), StringComparison.Ordinal);
        Assert.False((await Person("p10"))!.Active);
    }

    [Fact]
    public async Task A_refused_row_is_named_with_its_line_and_the_others_go_in()
    {
        var printed = await Printed(new("mail,name\nnonsense,A\nb@firm.de,B", Nothing, "root"));

        Assert.False(printed.IsFine);
        Assert.Contains("line 2  refused    A: \"nonsense\" is no e-mail address", printed.Lines.Select(line => line.ToString()));
        Assert.NotNull(await Person("b"));
    }

    [Fact]
    public async Task Three_thousand_people_take_seconds_on_the_database_of_one_file()
    {
        var folder = Directory.CreateTempSubdirectory("chatops-import-");

        try
        {
            await using var store = LiteDbStore.Open(Path.Combine(folder.FullName, "chatops.db"));
            await store.Prepare(test.Features.Kinds, TestContext.Current.CancellationToken);
            var bot = new Bot(store, test.Features, new Committed(), test.Clock, NullLogger<Bot>.Instance);
            var began = Stopwatch.GetTimestamp();

            var printed = await new PeopleImport(bot, store).Run(new(Rows(3000), Nothing, "root"), TestContext.Current.CancellationToken);

            Assert.Contains("3,000 created", printed.Lines[^1].ToString(), StringComparison.Ordinal);
            Assert.Equal("p1", (await store.Get(ChatOps.People.Person.Kind, "p3000", TestContext.Current.CancellationToken))!.Body.Manager);
            // Machines are busy: the measured time is far below.
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(1), Stopwatch.GetElapsedTime(began).ToString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, string> Nothing => [];

    private static string Rows(int count) => string.Concat(Enumerable.Range(1, count)
        .Select(n => string.Create(CultureInfo.InvariantCulture, $"p{n}@firm.de,Person {n},{(n is 1 ? "" : "Person 1")}\n")).Prepend("mail,name,manager\n"));

    private async Task<Person?> Person(string id) => (await test.Store.Get(ChatOps.People.Person.Kind, id, TestContext.Current.CancellationToken))?.Body;

    private Task<Printed> Printed(ImportRequest request) => new PeopleImport(test.Bot, test.Store).Run(request, TestContext.Current.CancellationToken);

    private async Task<string> Import(ImportRequest request) => string.Join('\n', (await Printed(request)).Lines);

    private Task<string> Import(string file) => Import(new ImportRequest(file, Nothing, "root"));
}
