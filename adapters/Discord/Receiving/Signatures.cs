using System.Globalization;
using System.Text;
using NSec.Cryptography;

namespace ChatOps.Discord.Receiving;

/// <summary>Tells what Discord has signed from everything else.</summary>
/// <param name="publicKey">In hexadecimal.</param>
internal sealed class Signatures(string publicKey, TimeProvider clock)
{
    private const int Length = 128;
    private static readonly SignatureAlgorithm Algorithm = SignatureAlgorithm.Ed25519;

    /// <summary>As much as clocks and a slow network differ by.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly PublicKey key = PublicKey.Import(Algorithm, Convert.FromHexString(publicKey), KeyBlobFormat.RawPublicKey);
    private readonly Recently seen = new(2 * Tolerance, clock);

    /// <returns>False: it is forged, changed, too old, or has come before.</returns>
    public bool Verify(string timestamp, string signature, ReadOnlySpan<byte> body) =>
        IsNow(timestamp)
        && signature.Length is Length && signature.All(char.IsAsciiHexDigit)
        && Algorithm.Verify(key, [.. Encoding.UTF8.GetBytes(timestamp), .. body], Convert.FromHexString(signature))
        && seen.Add(signature.ToUpperInvariant());

    private bool IsNow(string timestamp) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(seconds - clock.GetUtcNow().ToUnixTimeSeconds()) <= Tolerance.TotalSeconds;
}
