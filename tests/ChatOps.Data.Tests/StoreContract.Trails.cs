using System.Text;
using ChatOps.Documents;
using CsCheck;

namespace ChatOps.Data.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Facts_are_found_by_subject_by_actor_and_in_their_order_in_pages()
    {
        for (var i = 0; i < 9; i++)
            await Committed(new Batch().Note(new($"ticket:{i % 3}", Start.AddMinutes(i), i % 2 is 0 ? "ann" : "bob", "web", $"w{i}")));

        await Committed(new Batch().Note(new("person:ann", Start, "ann", "web", "p")));

        Assert.Equal(["w0", "w3", "w6", "w1", "w4", "w7", "w2", "w5", "w8"], await All(new FactQuery.OfSubjects("ticket:")));
        Assert.Equal(["p", "w0", "w3", "w6", "w1", "w4", "w7", "w2", "w5", "w8"], await All(new FactQuery.OfSubjects("")));
        Assert.Equal(["w2", "w4", "w6"], await All(new FactQuery.OfActor("ann", Start.AddMinutes(1), Start.AddMinutes(8))));
        Assert.Empty(await All(new FactQuery.OfActor("an", Start, Start.AddDays(1))));
        Assert.Equal(["w0", "w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "p"], await All(new FactQuery.Behind(0)));
        var fourth = (await Store.Facts(new FactQuery.Behind(0) { Take = 4 }, Cancellation)).Items[^1].Number;
        Assert.Equal(["w4", "w5", "w6", "w7", "w8", "p"], await All(new FactQuery.Behind(fourth)));
    }

    [Fact]
    public async Task Commits_at_the_same_moment_make_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(
            async () =>
            {
                for (var i = 0; i < 10; i++)
                    await Committed(new Batch().Note(Tickets.Fact("both")).Note(Tickets.Fact($"own {n}")).Note(Tickets.Fact("both", "again")));
            },
            Cancellation)));

        Assert.Equal(Enumerable.Range(1, 160).Select(n => (long)n), (await Store.Trail("both", 999, Cancellation)).Select(fact => fact.Link!.Number));
        var verdict = await Verified(Store);
        Assert.True(verdict.IsSound, string.Join(", ", verdict.Flaws));
        Assert.Equal((240, 9), (verdict.Facts, verdict.Subjects));
    }

    [Fact]
    public async Task A_chain_goes_on_after_a_conflict_a_failure_and_a_move()
    {
        await Committed(new Batch().Put(Tickets.New("1")).Note(Tickets.Fact("1")));
        Assert.IsType<Outcome.Conflict>(await Store.Commit(new Batch().Put(Tickets.New("1")).Note(Tickets.Fact("1")), Cancellation));
        await Committed(new Batch().Note(Tickets.Fact("1", "cut \uD83D, zero \0, zoë 😀")));
        await using var other = await Fresh();
        await Move(Store, other);
        Assert.IsType<Outcome.Committed>(await other.Commit(new Batch().Note(Tickets.Fact("1", "c")), Cancellation));

        Assert.Equal([1, 2, 3], (await other.Trail("1", 9, Cancellation)).Select(fact => fact.Link!.Number));
        Assert.True((await Verified(other)).IsSound);
    }

    [Fact]
    public async Task A_digest_covers_what_was_there_before_and_misses_nothing()
    {
        await Store.Prepare([AuditDigest.Kind], Cancellation);
        await Committed(new Batch().Note(Tickets.Fact("1")).Note(Tickets.Fact("2")));
        await Digest();
        await Committed(new Batch().Note(Tickets.Fact("1")));
        await Digest();
        await Digest();

        var verdict = await Verified(Store);
        Assert.True(verdict.IsSound, string.Join(", ", verdict.Flaws));
        Assert.Equal((3, 3L), (verdict.Newest!.Number, verdict.Newest.Until));
        Assert.Equal(0, verdict.Uncovered);
    }

    [Fact]
    public async Task What_is_rewritten_is_found_as_it_is_now_and_the_chain_holds()
    {
        await Store.Prepare([Tickets.Kind], Cancellation);
        await FillForExport();
        await Committed(new Batch().Put(Tickets.New("secret") with { Title = "zwetschge" }).Note(Tickets.Fact("person:zwetschge", "zwetschge")).Note(Tickets.Fact("person:zwetschge")).Once("z", Start, "zwetschge").Schedule(Tickets.Job("z", payload: "zwetschge")));
        await Committed(new Batch().Put(Tickets.New("gone") with { Title = "zwetschge" }));

        await Store.Rewrite(
            row => row is Row.Document { Id: "gone" } ? null
                : row is Row.Noted noted && row.Write().Contains("zwetschge", StringComparison.Ordinal)
                    ? noted with { Fact = Store.Chain.Erase(noted.Fact, noted.Fact with { Subject = "person:former-1", What = noted.Fact.What.Replace("zwetschge", "fig", StringComparison.Ordinal) }) }
                : row.Write() is var json && json.Contains("zwetschge", StringComparison.Ordinal) ? Row.Read(json.Replace("zwetschge", "fig", StringComparison.Ordinal))
                : row,
            Cancellation);
        await Store.Scrub(Cancellation);

        Assert.DoesNotContain("zwetschge", string.Join('\n', await Lines(Store)), StringComparison.Ordinal);
        Assert.Equal(0, (await Store.Search(Tickets.Kind, "zwetschge", cancellation: Cancellation)).Total);
        Assert.Equal("secret", Assert.Single((await Store.Search(Tickets.Kind, "fig", cancellation: Cancellation)).Items).Id);
        Assert.Equal(2, (await Store.Get(Tickets.Kind, "secret", Cancellation))!.Version);
        Assert.Null(await Store.Get(Tickets.Kind, "gone", Cancellation));
        Assert.Equal(["fig", "created"], (await Store.Trail("person:former-1", 9, Cancellation)).Select(fact => fact.What));
        Assert.Empty(await Store.Trail("person:zwetschge", 9, Cancellation));
        Assert.Equal(new Outcome.Duplicate("fig"), await Store.Commit(new Batch().Once("z", Start), Cancellation));
        await Committed(new Batch().Note(Tickets.Fact("person:former-1", "later")));
        Assert.True((await Verified(Store)).IsSound);
        Assert.Equal(3, (await Store.Trail("person:former-1", 9, Cancellation))[^1].Link!.Number);
        Assert.Contains(await Store.Claim(99, Minute, Start, Cancellation), lease => lease.Job is { Id: "z", Payload: "fig" });
    }

    private static Task<AuditVerdict> Verified(IStore store) => new Verification(store).Run(cancellation: Cancellation);

    private async Task<IReadOnlyList<Fact>> Said(string subject, int take) =>
        [.. (await Store.Trail(subject, take, Cancellation)).Select(fact => fact with { Link = null })];

    private async Task Digest()
    {
        var last = (await Store.Find(AuditDigest.InOrder.Where() with { Descending = true, Take = 1 }, Cancellation)).Items is [var newest] ? newest.Body : null;
        await Committed(new Batch().Put(AuditDigest.Kind, await AuditDigest.Next(Store, last, Start, Cancellation), 0));
    }

    private async Task<IReadOnlyList<string>> All(FactQuery query)
    {
        var found = new List<string>();

        for (query = query with { Take = 2 }; ;)
        {
            var page = await Store.Facts(query, Cancellation);
            Assert.True(page.Items.Count is 2 || page.Next is null);
            found.AddRange(page.Items.Select(one => one.Fact.What));

            if (page.Next is null)
                return found;

            query = query with { After = page.Next };
        }
    }
}

/// <summary>Whatever somebody does to stored facts who does not have the key, verification finds; erasing is none of it.</summary>
public sealed class ChainTests
{
    private static readonly FactChain Chain = new(Encoding.UTF8.GetBytes("0123456789abcdef0123456789abcdef"));

    private static readonly Gen<int[]> Histories = Gen.Int[0, 4].Array[6, 30];

    [Fact]
    public Task Any_change_removal_insertion_or_swap_is_found() => Gen.Select(Histories, Gen.Int[0, 9], Gen.Int[0, 999], Gen.Int[0, 999]).SampleAsync(
        async (history, how, one, other) =>
        {
            var facts = await Stored(history);
            var changed = Tampered(facts, how, one % facts.Count, other % facts.Count);

            if (!changed.SequenceEqual(facts))
                Assert.False((await Verdict(changed)).IsSound);
        },
        iter: 400,
        threads: 1);

    [Fact]
    public async Task A_flaw_is_named()
    {
        var facts = (await Stored([0, 0, 0, 0, 1, 1])).OfType<Row.Noted>().ToList();
        Assert.Equal(new Flaw("s0", 2, FlawKind.Changed), await First([.. facts.Select((noted, i) => i is 1 ? noted with { Fact = noted.Fact with { What = "x" } } : noted)]));
        Assert.Equal(new Flaw("s0", 2, FlawKind.Missing), await First([.. facts.Where((_, i) => i is not 1)]));
        Assert.Equal(new Flaw("s0", 3, FlawKind.Reordered), await First([.. facts.Select((noted, i) => i is 2 ? noted with { Fact = facts[3].Fact } : i is 3 ? noted with { Fact = facts[2].Fact } : noted)]));
        Assert.Equal(new Flaw("s0", 5, FlawKind.Inserted), await First([.. facts, facts[0] with { Number = 99 }]));
        Assert.Equal(new Flaw("s1", 3, FlawKind.Inserted), await First([.. facts, new Row.Noted(99, new("s1", Tickets.Start, "eve", "web", "never"))]));
    }

    [Fact]
    public Task Erasing_what_facts_say_breaks_nothing() => Gen.Select(Histories, Gen.Int[0, 999].Array[1, 5]).SampleAsync(
        async (history, which) =>
        {
            var facts = await Stored(history);

            foreach (var i in which.Select(i => i % facts.Count))
                facts[i] = facts[i] is Row.Noted noted ? noted with { Fact = Chain.Erase(noted.Fact, noted.Fact with { Actor = "former-1", What = "erased", Changes = null }) } : facts[i];

            var verdict = await Verdict(facts);
            Assert.True(verdict.IsSound, string.Join(", ", verdict.Flaws));
        },
        iter: 100,
        threads: 1);

    [Fact]
    public async Task Without_the_key_nothing_is_called_sound()
    {
        var facts = await Stored([0, 1, 0]);
        await using var store = await Filled(facts, FactChain.Open);
        var verdict = await new Verification(store).Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((false, 0L, 3L), (verdict.IsSound, verdict.Broken, verdict.Unknown));
    }

    [Fact]
    public async Task Cutting_off_the_end_of_a_chain_or_all_of_it_is_found_once_a_digest_covers_it()
    {
        var rows = await Stored([0, 0, 1, 1, 2]);
        Assert.False((await Verdict(rows.Where(row => row is not Row.Noted { Fact.Subject: "s2" }))).IsSound);
        Assert.False((await Verdict(rows.Where(row => row is not Row.Noted { Fact: { Subject: "s1", Link.Number: 2 } }))).IsSound);
        Assert.False((await Verdict(rows.Where(row => row is not Row.Document { Id: "1" }))).IsSound);
    }

    // Every fact is covered by a digest, so that nothing can be cut off either.
    private static async Task<List<Row>> Stored(int[] history)
    {
        await using var store = new InMemoryStore(Chain);
        await store.Prepare([AuditDigest.Kind]);

        for (var i = 0; i < history.Length; i++)
            await store.Commit(new Batch().Note(new($"s{history[i]}", Tickets.Start.AddMinutes(i), $"a{i % 3}", "web", $"w{i}", i % 2 is 0 ? $$"""{"f":[{{i}},null]}""" : null)));

        var first = await AuditDigest.Next(store, null, Tickets.Start, default);
        await store.Commit(new Batch().Put(AuditDigest.Kind, first, 0));
        await store.Commit(new Batch().Put(AuditDigest.Kind, await AuditDigest.Next(store, first, Tickets.Start, default), 0));

        using var file = new MemoryStream();
        await store.Export(file);
        return [.. Encoding.UTF8.GetString(file.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Row.Read).Where(row => row is Row.Noted or Row.Document).OrderBy(row => row is Row.Noted noted ? noted.Number : 0)];
    }

    private static List<Row> Tampered(List<Row> rows, int how, int one, int other)
    {
        var changed = rows.ToList();

        if (rows[one] is not Row.Noted { Fact: var fact } noted || rows[other] is not Row.Noted { Fact: var second } behind)
            return changed;

        switch (how)
        {
            case 0: changed[one] = noted with { Fact = fact with { Actor = "eve" } }; break;
            case 1: changed[one] = noted with { Fact = fact with { At = fact.At.AddSeconds(1) } }; break;
            case 2: changed[one] = noted with { Fact = fact with { Changes = """{"f":[1,2]}""" } }; break;
            case 3: changed[one] = noted with { Fact = fact with { Through = "cli" } }; break;
            case 4: changed[one] = noted with { Fact = fact with { Subject = "s9" } }; break;
            case 5: changed[one] = noted with { Fact = fact with { What = "x", Link = fact.Link! with { Digest = "x", Erased = "x" } } }; break;
            case 6: changed.RemoveAt(one); break;
            case 7: (changed[one], changed[other]) = (noted with { Fact = second }, behind with { Fact = fact }); break;
            case 8: changed.Add(noted with { Number = 500 + other }); break;
            default: changed[one] = noted with { Fact = fact with { Link = null } }; break;
        }

        return changed;
    }

    private static async Task<Flaw> First(IEnumerable<Row> rows) => (await Verdict(rows)).Flaws[0];

    private static async Task<AuditVerdict> Verdict(IEnumerable<Row> rows)
    {
        await using var store = await Filled(rows, Chain);
        return await new Verification(store).Run();
    }

    private static async Task<InMemoryStore> Filled(IEnumerable<Row> rows, FactChain chain)
    {
        var store = new InMemoryStore(chain);
        await store.Prepare([AuditDigest.Kind]);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("""{"row":"export","format":1}""" + "\n" + string.Join('\n', rows.Select(row => row.Write()))));
        await store.Import(file);
        return store;
    }
}
