using System.Security.Cryptography;

namespace ChatOps.People;

/// <summary>Secrets that people read in one place and type in another.</summary>
public static class ReadableCode
{
    private const int GroupSize = 4;

    // Without those that are taken for one another.
    private const string Alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    public static string New(int length) => RandomNumberGenerator.GetString(Alphabet, length);

    /// <summary><c>ABCD-EFGH</c></summary>
    public static string Grouped(string letters) => string.Join('-', letters.Chunk(GroupSize).Select(group => new string(group)));

    /// <summary>What was meant by what was typed: small letters, blanks and hyphens are forgiven.</summary>
    public static string Plain(string typed) => string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
