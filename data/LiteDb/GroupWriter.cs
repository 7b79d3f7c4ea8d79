using System.Collections.Concurrent;
using ChatOps.Documents;
using LiteDB;

namespace ChatOps.Data;

/// <summary>
/// The one thread that writes. It takes everything that waits into one transaction and one fsync, and answers none of it
/// before that. LiteDB with several writers loses and corrupts; see the storage decision.
/// </summary>
internal sealed class GroupWriter : IDisposable
{
    private const int LargestGroup = 256;

    private readonly BlockingCollection<Waiting> waiting = [];
    private readonly Group group;
    private readonly Tables tables;
    private readonly JournalStream journal;
    private readonly int checkpointPages;
    private readonly Thread thread;

    public GroupWriter(Group group, Tables tables, JournalStream journal, int checkpointPages)
    {
        (this.group, this.tables, this.journal, this.checkpointPages) = (group, tables, journal, checkpointPages);
        thread = new(Run) { IsBackground = true, Name = "store writer" };
        thread.Start();
    }

    /// <summary>Work in a transaction that others may share.</summary>
    public Task<T> Write<T>(Func<T> work) => Enqueue(new Waiting<T>(work, isAlone: false));

    public Task Write(Action work) => Write(() =>
    {
        work();
        return true;
    });

    /// <summary>Work between two transactions, while nobody writes and everything is in the data file.</summary>
    public Task<T> Alone<T>(Func<T> work) => Enqueue(new Waiting<T>(work, isAlone: true));

    public void Dispose()
    {
        waiting.CompleteAdding();
        thread.Join();
        waiting.Dispose();
    }

    private Task<T> Enqueue<T>(Waiting<T> work)
    {
        try
        {
            waiting.Add(work);
        }
        catch (InvalidOperationException e) // closed, or disposed already
        {
            throw group.Fault ?? new StoreException($"The store is closed.", e);
        }

        return work.Answered;
    }

    private void Run()
    {
        foreach (var first in waiting.GetConsumingEnumerable())
        {
            var (shared, alone) = Gather(first);

            if (shared is not [])
                group.Commit(shared);

            if (alone is not null)
                DoAlone(alone);

            CheckpointWhenLong();
        }

        group.Close();

        if (group.Fault is null)
            TryCheckpoint();

        group.RefuseAll();
    }

    private (List<Waiting> Shared, Waiting? Alone) Gather(Waiting first)
    {
        if (first.IsAlone)
            return ([], first);

        var shared = new List<Waiting> { first };

        while (shared.Count < LargestGroup && waiting.TryTake(out var next))
        {
            if (next.IsAlone)
                return (shared, next);

            shared.Add(next);
        }

        return (shared, null);
    }

    private void DoAlone(Waiting alone)
    {
        if (group.Fault is not null || !TryCheckpoint())
        {
            alone.Fail(group.Fault ?? new StoreException($"The store is too busy with reading. Try again."));
            return;
        }

        if (alone.Do() is { } error)
            alone.Fail(error);
        else
            alone.Answer();
    }

    private void CheckpointWhenLong()
    {
        if (group.Fault is null && journal.Pages > checkpointPages)
            TryCheckpoint();
    }

    // A checkpoint waits for readers. When one takes too long, the journal grows until the next try.
    private bool TryCheckpoint()
    {
        try
        {
            group.Settle();
            tables.Checkpoint();
            return true;
        }
        catch (LiteException e) when (e.ErrorCode is LiteException.LOCK_TIMEOUT)
        {
            return false;
        }
        catch (Exception e)
        {
            group.Break(e);
            return false;
        }
    }
}
