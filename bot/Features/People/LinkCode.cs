using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Staff;

/// <summary>What somebody shows in one account and types in another: for once, for 10 minutes. Only a hash is kept.</summary>
/// <param name="Person">The id of whoever it was shown to; there is one a person.</param>
internal sealed record LinkCode(string Person, string Hash, DateTimeOffset Until)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    public static readonly Kind<LinkCode> Kind = new Kind<LinkCode>("link-code", LinkingJson.Default.LinkCode, code => code.Person).Unaudited();

    public static readonly Index<LinkCode> ByHash = Kind.Index("hash", code => Key.Of(code.Hash));

    private const int Length = 8;

    public static (LinkCode Kept, string Code) New(string person, DateTimeOffset now)
    {
        var letters = ReadableCode.New(Length);
        return (new(person, HashOf(letters), now + Lasts), ReadableCode.Grouped(letters));
    }

    /// <returns>Null: there is no such code, or its time is over.</returns>
    public static async ValueTask<LinkCode?> Find(string typed, Turn turn) =>
        (await turn.Find(ByHash.Where(HashOf(ReadableCode.Plain(typed))))).Items is [{ Body: var code }] && turn.Now < code.Until ? code : null;

    private static string HashOf(string letters) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"link:{letters}")));
}

/// <summary>How often somebody has asked for a code and typed a wrong one within an hour.</summary>
internal sealed record LinkTries(string Person, DateTimeOffset Until)
{
    public const int MostWrong = 5;

    public const int MostCodes = 10;

    public static readonly Kind<LinkTries> Kind = new Kind<LinkTries>("link-tries", LinkingJson.Default.LinkTries, tries => tries.Person).Unaudited();

    private static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    public int Wrong { get; init; }

    public int Codes { get; init; }

    /// <summary>What counts for the caller now.</summary>
    public static async ValueTask<LinkTries> Of(Turn turn) =>
        await turn.Get(Kind, turn.Caller.Id) is { } tries && turn.Now < tries.Until ? tries : new(turn.Caller.Id, turn.Now + Lasts);
}

[JsonSerializable(typeof(LinkCode))]
[JsonSerializable(typeof(LinkTries))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class LinkingJson : JsonSerializerContext;
