namespace ChatOps.Tickets;

/// <summary>How many people or services suffer.</summary>
internal enum Impact
{
    /// <summary>A service, or everybody.</summary>
    High,

    /// <summary>A group.</summary>
    Medium,

    /// <summary>One person.</summary>
    Low,
}

/// <summary>How long it can wait.</summary>
internal enum Urgency
{
    High,
    Medium,
    Low,
}

/// <summary>Which ticket comes first: follows from impact and urgency.</summary>
internal enum Priority
{
    P1,
    P2,
    P3,
    P4,
}

/// <summary>One cell of the matrix.</summary>
internal sealed record Cell(Impact Impact, Urgency Urgency, Priority Priority);

/// <summary>A priority that an agent has set against the matrix.</summary>
internal sealed record Override(Priority Priority, string Reason, string By);
