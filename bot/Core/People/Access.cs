namespace ChatOps.People;

/// <summary>Stub, filled below.</summary>
public sealed class Access;
