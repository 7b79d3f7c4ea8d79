using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>Commits waiting work together, or finds out which of it cannot be committed.</summary>
internal sealed class Group(Transaction transaction, Tables tables, JournalStream journal, DocumentCache cache)
{
    public const string CommitRow = "~commits";
    private volatile StoreException? fault;
    private bool isClosing;

    /// <summary>Set once the store is closed, or the disk has failed: then nobody knows what the file holds until it is opened again.</summary>
    public StoreException? Fault => fault;

    public void Commit(List<Waiting> group)
    {
        if ((fault ?? journal.Full) is { } refusal)
        {
            Fail(group, refusal);
            return;
        }

        try
        {
            if (TryCommit(group) is { } error)
                Separate(group, error);
        }
        catch (Exception e)
        {
            Break(e);
            Fail(group, fault!);
        }
    }

    public void Break(Exception cause)
    {
        tables.Abandon();
        fault ??= new StoreException(
            $"The store had a disk error ({cause.Message}) and must be reopened: make room or repair the disk, then start ChatOps again.",
            cause);
    }

    /// <summary>Keeps the numbers that were given.</summary>
    public void Close()
    {
        isClosing = transaction.Counters.HaveChanged;

        if (isClosing)
            Commit([new Waiting<bool>(() => true, isAlone: false)]);
    }

    public void RefuseAll() => fault ??= new StoreException($"The store is closed.");

    /// <returns>The error of the first work that failed; then nothing was committed.</returns>
    private Exception? TryCommit(List<Waiting> group)
    {
        tables.Begin();

        foreach (var work in group)
        {
            if (work.Do() is { } error)
            {
                Undo();
                return error is IOException ? throw error : error;
            }
        }

        Save();
        group.ForEach(work => work.Answer());
        return null;
    }

    private void Save()
    {
        if (!tables.HasChanged && !isClosing)
        {
            tables.Commit();
            return;
        }

        transaction.Documents.Index.Save();
        transaction.Counters.Save();
        // LiteDB marks the last changed page as the end of the commit: there must be one, even when all went out before.
        tables.Put(Tables.Counters, CommitRow, "0");
        var commits = journal.Confirmed + 1;
        tables.Commit();
        journal.WaitUntilDurable(commits);
        transaction.Documents.Index.Publish();
        cache.Publish(transaction.Documents.TakeChanged());
    }

    private void Undo()
    {
        tables.Rollback();
        transaction.Documents.Index.Forget();
        transaction.Facts.Forget();

        if (!tables.HasChanged)
            return;

        // A rollback may have written pages: afterwards the count of commits is exact again.
        tables.Checkpoint();
        transaction.Documents.TakeChanged();
        transaction.Jobs.Load();
    }

    private void Separate(List<Waiting> group, Exception error)
    {
        if (transaction.LooksFirst && group is [var alone])
        {
            alone.Fail(error is ArgumentException or StoreException ? error : new StoreException($"The store could not keep this: {error.Message}", error));
            return;
        }

        transaction.LooksFirst = true;
        group.ForEach(work => Commit([work]));
        transaction.LooksFirst = false;
    }

    private static void Fail(List<Waiting> group, Exception error) => group.ForEach(work => work.Fail(error));
}
