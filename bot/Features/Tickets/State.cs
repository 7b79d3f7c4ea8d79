namespace ChatOps.Tickets;

/// <summary>Where a ticket stands.</summary>
internal enum State
{
    New,
    Assigned,
    InProgress,
    Waiting,
    Resolved,
    Closed,
    Cancelled,
}

internal enum WaitFor
{
    Requester,
    Vendor,
}

internal enum ResolutionCode
{
    Fixed,
    Workaround,
    Answered,
    Fulfilled,
    NoFaultFound,
    Duplicate,
    NotReproducible,
}

/// <summary>Which moves of a ticket there are. Nothing else decides it.</summary>
internal static class Moves
{
    private static readonly Dictionary<State, State[]> From = new()
    {
        [State.New] = [State.Assigned, State.Waiting, State.Resolved, State.Cancelled],
        [State.Assigned] = [State.New, State.InProgress, State.Waiting, State.Resolved, State.Cancelled],
        [State.InProgress] = [State.New, State.Assigned, State.Waiting, State.Resolved, State.Cancelled],
        [State.Waiting] = [State.New, State.InProgress, State.Waiting, State.Resolved, State.Cancelled],
        [State.Resolved] = [State.New, State.InProgress, State.Closed],
        [State.Closed] = [State.New, State.InProgress],
        [State.Cancelled] = [],
    };

    public static bool Allows(State from, State to) => From[from].Contains(to);
}
