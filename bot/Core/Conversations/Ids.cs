using System.Security.Cryptography;

namespace ChatOps.Conversations;

/// <summary>Ids of our own for things that people never type: 80 bits that nobody can guess.</summary>
internal static class Ids
{
    public static string New() => RandomNumberGenerator.GetHexString(20, lowercase: true);
}
