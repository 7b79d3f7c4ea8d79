namespace ChatOps.Documents;

/// <summary>An entry of the audit trail: never changed, never deleted.</summary>
/// <param name="Subject">What it is about: <c>INC-1042</c>, <c>person:ada</c>.</param>
/// <param name="Actor">The id of a person, <c>cli:user</c>, <c>clock</c> or <c>system</c>.</param>
/// <param name="Through">The surface: <c>web</c>, <c>terminal</c>, <c>teams</c>, <c>discord</c>, <c>cli</c>, <c>clock</c>.</param>
/// <param name="What">The command.</param>
/// <param name="Changes">The changed fields as a JSON object, name to [before, after]; null when there are none.</param>
public sealed record Fact(string Subject, DateTimeOffset At, string Actor, string Through, string What, string? Changes = null);
