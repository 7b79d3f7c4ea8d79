namespace ChatOps.Data.Tests.Faults;

/// <summary>How much is tried: little on every change, much with <c>make faults</c>.</summary>
internal static class Effort
{
    public static int Times(int usually, int thoroughly) =>
        Environment.GetEnvironmentVariable("CHATOPS_FAULTS") is "1" ? thoroughly : usually;
}
