using System.Diagnostics;
using ChatOps.Data;
using ChatOps.Data.Tests.Postgres;
using ChatOps.Documents;
using ChatOps.Host.Backups;
using ChatOps.Host.Configuration;
using ChatOps.Host.Storing;
using ChatOps.Tickets;

namespace ChatOps.Benchmarks;

/// <summary>The same turns on LiteDB and on PostgreSQL with one process and two, beside each engine doing the same writes alone; and everything moved.</summary>
internal static class Stores
{
    private static readonly int[] AtOnce = [1, 8];

    public static async Task Run(string folder, IReadOnlyList<int> sizes)
    {
        await using var server = PostgresServer.Binaries() is null ? null : await PostgresServer.Start(isDurable: true);

        if (server is null)
            Console.WriteLine("\nThere is no PostgreSQL here, so this is LiteDB alone.");

        foreach (var size in sizes)
            await Run(Path.Combine(folder, $"stores-{size}"), size, server);
    }

    private static async Task Run(string folder, int size, PostgresServer? server)
    {
        var one = new Settings([], Engine.LiteDb, Path.Combine(folder, "one"), Web: false);
        await using var desk = await Open(one);
        await desk.Fill(0, size);

        Console.WriteLine($"\n## {size:N0} tickets moved\n\n| what | documents | seconds | documents per second |\n| --- | ---: | ---: | ---: |");
        var (backup, export) = (Path.Combine(folder, "backup"), Path.Combine(folder, "export"));
        var backing = new Backing(desk.Store, new DataFolder(one.Folder).Files, one, desk.Bot, TimeProvider.System);
        await Move("backup of LiteDB", async () => (await backing.Write(backup, null, _ => { }, default)).Manifest);
        using var file = FileParcel.Of(backup, null, null);
        await Move("restore into LiteDB", () => new Restoring(file, one with { Folder = Path.Combine(folder, "restored") }, _ => { }).Run(default));

        using var exported = new FolderParcel(export);
        await Move("export of LiteDB", async () =>
        {
            await backing.Export(new(export, "bench"), _ => { }, default);
            return Manifest.Read(exported);
        });

        var two = one with { Engine = Engine.Postgres, Folder = Path.Combine(folder, "two"), Connection = server is null ? null : await server.FreshSchema() };

        if (server is not null)
            await Move("import into PostgreSQL", () => new Restoring(exported, two, _ => { }).Run(default));

        Console.WriteLine($"\n## Turns at {size:N0} tickets\n\n{Figures.Head}");
        var disk = await Durable.Disk(Path.Combine(folder, "disk"));

        await using (var engine = LiteDbStore.Open(Path.Combine(folder, "engine.db")))
        {
            await engine.Prepare([Ticket.Kind]);

            foreach (var conversations in AtOnce)
            {
                var alone = await Alone("LiteDB", engine, conversations);
                await Turns("LiteDB", [desk], conversations, ("the store alone", alone));
            }
        }

        if (server is null)
            return;

        await using var first = await Open(two);
        var schema = await server.FreshSchema();
        await using var store = await PostgresStore.Open(schema);
        await store.Prepare([Ticket.Kind]);
        await using var raw = await RawRows.Of(schema, () => Durable.Put(store));

        foreach (var conversations in AtOnce)
        {
            var floor = await Measure.Run($"PostgreSQL, the same rows by one pipeline, {conversations} at once", conversations, (_, _) => raw.Put());
            var alone = await Alone("PostgreSQL", store, conversations);
            await Turns("PostgreSQL, one bot", [first], conversations, ("the same rows by one pipeline", floor), ("the store alone", alone));

            if (conversations is 1)
                continue;

            await using var other = await OtherProcess.Start(two.Connection!, size, conversations / 2);
            var turns = new DeskTurns(size, conversations / 2);
            Console.WriteLine("| | | | | | |");

            foreach (var what in DeskTurns.All)
            {
                var measured = await Task.WhenAll(turns.Measure("", what, [first], isShown: false), other.Measure(what));
                var both = measured[0].With(measured[1]) with { What = $"PostgreSQL, two processes: {what}, {conversations} at once" };
                Console.WriteLine(both.Row());

                if (what is "create")
                    Console.WriteLine($"{both.Of("the same rows by one pipeline", floor)}\n{both.Of("the store alone", alone)}\n{both.Of("the disk's synchronising", disk)}");
            }
        }

        async Task Turns(string name, Desk[] desks, int conversations, params (string What, Figures Figures)[] floors)
        {
            var turns = new DeskTurns(size, conversations);

            foreach (var what in DeskTurns.All)
            {
                var measured = await turns.Measure(name, what, desks);

                foreach (var (floorName, floor) in what is "create" ? floors.Append(("the disk's synchronising", disk)) : [])
                    Console.WriteLine(measured.Of(floorName, floor));
            }
        }
    }

    /// <summary>The writes of a new ticket, with its entry in the audit trail and without.</summary>
    private static async Task<Figures> Alone(string name, IStore store, int conversations)
    {
        var bare = await Measure.Run($"{name}, the store alone without an audit entry, {conversations} at once", conversations, (_, _) => Durable.Put(store, isAudited: false));
        var alone = await Measure.Run($"{name}, the store alone, {conversations} at once", conversations, (_, _) => Durable.Put(store));
        Console.WriteLine(alone.Of("without an audit entry", bare));
        return alone;
    }

    private static async Task<Desk> Open(Settings settings) => await Desk.Open(await new DataFolder(settings.Folder).Prepare().Open(settings, default));

    private static async Task Move(string what, Func<Task<Manifest>> move)
    {
        var started = Stopwatch.GetTimestamp();
        var manifest = await move();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine($"| {what} | {manifest.Documents:N0} | {seconds:N1} | {manifest.Documents / seconds:N0} |");
    }
}
