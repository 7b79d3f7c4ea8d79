using System.Globalization;

namespace ChatOps.Discord.Wire;

/// <summary>What an id tells.</summary>
internal static class Snowflake
{
    private const long Epoch = 1_420_070_400_000;
    private const int MomentBits = 22;

    /// <returns>When it was given; null: it is no id.</returns>
    public static DateTimeOffset? MomentOf(string id) => ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? DateTimeOffset.FromUnixTimeMilliseconds((long)(number >> MomentBits) + Epoch)
        : null;

    /// <returns>The first id that could be given at that moment.</returns>
    public static string Of(DateTimeOffset moment) => ((moment.ToUnixTimeMilliseconds() - Epoch) << MomentBits).ToString(CultureInfo.InvariantCulture);
}
