using ChatOps.Assets;
using ChatOps.Host;
using ChatOps.Host.Importing;
using ChatOps.Importing;
using ChatOps.People;
using CsCheck;

namespace ChatOps.Tests.Assets;

/// <summary>Tables of assets into the whole bot, and out of it again.</summary>
public sealed class ImportTests : IAsyncDisposable
{
    private const string SnipeIt =
        "\uFEFFCompany,Name,Asset Tag,Category,Supplier,Manufacturer,Location,Order Number,Model,Model Notes,Model Number,Asset Notes,Purchase Date,Purchase Cost,Checkout Type,Checked Out To: Username,Checked Out To: First Name,Checked Out To: Last Name,Checked Out To: Email,Checked Out To: Location\r\n"
        + "\"Acme, Inc.\",Laptop of Ada,ICC-2065556,Laptops,Kunde,Apple,Berlin,3271901481,\"MacBook Pro 13\"\"\",,A2338,\"First line\r\nsecond \"\"line\"\"\",4/15/2023,$12.58,User,ada,Ada,Lovell,ada@firm.de,\"\"\r\n"
        + "Acme,Beamer,WBH-2841795,Projectors,,Epson,Lisbon,,EB-L210W,,,,,\"1,292.94\",Location,\"\",\"\",\"\",\"\",Room 4\r\n"
        + "Acme,Lost soul,NNH-1,Laptops,,Dell,,,Latitude,,,,,,User,gone,Gone,Person,gone@firm.de,\"\"\r\n";

    private readonly Stockroom room = new();

    public ImportTests()
    {
        room.Desk.Bot.Add(new Person("ada", "Ada Lovell") { Email = "ada@firm.de" });
        room.Desk.Bot.Add(new Person("bo", "Bo Berg") { Email = "bo@firm.de", EmployeeNumber = "17" });
    }

    public ValueTask DisposeAsync() => room.DisposeAsync();

    [Fact]
    public async Task What_Snipe_IT_writes_is_read_as_meant_and_again_changes_nothing()
    {
        var report = await room.Imported(SnipeIt);
        Assert.EndsWith("3 rows: 3 created, 0 changed, 0 unchanged, 0 refused.", report, StringComparison.Ordinal);
        Assert.Contains("line 5  created    NNH-1: Lost soul; \"gone@firm.de\" is nobody here, or several: the holder is left out", report, StringComparison.Ordinal);

        var laptop = await room.Asset("AST-1");
        Assert.Equal(("Laptop of Ada", "ICC-2065556", "Apple", "MacBook Pro 13\" (A2338)", "Laptops", "ada", "Berlin"), (laptop.Name, laptop.Tag, laptop.Manufacturer, laptop.Model, laptop.Type, laptop.Holder, laptop.Place));
        Assert.Equal((new DateOnly(2023, 4, 15), new Money(12.58m, "USD"), "First line\nsecond \"line\"", Status.InUse), (laptop.Purchased, laptop.Cost, laptop.Notes, laptop.Status));
        Assert.Equal(("Room 4", new Money(1292.94m, null)), (await room.Asset("AST-2") is var beamer ? (beamer.Place, beamer.Cost) : default));
        Assert.Null((await room.Asset("AST-3")).Holder);

        Assert.EndsWith("3 rows: 0 created, 0 changed, 3 unchanged, 0 refused.", await room.Imported(SnipeIt), StringComparison.Ordinal);
        Assert.Contains("line 2  changed    ICC-2065556: place Berlin → Dublin", await room.Imported(SnipeIt.Replace("Apple,Berlin", "Apple,Dublin", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal("Dublin", (await room.Asset("AST-1")).Place);
    }

    [Fact]
    public async Task The_older_headers_of_Snipe_IT_are_known_too()
    {
        await room.Imported("Full Name,Email,Username,item Name,Category,Model name,Manufacturer,Model Number,Serial number,Asset Tag,Location,Notes,Purchase Date,Purchase Cost,Company,Status,Warranty,Supplier\nBo Berg,bo@firm.de,bo,Backhoe,Digger,JCB 3CX,JCB,637,27aa8378,970882174-8,Daping,Handle with care,2016-04-05,133289.59,Alpha,Ready to Deploy,14,Blogspan\n");

        var asset = await room.Asset("AST-1");
        Assert.Equal(("Backhoe", "bo", "27aa8378", "970882174-8", Status.InUse), (asset.Name, asset.Holder, asset.Serial, asset.Tag, asset.Status));
        Assert.Equal((new DateOnly(2016, 4, 5), new DateOnly(2017, 6, 5), new Money(133289.59m, null)), (asset.Purchased, asset.WarrantyUntil, asset.Cost));
    }

    [Fact]
    public async Task A_dry_run_reports_the_same_and_writes_nothing()
    {
        var report = await room.Imported(SnipeIt, dryRun: true);

        Assert.Contains("3 created", report, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was written: this was a dry run.", report, StringComparison.Ordinal);
        Assert.Null(await room.Find("AST-1"));
        Assert.Equal(report.Replace("\nNothing was written: this was a dry run.", "", StringComparison.Ordinal), await room.Imported(SnipeIt));
    }

    [Fact]
    public async Task What_a_column_means_is_said_once()
    {
        const string file = "Ding;Wo\nLT-1;Raum 4\n";
        Assert.StartsWith("None of the columns \"Ding\", \"Wo\" is one of these: tag, serial, number. Say which: --map \"Ding=tag\".", (await Assert.ThrowsAsync<Trouble>(() => room.Imported(file))).Message, StringComparison.Ordinal);
        await room.Import(new(file, new Dictionary<string, string> { ["Ding"] = "tag", ["Wo"] = "place" }, "root"));
        Assert.Contains("1 unchanged", await room.Imported(file), StringComparison.Ordinal);
        Assert.Equal("Raum 4", (await room.Asset("AST-1")).Place);
        Assert.StartsWith("\"shoes\" is no field of an asset.", (await Assert.ThrowsAsync<Trouble>(() => room.Import(new(file, new Dictionary<string, string> { ["Wo"] = "shoes" }, "root")))).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Rows => new()
    {
        { "tag,name\nLT-1,A\nlt-1,B", "refused: the same tag stands in line 3 | refused: the same tag stands in line 2" },
        { "tag,serial,name\nLT-1,S1,A\nLT-2,s1,B", "refused: the same serial number stands in line 3 | refused: the same serial number stands in line 2" },
        { "tag,serial,name\nLT-1,N/A,A\nLT-2,N/A,B\nLT-3,To be filled by O.E.M.,C", "created: A | created: B | created: C" },
        { "serial,name\n,A", "refused: there is neither a tag nor a serial number, so it would be made anew every time" },
        { "number,name\nAST-77,A", "refused: there is neither a tag nor a serial number, so it would be made anew every time" },
        { "tag,serial\nOLD-1,SER-2", "refused: the tag is AST-1's and the serial number AST-2's" },
        { "tag,serial\nOLD-1,\n,SER-1", "unchanged | refused: line 2 means the same asset, AST-1" },
        { "tag,serial,name\nNEW-9,SER-1,Renamed", "changed: name Old one → Renamed; tag OLD-1 → NEW-9" },
        { "tag,purchase date\nOLD-1,31.12.2024", "changed: purchased none → 2024-12-31" },
        { "tag,purchase date\nOLD-1,12/31/2024", "changed: purchased none → 2024-12-31" },
        { "tag,purchase date\nOLD-1,4/5/2024\nOLD-2,31/12/2024", "changed: purchased none → 2024-05-04 | changed: purchased none → 2024-12-31" },
        { "tag,purchase date\nOLD-1,4/5/24", "changed: purchased none → 2024-04-05" },
        { "tag,purchase date\nOLD-1,2024-02-30", "unchanged: \"2024-02-30\" is no day that I can read" },
        { "tag,purchase date\nOLD-1,2024-02-28 00:00:00", "changed: purchased none → 2024-02-28" },
        { "tag,cost\nOLD-1,\"1.299,50 €\"", "changed: cost none → 1299.50 EUR" },
        { "tag,cost,currency\nOLD-1,1'299.00,chf", "changed: cost none → 1299.00 CHF" },
        { "tag,cost\nOLD-1,-5", "unchanged: \"-5\" is no amount of money" },
        { "tag,cost\nOLD-1,expensive", "unchanged: \"expensive\" is no amount of money" },
        { "tag,status\nOLD-1,Broken - Not Fixable", "changed: status in stock → retired" },
        { "tag,status\nOLD-1,Sleeping", "unchanged: \"Sleeping\" is no status that I know" },
        { "tag,warranty\nOLD-1,24", "unchanged: months of warranty say nothing without a day of purchase" },
        { "tag,purchase date,warranty\nOLD-1,2024-01-31,1 month", "changed: purchased none → 2024-01-31; warranty none → 2024-02-29" },
        { "tag,assigned to\nOLD-1,Bo Berg", "changed: status in stock → in use; holder none → Bo Berg" },
        { "tag,employee number\nOLD-1,17", "changed: status in stock → in use; holder none → Bo Berg" },
        { "tag,assigned to\nOLD-1,Nobody Known", "unchanged: \"Nobody Known\" is nobody here, or several: the holder is left out" },
        { "tag,name,links\nN-1,New,runs on OLD-1; connected to N-2\nN-2,Newer,depends on NOPE", "created: New; links runs on OLD-1; connected to N-2 | created: Newer; \"NOPE\" is no asset, so the link to it is left out" },
        { "tag,name,place\nOLD-1,,", "unchanged" },
        { "tag,notes\nOLD-1,\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"", "changed: notes" },
        { "asset tag,model\nT-1,MacBook 13\"\"", "created: MacBook 13\"" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Every_row_comes_to_one_end(string file, string ends)
    {
        await room.Grace.Says("asset new Old one tag:OLD-1 serial:SER-1");
        await room.Grace.Says("asset new Other one tag:OLD-2 serial:SER-2");
        var table = CsvTable.Read(file);
        var turn = await room.Desk.Bot.Bot.Reading(Person.System, new("cli", "test"), TestContext.Current.CancellationToken);
        var plans = await AssetImport.Plan([.. table.By(new KnownHeaders("an asset", AssetTable.Columns).Of(table.Headers, new Dictionary<string, string>()))], turn);

        Assert.Equal(ends, string.Join(" | ", plans.Select(row => $"{row.Change.ToString().ToLowerInvariant()}{(row.Notes is [] ? "" : ": ")}{string.Join("; ", row.Notes)}")));

        await room.Imported(file);
        Assert.DoesNotContain("created    ", await room.Imported(file), StringComparison.Ordinal);
        Assert.DoesNotContain("changed    ", (await room.Imported(file)).Replace("unchanged", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_may_name_rows_further_down()
    {
        await room.Imported("tag,name,links\nVM-1,Database,runs on HV-1\nHV-1,Host,");
        Assert.Equal([new AssetLink(Relation.RunsOn, new("AST", 2))], (await room.Asset("AST-1")).Links);
    }

    [Fact]
    public async Task Every_asset_changed_is_in_the_audit_trail_with_the_command_line_as_its_actor()
    {
        await room.Imported("tag,name\nLT-1,A");
        await room.Imported("tag,name\nLT-1,A");
        var fact = Assert.Single(await room.Desk.Bot.Store.Trail("asset:AST-1", 10, TestContext.Current.CancellationToken));
        Assert.Equal(("cli:root", "cli", "import assets"), (fact.Actor, fact.Through, fact.What));
    }

    [Fact]
    public void Files_that_are_no_tables_break_nothing() => Gen.String[Gen.Char["\"',;\t\r\n=a1€-"], 0, 60].Sample(
        text =>
        {
            try
            {
                var table = CsvTable.Read(text);
                Assert.All(table.Rows, row => Assert.NotEmpty(row.Cells));
                _ = new KnownHeaders("an asset", AssetTable.Columns).Of(table.Headers, new Dictionary<string, string>());
            }
            catch (Trouble trouble)
            {
                Assert.NotEmpty(trouble.Message);
            }
        },
        iter: 5000);

    [Fact]
    public async Task Random_bytes_are_no_asset()
    {
        var bytes = new byte[4000];
        new Random(7).NextBytes(bytes);
        await Assert.ThrowsAsync<Trouble>(() => room.Imported(CsvTable.Decode(bytes)));
        await Assert.ThrowsAsync<Trouble>(() => room.Imported(""));
        await room.Imported("tag,name\n" + new string('x', 5000) + "," + new string('y', 5000));
        Assert.Equal(200, (await room.Asset("AST-1")).Tag!.Length);
    }

    [Fact]
    public void A_cell_is_never_calculated_and_comes_back_as_it_was() => Gen.String[Gen.Char["=+-@'\t\"a,;＝ \n"], 0, 12].Sample(
        text =>
        {
            Assert.Equal(text, Csv.Unguard(Csv.Guard(text)));
            Assert.False(Csv.Guard(text) is [var first, ..] && "=+-@\t\r＝＋－＠".Contains(first));
            var cell = Csv.Line([text, "end"]);
            Assert.True(cell.StartsWith('"') && cell.EndsWith("\"\r\n", StringComparison.Ordinal));
        },
        iter: 5000);

    [Fact]
    public void What_is_exported_imported_and_exported_again_is_the_same() => Gen.Select(Asset, Asset, Asset, Gen.Int[0, 2]).Sample(
        (one, two, three, target) =>
        {
            using var scope = new Blocking();
            var bot = scope.Bot;
            Asset[] assets = [.. new[] { one, two, three }.Select((asset, n) => asset with { Id = new(Register.Series, n + 1), Tag = $"T-{n}{asset.Tag}", Serial = asset.Serial is null ? null : $"{n}{asset.Serial}" })];
            assets[0] = assets[0] with { Links = target is 0 ? [] : [new(Relation.RunsOn, assets[target].Id)] };

            foreach (var asset in assets)
                scope.Register(asset);

            var table = Wait(Stockroom.Table(bot));
            var report = Wait(Stockroom.Import(new(table, new Dictionary<string, string>(), "root"), bot));
            Assert.True(report.Lines[^1].ToString() == "3 rows: 0 created, 0 changed, 3 unchanged, 0 refused.", string.Join('\n', report.Lines));
            Assert.Equal(table, Wait(Stockroom.Table(bot)));

            // Into an empty register it is the same but for our own numbers.
            using var fresh = new Blocking();
            Wait(Stockroom.Import(new(table, new Dictionary<string, string>(), "root"), fresh.Bot));
            Assert.Equal(WithoutNumbers(table), WithoutNumbers(Wait(Stockroom.Table(fresh.Bot))));
        },
        iter: 150);

    private static Gen<string> Words => Gen.String[Gen.Char["abZ =+-@'\"\"13,;é€"], 1, 12].Select(text => text.Trim()).Where(text => text.Length > 0);

    private static Gen<DateOnly?> Day => Gen.Int[0, 20000].Select(days => days % 3 is 0 ? (DateOnly?)null : new DateOnly(1990, 1, 1).AddDays(days));

    private static Gen<Asset> Asset =>
        from name in Words
        from texts in Words.Array[6]
        from given in Gen.Bool.Array[8]
        from days in Day.Array[4]
        from cost in Gen.Int[0, 100_000_00]
        from status in Gen.Int[0, 5]
        from holder in Gen.Int[0, 2]
        select new Asset(new(Register.Series, 1), name)
        {
            Tag = texts[0].Replace(";", "", StringComparison.Ordinal).Trim(),
            Serial = given[0] ? texts[1] : null,
            Manufacturer = given[1] ? texts[2] : null,
            Model = given[2] ? texts[3] : null,
            Type = given[3] ? texts[4] : null,
            Place = given[4] ? texts[5] : null,
            Notes = given[5] ? $"{texts[0]}\n{texts[1]}" : null,
            Cost = given[6] ? new(cost / 100m, given[7] ? "EUR" : null) : null,
            Holder = holder is 0 ? null : holder is 1 ? "ada" : "cy",
            Status = holder > 0 ? Status.InUse : (Status)status,
            Purchased = days[0],
            WarrantyUntil = days[1],
            Audited = days[2],
            Due = holder > 0 ? days[3] : null,
        };

    private static string WithoutNumbers(string table) => string.Join('\n', CsvTable.Read(table).Rows.Select(row => string.Join('|', row.Cells.Skip(1))).Order(StringComparer.Ordinal));

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    /// <summary>A bot with a few people, for properties, which do not wait.</summary>
    private sealed class Blocking : IDisposable
    {
        public Blocking()
        {
            Bot.Add(new Person("ada", "Ada Lovell") { Email = "ada@firm.de" });
            Bot.Add(new Person("cy", "Cy"));
        }

        public TestBot Bot { get; } = new();

        public void Register(Asset asset)
        {
            Bot.Store.NextNumber(ChatOps.Assets.Register.Series).AsTask().GetAwaiter().GetResult();
            Bot.Add(ChatOps.Assets.Asset.Kind, asset);
            Bot.Add(AssetName.Kind, new AssetName(AssetName.OfTag(asset.Tag!), asset.Id));

            if (asset.Serial is { } serial)
                Bot.Add(AssetName.Kind, new AssetName(AssetName.OfSerial(serial), asset.Id));
        }

        public void Dispose() => Bot.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
