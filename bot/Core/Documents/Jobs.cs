namespace ChatOps.Documents;

/// <summary>Work that exactly one process does, later: a delivery, a reminder, a redrawing.</summary>
/// <param name="Id">A second job with the id of a waiting one changes nothing, so the id says what must not happen twice.</param>
/// <param name="Task">Who does it: the name of a task that a part of the program has registered.</param>
public sealed record Job(string Id, DateTimeOffset Due, string Task, string Payload = "")
{
    /// <summary>Jobs of one lane are done one after the other, in the order they were committed; null: on its own.</summary>
    public string? Lane { get; init; }

    /// <summary>The id of the person whose rights the work has when it runs, or <c>system</c>.</summary>
    public string RunAs { get; init; } = "system";
}

/// <param name="Attempt">1 for the first.</param>
/// <param name="Token">Finishing, renewing, retrying and burying quote it: whoever lost the lease changes nothing.</param>
public sealed record Lease(Job Job, int Attempt, string Token);

/// <summary>How a store fares.</summary>
/// <param name="Engine">What keeps the documents, by its own name.</param>
/// <param name="Bytes">How large it is; null: it does not say.</param>
/// <param name="Due">How much work is due and not done: waiting, being done, or to be tried again.</param>
/// <param name="Oldest">Since when the oldest of that is due; null: there is none.</param>
/// <param name="Dead">How much work was given up.</param>
public sealed record Vitals(string Engine, long? Bytes, long Due, DateTimeOffset? Oldest, long Dead);

/// <summary>Work that was given up: kept to be seen, and out of its lane.</summary>
public sealed record DeadJob(Job Job, int Attempts, string Error, DateTimeOffset At);
