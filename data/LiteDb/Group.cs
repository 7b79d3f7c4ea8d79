using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>Commits waiting work together, or finds out which of it cannot be committed.</summary>
internal sealed class Group(Transaction transaction, Tables tables, JournalStream journal, DocumentCache cache)
{
    public const string CommitRow = "~commits";
    private const int ChunkSize = 1000;
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

    /// <summary>What a crash has left in the log.</summary>
    public void Recover()
    {
        if (tables.Logged() is not [_, ..] done)
            return;

        tables.Begin();
        done.ForEach(transaction.Redo);
        Write(settles: true);
    }

    /// <summary>Brings a file of an earlier form to the present one. Safe to begin again.</summary>
    public void Renew()
    {
        if (tables.Format is LiteDbFile.NewestFormat)
            return;

        // What a try that was cut off has left may be outdated.
        while (Do(() => transaction.Leave(ChunkSize)) is ChunkSize)
        {
        }

        foreach (var table in (string[])[Tables.Documents, Tables.Facts, Tables.Events, Tables.Jobs])
        {
            for (var after = ""; after is not null;)
                after = Do(() => transaction.Enter(table, after, ChunkSize));
        }

        tables.Format = LiteDbFile.NewestFormat;
        tables.Checkpoint();

        T Do<T>(Func<T> work)
        {
            tables.Begin();
            var result = work();
            Write(settles: true);
            return result;
        }
    }

    /// <summary>Brings everything that is logged to its tables.</summary>
    public void Settle()
    {
        if (tables.IsSettled)
            return;

        tables.Begin();
        Write(settles: true);
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
            tables.Rollback();
            return;
        }

        transaction.Counters.Save();
        Write(settles: tables.IsLong);
    }

    private void Write(bool settles)
    {
        if (settles)
            transaction.Documents.Index.Save();

        var commits = journal.Confirmed + 1;
        tables.Commit(settles);
        journal.WaitUntilDurable(commits);
        tables.Publish();
        transaction.Documents.Index.Publish(isSaved: settles);
        cache.Publish(transaction.Documents.TakeChanged());
    }

    private void Undo()
    {
        tables.Rollback();
        transaction.Documents.Index.Forget();
        transaction.Facts.Forget();
        transaction.Documents.TakeChanged();
    }

    private void Separate(List<Waiting> group, Exception error)
    {
        if (group is [var alone])
            alone.Fail(error is ArgumentException or StoreException ? error : new StoreException($"The store could not keep this: {error.Message}", error));
        else
            group.ForEach(work => Commit([work]));
    }

    private static void Fail(List<Waiting> group, Exception error) => group.ForEach(work => work.Fail(error));
}
