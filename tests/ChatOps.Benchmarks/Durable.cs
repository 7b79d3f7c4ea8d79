using System.Security.Cryptography;
using ChatOps.Data;
using ChatOps.Documents;
using ChatOps.Tickets;

namespace ChatOps.Benchmarks;

/// <summary>Tickets made so that they survive power loss, beside the store doing the same writes alone, and the disk's own synchronising.</summary>
internal static class Durable
{
    private const int PageSize = 8192;

    public static async Task Run(string folder)
    {
        Console.WriteLine($"\n## Durable creation on LiteDB\n\n{Figures.Head}");
        var disk = await Disk(Path.Combine(folder, "disk"));

        await using var desk = await Desk.Open(LiteDbStore.Open(Path.Combine(folder, "durable.db")));
        var form = Desk.Send(await desk.Say("p1", Desk.Sentence(1)));
        await using var engine = LiteDbStore.Open(Path.Combine(folder, "engine.db"));
        await engine.Prepare([Ticket.Kind]);

        foreach (var conversations in (int[])[1, 8, 64])
        {
            var alone = await Measure.Run($"the store alone, {conversations} at once", conversations, (_, _) => Put(engine));
            var turn = await Measure.Run($"a ticket by a press, {conversations} at once", conversations, (_, _) => desk.Press(desk.Somebody(), form));
            Console.WriteLine($"{turn.Of("the store alone", alone)}\n{turn.Of("the disk's synchronising", disk)}");
        }
    }

    public static async Task<Figures> Disk(string path)
    {
        await using var file = File.Create(path);
        var page = RandomNumberGenerator.GetBytes(PageSize);

        return await Measure.Run("the disk: a page appended and synchronised", 1, (_, _) =>
        {
            file.Write(page);
            file.Flush(flushToDisk: true);
            return Task.CompletedTask;
        });
    }

    /// <summary>Writes what a new ticket leaves: the document with its entries, its trail, two jobs, and the event that it came with.</summary>
    public static async Task Put(IStore store, bool isAudited = true)
    {
        var number = await store.NextNumber("INC");
        var (id, now) = ($"INC-{number}", TimeProvider.System.GetUtcNow());

        var batch = new Batch()
            .Put(Ticket.Kind, new Ticket(new("INC", number), TicketType.Incident, Desk.Sentence((int)number), $"p{number % Desk.People}", now), 0)
            .Schedule(new($"redraw:{id}", now, "redraw"))
            .Schedule(new($"told:{id}", now, "deliver") { Lane = "person:agent" })
            .Once(id, now, id);

        if (isAudited)
            batch.Note(new(id, now, "p1", "bench", "ticket new"));

        await store.Commit(batch);
    }
}
