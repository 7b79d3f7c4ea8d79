using ChatOps.Documents;

namespace ChatOps.Data.Tests.Postgres;

public sealed class ManyDocumentsTests
{
    private const int Count = 100_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_thousand_documents_are_paged_by_key()
    {
        await using var store = await SharedServer.Fresh();
        await Fill(store);
        var query = Tickets.Open.Where("ann") with { Take = 1000 };
        var ids = new List<string>();

        for (var next = query; next is not null;)
        {
            var page = await store.Find(next, Cancellation);
            ids.AddRange(page.Items.Select(stored => stored.Id));
            next = page.Next is null ? null : query with { After = page.Next };
        }

        Assert.Equal(Enumerable.Range(0, Count).Select(IdOf), ids);
        Assert.Equal(Count, await store.Count(query, Cancellation));
        Assert.Equal(100, await store.Count(Tickets.ByLabel.Where("l7"), Cancellation));
        Assert.Equal(IdOf(77_777), Assert.Single((await store.Search(Tickets.Kind, $"{IdOf(77_777)} jam", cancellation: Cancellation)).Items).Id);

        var rare = query with { Take = 3, Filter = ticket => ticket.Count % 30_000 is 29_999 };
        Assert.Equal([29_999, 59_999, 89_999], (await store.Find(rare, Cancellation)).Items.Select(stored => stored.Body.Count));
    }

    private static async Task Fill(IStore store)
    {
        using var file = new MemoryStream();
        Rows.Write(file, Enumerable.Range(0, Count).Select(Document), Cancellation);
        file.Position = 0;
        await store.Prepare([Tickets.Kind], Cancellation);
        await store.Import(file, Cancellation);
    }

    private static string IdOf(int i) => $"t{i:000000}";

    private static Row.Document Document(int i)
    {
        var described = Tickets.Kind.Describe(Tickets.New(IdOf(i), due: i, labels: $"l{i % 1000}") with { Count = i });
        return new("ticket", IdOf(i), 1, 1, described.Json, [.. described.Entries.Select(pair => new[] { pair.Index, pair.Entry })], described.Words);
    }
}
