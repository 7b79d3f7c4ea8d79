using System.Globalization;

namespace ChatOps.Platforms.Discord;

/// <summary>Gives ids, rising, that tell their moment.</summary>
internal sealed class Snowflakes(TimeProvider clock)
{
    private const long Epoch = 1_420_070_400_000;
    private long last;

    public string Next()
    {
        lock (this)
        {
            var now = (clock.GetUtcNow().ToUnixTimeMilliseconds() - Epoch) << 22;
            last = now > last ? now : last + 1;
            return last.ToString(CultureInfo.InvariantCulture);
        }
    }
}
