using System.Security.Cryptography;
using System.Text;
using ChatOps.Documents;

namespace ChatOps.People;

/// <summary>
/// What proves that somebody reads the output of the server, once. Only a hash is kept; the code dies with its use,
/// with the fifth wrong try, and after 24 hours.
/// </summary>
public sealed record ClaimCode(string Id, string Salt, string Hash, DateTimeOffset Until)
{
    public static readonly Kind<ClaimCode> Kind = new Kind<ClaimCode>("claim-code", PeopleJson.Default.ClaimCode, code => code.Id).Unaudited();

    internal const string TheOne = "claim";

    private const int MostTries = 5;
    private const int Length = 12;
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(24);

    public int WrongTries { get; init; }

    internal static (ClaimCode Kept, string Code) New(DateTimeOffset now)
    {
        var letters = ReadableCode.New(Length);
        var salt = RandomNumberGenerator.GetHexString(32);
        return (new(TheOne, salt, HashOf(salt, letters), now + Lasts), ReadableCode.Grouped(letters));
    }

    internal bool Lives(DateTimeOffset now) => now < Until && WrongTries < MostTries;

    internal int TriesLeft => MostTries - WrongTries;

    internal bool Is(string code) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(HashOf(Salt, ReadableCode.Plain(code))),
        Encoding.UTF8.GetBytes(Hash));

    private static string HashOf(string salt, string letters) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{salt}:{letters}")));
}
