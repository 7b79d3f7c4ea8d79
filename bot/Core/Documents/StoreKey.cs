using System.Security.Cryptography;
using System.Text;

namespace ChatOps.Documents;

/// <summary>
/// What encrypts everything at rest: the database file, what people attached, backups. Each file is encrypted under a key
/// of its own, derived from this one and the salt in the file.
/// </summary>
public sealed class StoreKey
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = 32;

    private const int FewestDistinct = 12;
    private const int ShortestPassphrase = 12;
    private const int Rounds = 600_000;

    private readonly byte[] secret;

    private StoreKey(byte[] secret, bool isPassphrase) => (this.secret, IsPassphrase) = (secret, isPassphrase);

    /// <summary>Whether it is the words of a person, which are made hard to try.</summary>
    public bool IsPassphrase { get; }

    /// <param name="where">Where the key stands, for the sentence: <c>The setting Data:Key</c>.</param>
    /// <exception cref="StoreException">It is no key, or one that could be guessed. The message does not hold it.</exception>
    public static StoreKey Parse(string text, string where)
    {
        var bytes = new byte[Size + 1];

        if (!Convert.TryFromBase64String(text.Trim(), bytes, out var length) || length is not Size)
            throw new StoreException($"{where} is not 32 bytes in base64. Make a key with: openssl rand -base64 32");

        var key = bytes[..Size];

        return key.Distinct().Count() < FewestDistinct
            ? throw new StoreException($"{where} is too easy to guess. Make a key with: openssl rand -base64 32")
            : new(key, isPassphrase: false);
    }

    /// <exception cref="StoreException">It is too short.</exception>
    public static StoreKey OfPassphrase(string words) => words.Trim() is { Length: >= ShortestPassphrase } trimmed
        ? new(Encoding.UTF8.GetBytes(trimmed.Normalize()), isPassphrase: true)
        : throw new StoreException($"The passphrase is shorter than {ShortestPassphrase} characters. Take a longer one.");

    /// <summary>A key that nobody else has and that is gone with the process.</summary>
    public static StoreKey Passing() => new(RandomNumberGenerator.GetBytes(Size), isPassphrase: false);

    /// <param name="purpose">Keys for different purposes tell nothing about one another.</param>
    internal byte[] For(string purpose, ReadOnlySpan<byte> salt)
    {
        var from = IsPassphrase ? Rfc2898DeriveBytes.Pbkdf2(secret, salt, Rounds, HashAlgorithmName.SHA256, Size) : secret;
        var derived = new byte[Size];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, from, derived, salt, Encoding.UTF8.GetBytes(purpose));
        return derived;
    }
}
