namespace ChatOps.People;

/// <summary>Days on which somebody is not here, the first and the last included.</summary>
public sealed record Absence(DateOnly From, DateOnly Until);

/// <summary>Somebody else may ask for help in a person's place.</summary>
/// <param name="To">The id of the delegate.</param>
/// <param name="Until">The last day.</param>
public sealed record Delegation(string To, DateOnly Until);
