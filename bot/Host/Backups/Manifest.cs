using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using ChatOps.Documents;

namespace ChatOps.Host.Backups;

/// <param name="Name">Its path in the backup: <c>documents/ticket.jsonl</c>, <c>files/…</c>.</param>
/// <param name="Rows">Lines that are not the form of the kind; 0 for a file.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record Entry(string Name, long Rows, long Bytes, string Sha256)
{
    public bool IsFile => Name.StartsWith(Names.Files, StringComparison.Ordinal);
}

/// <summary>What a backup or an export holds; <c>bot/decisions/open-format.md</c> describes all of it.</summary>
internal sealed record Manifest(int Format, string Program, string Engine, DateTimeOffset At, IReadOnlyList<Entry> Entries)
{
    public const int Newest = 1;

    public long Documents => Entries.Where(entry => entry.Name.StartsWith(Names.Documents, StringComparison.Ordinal)).Sum(entry => entry.Rows);

    public long Files => Entries.Count(entry => entry.IsFile);

    /// <exception cref="Trouble">It is none, or hostile.</exception>
    public static Manifest Read(IParcel parcel)
    {
        using var stream = parcel.Open(Names.Manifest) ?? throw new Trouble($"{parcel.Name} is no backup or export of ChatOps: there is no {Names.Manifest} in it. Name another.");

        try
        {
            var manifest = JsonSerializer.Deserialize(stream, ManifestJson.Default.Manifest) ?? throw new JsonException();

            if (manifest.Format > Newest)
                throw new Trouble($"{parcel.Name} was written by a newer version of ChatOps. Read it with that version.");

            return manifest.Entries is null || manifest.Entries.Any(entry => entry?.Name is null || !Names.IsEntry(entry.Name)) || manifest.Entries.DistinctBy(entry => entry.Name).Count() != manifest.Entries.Count
                ? throw new JsonException()
                : manifest;
        }
        catch (Exception e) when (e is JsonException or IOException or InvalidDataException or StoreException)
        {
            throw new Trouble($"The {Names.Manifest} of {parcel.Name} is not as ChatOps writes it. Take another copy.", e);
        }
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, ManifestJson.Default.Manifest);
}

/// <summary>The names of the entries.</summary>
internal static partial class Names
{
    public const string Manifest = "manifest.json";
    public const string Documents = "documents/";
    public const string Files = "files/";
    public const string Extension = ".jsonl";
    public const string Counters = "counters.jsonl";

    public static string OfKind(string kind) => $"{Documents}{Uri.EscapeDataString(kind)}{Extension}";

    /// <summary>Whether it is a name that ChatOps gives; nothing else is read or written.</summary>
    public static bool IsEntry(string name) => Allowed().IsMatch(name);

    [GeneratedRegex(@"\A(documents/[A-Za-z0-9_~%-]{1,100}\.jsonl|(facts|jobs|dead|events|counters)\.jsonl|files/[0-9a-f]{64})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Allowed();
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
