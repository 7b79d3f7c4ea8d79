namespace ChatOps.Discord.Gateway;

/// <summary>How long to wait before connecting again: not at all the first time, then ever longer, and never all at once.</summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <param name="failures">How many there were before this one.</param>
    public static TimeSpan After(int failures)
    {
        if (failures is 0)
            return TimeSpan.Zero;

        var most = First * Math.Pow(2, Math.Min(failures - 1, 10)) is var wait && wait < Longest ? wait : Longest;
        return most * (0.5 + (Random.Shared.NextDouble() / 2));
    }
}
