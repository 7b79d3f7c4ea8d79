using ChatOps.Documents;

namespace ChatOps.Data.Tests.Faults;

/// <summary>What a store holds after a crash, against what was answered before it.</summary>
/// <param name="Lost">Answered commits that are not there.</param>
/// <param name="Wrong">What contradicts itself; null: nothing.</param>
internal sealed record Verdict(int Lost, string? Wrong)
{
    private const int Searched = 5;

    public static async Task<Verdict> On(IStore store, IReadOnlyCollection<string> answered)
    {
        var rows = await Rows(store);
        var tickets = rows.OfType<Row.Document>().Select(row => Tickets.Kind.Read(row.Body, row.Schema)).ToDictionary(ticket => ticket.Id);
        var facts = rows.OfType<Row.Noted>().Select(noted => noted.Fact.Subject).ToList();
        var noted = facts.ToHashSet(StringComparer.Ordinal);
        var lost = answered.Count(what => !noted.Contains(what));

        return new(lost, Contradiction(rows, tickets, facts) ?? await Unfound(store, tickets));
    }

    private static async Task<List<Row>> Rows(IStore store)
    {
        using var file = new MemoryStream();
        await store.Export(file);
        file.Position = 0;
        return await Documents.Rows.Read(file, CancellationToken.None).SelectMany(chunk => chunk).ToListAsync();
    }

    private static string? Contradiction(List<Row> rows, Dictionary<string, Ticket> tickets, List<string> facts)
    {
        var jobs = rows.OfType<Row.Work>().Select(work => work.Job.Id).ToHashSet(StringComparer.Ordinal);
        var events = rows.OfType<Row.Seen>().Where(seen => seen.Reply == seen.Key).Select(seen => seen.Key).ToHashSet(StringComparer.Ordinal);
        var done = facts.Where(subject => subject.StartsWith("done ", StringComparison.Ordinal)).Select(subject => subject["done ".Length..]).ToList();
        var made = facts.Count - done.Count;

        return facts.Distinct(StringComparer.Ordinal).Count() != facts.Count ? "a fact is there twice"
            : made != tickets.Count || !facts.Except(done.Select(id => "done " + id)).All(tickets.ContainsKey) ? "facts and tickets differ"
            : !events.SetEquals(tickets.Keys) ? "events and tickets differ"
            : jobs.Count + done.Count != tickets.Count || jobs.Overlaps(done) ? "a job is neither waiting nor done, or both"
            : tickets.Values.DistinctBy(ticket => ticket.Count).Count() != tickets.Count ? "a number was given twice"
            : null;
    }

    private static async Task<string?> Unfound(IStore store, Dictionary<string, Ticket> tickets)
    {
        var open = (await store.Find(Tickets.Open.Where() with { Take = int.MaxValue - 1 })).Items.Select(stored => stored.Id);

        if (!tickets.Values.Where(ticket => ticket.IsOpen).Select(ticket => ticket.Id).ToHashSet(StringComparer.Ordinal).SetEquals(open))
            return "the index of open tickets differs from the tickets";

        if (await store.Count(Tickets.ByLabel.Where()) != tickets.Count)
            return "the index of labels differs from the tickets";

        foreach (var id in tickets.Keys.OrderDescending(StringComparer.Ordinal).Take(Searched))
        {
            if ((await store.Search(Tickets.Kind, id + " jammed")).Total is 0)
                return $"search does not find {id}";
        }

        return null;
    }
}
