using System.Text;
using NSec.Cryptography;

namespace ChatOps.Platforms.Discord;

/// <summary>Signs as Discord does: Ed25519 over the moment and the body.</summary>
public sealed class Signing : IDisposable
{
    private readonly Key key = Key.Create(SignatureAlgorithm.Ed25519);

    public string PublicKey => Convert.ToHexStringLower(key.PublicKey.Export(KeyBlobFormat.RawPublicKey));

    /// <returns>In hexadecimal.</returns>
    public string Sign(string timestamp, ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SignatureAlgorithm.Ed25519.Sign(key, [.. Encoding.UTF8.GetBytes(timestamp), .. body]));

    public void Dispose() => key.Dispose();
}
