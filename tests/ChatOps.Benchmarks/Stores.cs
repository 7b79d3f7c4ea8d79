using System.Diagnostics;
using ChatOps.Commands;
using ChatOps.Data;
using ChatOps.Data.Tests.Postgres;
using ChatOps.Host.Backups;
using ChatOps.Host.Configuration;
using ChatOps.Host.Storing;
using ChatOps.Tickets;

namespace ChatOps.Benchmarks;

/// <summary>The same turns on LiteDB and on PostgreSQL with one and two bots, beside each engine doing the same writes alone; and everything moved.</summary>
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
        var created = size;
        Invocation? form = null;

        await using (var engine = LiteDbStore.Open(Path.Combine(folder, "engine.db")))
        {
            await engine.Prepare([Ticket.Kind]);

            foreach (var conversations in AtOnce)
            {
                var alone = await Measure.Run($"LiteDB, the store alone, {conversations} at once", conversations, (_, _) => Durable.Put(engine));
                await Turns("LiteDB", [desk], conversations, ("the store alone", alone));
            }
        }

        if (server is null)
            return;

        (created, form) = (size, null);
        await using var first = await Open(two);
        await using var second = await Open(two);
        var schema = await server.FreshSchema();
        await using var store = await PostgresStore.Open(schema);
        await store.Prepare([Ticket.Kind]);
        await using var raw = await RawRows.Of(schema, () => Durable.Put(store));

        foreach (var conversations in AtOnce)
        {
            var floor = await Measure.Run($"PostgreSQL, the same rows by one pipeline, {conversations} at once", conversations, (_, _) => raw.Put());
            var alone = await Measure.Run($"PostgreSQL, the store alone, {conversations} at once", conversations, (_, _) => Durable.Put(store));
            await Turns("PostgreSQL, one bot", [first], conversations, ("the same rows by one pipeline", floor), ("the store alone", alone));

            if (conversations > 1)
                await Turns("PostgreSQL, two bots", [first, second], conversations, ("the same rows by one pipeline", floor), ("the store alone", alone));
        }

        async Task Turns(string name, Desk[] desks, int conversations, params (string What, Figures Figures)[] floors)
        {
            // About a printer, so that what is searched for stays as rare as it was.
            // Once: with a ticket about it open, the same words are taken for more on that one.
            form ??= Desk.Send(await desks[0].Say("p1", Desk.Sentence(0)));
            await Row("view", (bot, n) => bot.Say(Desk.Agent, $"ticket view INC-{(int)(n * 7919L % size) + 1}"));
            await Row("list mine", (bot, _) => bot.Say(bot.Somebody(), "my tickets"));
            await Row("search", (bot, n) => bot.Say(Desk.Agent, $"find laptop {(int)(n * 7919L % size)}"));

            var create = await Row("create", async (bot, _) =>
            {
                await bot.Press(bot.Somebody(), form!);
                Interlocked.Increment(ref created);
            });

            foreach (var (what, floor) in floors.Append(("the disk's synchronising", disk)))
                Console.WriteLine(create.Of(what, floor));

            // To the new tickets in turn, so that none grows without end.
            await Row("reply", (bot, n) => bot.Say(Desk.Agent, $"ticket reply INC-{size + 1 + (n % (created - size))} text:\"I am on it, please wait.\""));

            Task<Figures> Row(string what, Func<Desk, int, Task> turn) =>
                Measure.Run($"{name}: {what}, {conversations} at once", conversations, (conversation, n) => turn(desks[conversation % desks.Length], n));
        }
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
