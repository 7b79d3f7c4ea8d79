namespace ChatOps.Discord.Gateway;

/// <summary>What it takes to go on where a connection broke.</summary>
/// <param name="Sequence">The number of the last event that came.</param>
internal sealed record ShardSession(string Id, string ResumeUrl, long Sequence);
