using ChatOps.Data.Tests.Faults;
using ChatOps.Documents;

namespace ChatOps.Data.Tests;

public abstract partial class StoreContract
{
    private const int Slice = 100_000;

    // A million of them with "make faults".
    private static readonly int HowMany = Effort.Times(Slice, 10 * Slice);

    [Fact]
    public async Task A_hundred_thousand_documents_are_paged_by_key()
    {
        await Store.Prepare([Tickets.Kind], Cancellation);

        for (var from = 0; from < HowMany; from += Slice)
            await Fill(from);

        var query = Tickets.Open.Where("ann") with { Take = 1000 };
        var ids = new List<string>();

        for (var next = query; next is not null;)
        {
            var page = await Store.Find(next, Cancellation);
            ids.AddRange(page.Items.Select(stored => stored.Id));
            next = page.Next is null ? null : query with { After = page.Next };
        }

        Assert.Equal(Enumerable.Range(0, HowMany).Select(IdOf), ids);
        Assert.Equal(HowMany, await Store.Count(query, Cancellation));
        Assert.Equal(HowMany / 1000, await Store.Count(Tickets.ByLabel.Where("l7"), Cancellation));
        Assert.Equal(IdOf(77_777), Assert.Single((await Store.Search(Tickets.Kind, $"{IdOf(77_777)} jam", cancellation: Cancellation)).Items).Id);

        var rare = query with { Take = 3, Filter = ticket => ticket.Count % 30_000 is 29_999 };
        Assert.Equal([29_999, 59_999, 89_999], (await Store.Find(rare, Cancellation)).Items.Select(stored => stored.Body.Count));
    }

    private async Task Fill(int from)
    {
        using var file = new MemoryStream();
        Rows.Write(file, Enumerable.Range(from, Slice).Select(Document), Cancellation);
        file.Position = 0;
        await Store.Import(file, Cancellation);
    }

    private static string IdOf(int i) => $"t{i:000000}";

    private static Row.Document Document(int i)
    {
        var described = Tickets.Kind.Describe(Tickets.New(IdOf(i), due: i, labels: $"l{i % 1000}") with { Count = i });
        return new("ticket", IdOf(i), 1, 1, described.Json, [.. described.Entries.Select(pair => new[] { pair.Index, pair.Entry })], described.Words);
    }
}
