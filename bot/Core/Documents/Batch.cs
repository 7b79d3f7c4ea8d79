namespace ChatOps.Documents;

/// <summary>Everything that one turn changes, committed whole or not at all.</summary>
public sealed class Batch
{
    internal sealed record Change(string Kind, string Id, long Expected, Indexed? Indexed, int Schema);

    internal List<Change> Changes { get; } = [];

    internal List<Fact> Facts { get; } = [];

    internal List<Job> Jobs { get; } = [];

    internal List<Job> Moved { get; } = [];

    internal List<string> Cancelled { get; } = [];

    internal List<Lease> Finished { get; } = [];

    internal List<string> Exhumed { get; } = [];

    internal string? OnceKey { get; private set; }

    internal string? OnceReply { get; private set; }

    internal DateTimeOffset OnceAt { get; private set; }

    public bool IsEmpty =>
        OnceKey is null && Changes is [] && Facts is [] && Jobs is [] && Moved is [] && Cancelled is [] && Finished is [] && Exhumed is [];

    /// <summary>Makes a repeated delivery harmless: a second batch with this key changes nothing and gets the reply kept here.</summary>
    public Batch Once(string key, DateTimeOffset at, string? reply = null)
    {
        (OnceKey, OnceAt, OnceReply) = (key, at, reply);
        return this;
    }

    /// <summary>The last change of a document in a batch is the one that counts.</summary>
    /// <param name="expected">The version read, or 0 for a document that must not exist yet.</param>
    public Batch Put<T>(Kind<T> kind, T document, long expected)
        where T : class =>
        Put(kind, document, kind.Write(document), expected);

    /// <param name="json">The document as its kind writes it.</param>
    internal Batch Put<T>(Kind<T> kind, T document, string json, long expected)
        where T : class
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expected);
        return Add(new(kind.Name, kind.IdOf(document), expected, kind.Describe(document, json), kind.Schema));
    }

    public Batch Delete<T>(Kind<T> kind, string id, long expected)
        where T : class
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(expected, 1);
        return Add(new(kind.Name, id, expected, null, kind.Schema));
    }

    public Batch Note(Fact fact)
    {
        Facts.Add(fact);
        return this;
    }

    /// <summary>A job whose id is already waiting is left as it is.</summary>
    public Batch Schedule(Job job)
    {
        Jobs.Add(job);
        return this;
    }

    /// <summary>Schedules the job, or gives a waiting one of that id this moment and payload; one that is being done runs once more afterwards.</summary>
    public Batch Reschedule(Job job)
    {
        Moved.Add(job);
        return this;
    }

    /// <summary>Takes work back, also from whoever is doing it (the lease is lost); unknown ids are ignored.</summary>
    public Batch Cancel(string jobId)
    {
        Cancelled.Add(jobId);
        return this;
    }

    /// <summary>Ends leased work together with its effects; a conflict when the lease was lost.</summary>
    public Batch Finish(Lease lease)
    {
        Finished.Add(lease);
        return this;
    }

    /// <summary>Takes work from what was given up, to be dropped or scheduled anew; a conflict when it is no longer there.</summary>
    public Batch Exhume(string jobId)
    {
        if (!Exhumed.Contains(jobId, StringComparer.Ordinal))
            Exhumed.Add(jobId);

        return this;
    }

    private Batch Add(Change change)
    {
        for (var at = Changes.Count - 1; at >= 0; at--)
        {
            if (Changes[at].Id == change.Id && Changes[at].Kind == change.Kind)
                Changes.RemoveAt(at);
        }

        Changes.Add(change);
        return this;
    }
}

/// <summary>What became of a commit.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>Done, and it survives power loss.</summary>
    public sealed record Committed : Outcome;

    /// <summary>The same <see cref="Batch.Once"/> key was committed before; this is the reply remembered then.</summary>
    public sealed record Duplicate(string? Reply) : Outcome;

    /// <summary>Somebody else changed this first, or has the lease; nothing of the batch happened.</summary>
    public sealed record Conflict(string Kind, string Id) : Outcome;
}
