using ChatOps.Documents;
using CsCheck;

namespace ChatOps.Data.Tests;

public abstract partial class StoreContract
{
    private static readonly Gen<string> Names = Gen.OneOf<string>("ann", "an", "bob", "bo b", "zoë", "😀", "");

    private static readonly Gen<Write[]> Histories = Gen.Select(
        Gen.Int[0, 11],
        Names,
        Gen.Int[0, 40],
        Gen.OneOf<string>("open", "closed", "gone"),
        Gen.OneOf<string>("a", "b", "ab").Array[0, 3],
        (id, assignee, due, status, labels) => new Write("t" + id, assignee, due, status, labels)).Array[1, 25];

    private static readonly Gen<Question[]> Questions = Gen.Select(
        Names,
        Gen.Bool,
        Gen.Int[1, 7],
        Gen.Int[-1, 40],
        Gen.Int[-1, 40],
        Gen.Int[1, 3],
        (assignee, descending, take, from, until, filter) => new Question(assignee, descending, take, from, until, filter)).Array[1, 6];

    protected virtual int HistoriesToTry => 200;

    [Fact]
    public Task Any_history_read_by_any_query_equals_a_dictionary() =>
        Gen.Select(Histories, Questions).SampleAsync(
            async (writes, questions) =>
            {
                await using var store = await Fresh();
                var model = new Dictionary<string, (Ticket Ticket, long Version)>(StringComparer.Ordinal);

                foreach (var write in writes)
                    await Apply(write, store, model);

                foreach (var question in questions)
                    await Compare(question, store, model);
            },
            iter: HistoriesToTry,
            threads: 1);

    private static async Task Apply(Write write, IStore store, Dictionary<string, (Ticket Ticket, long Version)> model)
    {
        var (known, version) = model.GetValueOrDefault(write.Id);

        if (write.Status == "gone" && known is null)
            return;

        var ticket = Tickets.New(write.Id, write.Assignee, write.Due, write.Status, write.Labels);
        var batch = write.Status == "gone" ? new Batch().Delete(Tickets.Kind, write.Id, version) : new Batch().Put(ticket, version);
        Assert.IsType<Outcome.Committed>(await store.Commit(batch));

        if (write.Status == "gone")
            model.Remove(write.Id);
        else
            model[write.Id] = (ticket, version + 1);
    }

    private static async Task Compare(Question question, IStore store, Dictionary<string, (Ticket Ticket, long Version)> model)
    {
        var expected = model.Values.Where(known => question.Holds(known.Ticket))
            .OrderBy(known => known.Ticket.Due)
            .ThenBy(known => known.Ticket.Id, StringComparer.Ordinal)
            .Select(known => (known.Ticket.Id, known.Version));

        Assert.Equal(question.IsDescending ? expected.Reverse() : expected, await AllPages(question.Query, store));
        Assert.Equal(expected.Count(), await store.Count(question.Query));
        Assert.Equal(model.Values.Count(known => known.Ticket.Labels.Contains("a")), await store.Count(Tickets.ByLabel.Where("a")));
        Assert.Equal(model.Values.Count(known => known.Ticket.Labels is not []), await store.Count(Tickets.ByLabel.Where()));
    }

    private static async Task<List<(string Id, long Version)>> AllPages(Query<Ticket> query, IStore store)
    {
        var seen = new List<(string Id, long Version)>();

        do
        {
            var page = await store.Find(query);
            Assert.True(page.Items.Count == query.Take || page.Next is null);
            seen.AddRange(page.Items.Select(stored => (stored.Id, stored.Version)));
            query = query with { After = page.Next };
        }
        while (query.After is not null);

        return seen;
    }

    private sealed record Write(string Id, string Assignee, int Due, string Status, string[] Labels);

    private sealed record Question(string Assignee, bool IsDescending, int Take, int From, int Until, int EveryNth)
    {
        public Query<Ticket> Query => Tickets.Open.Where(Assignee) with
        {
            Descending = IsDescending,
            Take = Take,
            From = From < 0 ? null : Key.Of(Start.AddMinutes(From)),
            Until = Until < 0 ? null : Key.Of(Start.AddMinutes(Until)),
            Filter = EveryNth is 1 ? null : ticket => ticket.Due.Minute % EveryNth is 0,
        };

        public bool Holds(Ticket ticket) =>
            ticket.IsOpen
            && ticket.Assignee == Assignee
            && (From < 0 || ticket.Due >= Start.AddMinutes(From))
            && (Until < 0 || ticket.Due < Start.AddMinutes(Until))
            && ticket.Due.Minute % EveryNth is 0;
    }
}
