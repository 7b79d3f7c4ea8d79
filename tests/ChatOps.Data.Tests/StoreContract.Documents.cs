using ChatOps.Documents;

namespace ChatOps.Data.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_document_comes_back_as_it_was_saved()
    {
        var ticket = Tickets.New("1", "zoë 😀", 7, "open", "a", "") with { Title = "\"quoted\"\t<tag> \\ 日本語" };
        await Committed(new Batch().Put(ticket));

        var stored = await Store.Get(Tickets.Kind, "1", Cancellation);

        Assert.Equal(("1", 1L), (stored!.Id, stored.Version));
        Assert.Equivalent(ticket, stored.Body, strict: true);
    }

    [Fact]
    public async Task A_kind_has_another_revision_after_every_commit_that_touches_it()
    {
        if (Store.Revision(Tickets.Kind) is not { } before)
            return;

        await Committed(new Batch().Note(new("x", Tickets.Start, "ann", "web", "looked")));
        Assert.Equal(before, Store.Revision(Tickets.Kind));

        await Committed(new Batch().Put(Tickets.New("1")));
        Assert.NotEqual(before, Store.Revision(Tickets.Kind));
    }

    [Fact]
    public async Task What_was_never_saved_is_not_there()
    {
        Assert.Null(await Store.Get(Tickets.Kind, "1", Cancellation));
        Assert.Null(await Store.Get(Tickets.Kind, "", Cancellation));
        Assert.Null(await Store.Get(Tickets.Kind, new string('x', 3000) + "\u0001", Cancellation));
        Assert.Empty(await Found(Tickets.Open.Where()));
    }

    [Fact]
    public async Task Versions_guard_every_write()
    {
        await Committed(new Batch().Put(Tickets.New("1")));
        Assert.Equal(new Outcome.Conflict("ticket", "1"), await Store.Commit(new Batch().Put(Tickets.New("1")), Cancellation));

        await Committed(new Batch().Put(Tickets.New("1", "bob"), 1));
        Assert.IsType<Outcome.Conflict>(await Store.Commit(new Batch().Put(Tickets.New("1", "eve"), 1), Cancellation));

        var stored = await Store.Get(Tickets.Kind, "1", Cancellation);
        Assert.Equal((2L, "bob"), (stored!.Version, stored.Body.Assignee));
    }

    [Fact]
    public async Task A_deleted_document_is_gone_from_everywhere()
    {
        await Committed(new Batch().Put(Tickets.New("1", labels: "a")));
        Assert.IsType<Outcome.Conflict>(await Store.Commit(new Batch().Delete(Tickets.Kind, "1", 2), Cancellation));
        Assert.IsType<Outcome.Conflict>(await Store.Commit(new Batch().Delete(Tickets.Kind, "2", 1), Cancellation));

        await Committed(new Batch().Delete(Tickets.Kind, "1", 1));

        Assert.Null(await Store.Get(Tickets.Kind, "1", Cancellation));
        Assert.Empty(await Found(Tickets.Open.Where()));
        Assert.Empty(await Found(Tickets.ByLabel.Where("a")));
        Assert.Equal(0, (await Store.Search(Tickets.Kind, "printer", cancellation: Cancellation)).Total);
        await Committed(new Batch().Put(Tickets.New("1")));
    }

    [Fact]
    public async Task A_conflict_leaves_nothing_behind()
    {
        await Committed(new Batch().Put(Tickets.New("a")));

        var refused = new Batch()
            .Once("event", Start, "reply")
            .Put(Tickets.New("b"))
            .Put(Tickets.New("a"), 7)
            .Note(Tickets.Fact("a"))
            .Schedule(Tickets.Job("j"));

        Assert.IsType<Outcome.Conflict>(await Store.Commit(refused, Cancellation));
        Assert.Null(await Store.Get(Tickets.Kind, "b", Cancellation));
        Assert.Empty(await Store.Trail("a", 9, Cancellation));
        Assert.Empty(await Store.Claim(9, Minute, Start.AddDays(1), Cancellation));
        Assert.Equal(["a"], await Found(Tickets.Open.Where()));
        await Committed(new Batch().Once("event", Start));
    }

    [Fact]
    public async Task The_last_change_of_a_document_in_a_batch_counts()
    {
        await Committed(new Batch().Put(Tickets.New("1", "ann")).Put(Tickets.New("1", "bob")));

        var stored = await Store.Get(Tickets.Kind, "1", Cancellation);
        Assert.Equal((1L, "bob"), (stored!.Version, stored.Body.Assignee));
        Assert.Empty(await Found(Tickets.Open.Where("ann")));
    }

    [Fact]
    public async Task A_batch_that_cannot_be_stored_harms_no_other()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Commit(new Batch().Put(Tickets.New("a\u0001b")), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Commit(new Batch().Put(Tickets.New("")), Cancellation));
        await Committed(new Batch().Put(Tickets.New("1")));
    }

    [Fact]
    public async Task Text_of_any_length_and_script_can_be_a_key()
    {
        string[] labels = [new string('a', 500), string.Concat(Enumerable.Repeat("😀", 80)), "x" + string.Concat(Enumerable.Repeat("😀", 80)), "cut \uD83D", "\u0001\u0002"];
        await Committed(new Batch().Put(Tickets.New("1", labels: labels) with { Title = "cut \uD83D" }));

        foreach (var label in labels)
            Assert.Equal(["1"], await Found(Tickets.ByLabel.Where(label)));

        Assert.Empty(await Found(Tickets.ByLabel.Where(new string('a', 501))));
    }

    [Fact]
    public async Task No_update_is_lost_when_many_change_one_document()
    {
        await Committed(new Batch().Put(Tickets.New("c")));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Increase("c", 20), Cancellation)));

        Assert.Equal(160, (await Store.Get(Tickets.Kind, "c", Cancellation))!.Body.Count);
    }

    [Fact]
    public async Task An_answered_commit_is_seen_by_every_later_read()
    {
        await Committed(new Batch().Put(Tickets.New("c")));
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var answered = 0;

        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested)
                {
                    var least = Volatile.Read(ref answered);
                    Assert.True((await Store.Get(Tickets.Kind, "c", Cancellation))!.Body.Count >= least);
                }
            },
            Cancellation)).ToArray();

        for (; answered < 200; Interlocked.Increment(ref answered))
            await Committed(new Batch().Put(Tickets.New("c") with { Count = answered + 1 }, answered + 1));

        await done.CancelAsync();
        await Task.WhenAll(readers);
    }

    private async Task Increase(string id, int times)
    {
        while (times > 0)
        {
            var stored = (await Store.Get(Tickets.Kind, id, Cancellation))!;
            var next = stored.Body with { Count = stored.Body.Count + 1 };

            if (await Store.Commit(new Batch().Put(next, stored.Version), Cancellation) is Outcome.Committed)
                times--;
        }
    }
}
