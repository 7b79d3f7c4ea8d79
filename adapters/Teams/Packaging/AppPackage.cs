using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatOps.Teams.Packaging;

/// <summary>The app as it is given to Teams: one zip file.</summary>
public static class AppPackage
{
    private const string Manifest = "manifest.json";

    private static readonly string[] Icons = ["color.png", "outline.png"];
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Always the same, so that the same app is the same file.
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Its texts, by the name of the file; the icons come as they are.</summary>
    public static IReadOnlyDictionary<string, string> Texts(AppManifest manifest) => AppManifest.Languages
        .Select(language => ($"{language}.json", manifest.Draw(language)))
        .Prepend((Manifest, manifest.Draw()))
        .ToDictionary(file => file.Item1, file => $"{file.Item2.ToJsonString(Readable)}\n", StringComparer.Ordinal);

    public static void Write(Stream to, AppManifest manifest)
    {
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);

        foreach (var (name, text) in Texts(manifest))
            Put(zip, name, Encoding.UTF8.GetBytes(text));

        foreach (var name in Icons)
            Put(zip, name, Icon(name));
    }

    /// <summary>The ids of app and bot and the domains in a package.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static (string App, string Bot, IReadOnlyList<string> Domains) Read(Stream from)
    {
        using var zip = new ZipArchive(from, ZipArchiveMode.Read, leaveOpen: true);
        using var manifest = zip.GetEntry(Manifest)?.Open() ?? throw new InvalidDataException($"there is no {Manifest} in it");

        try
        {
            var json = JsonNode.Parse(manifest);
            return ((string)json!["id"]!, (string)json["bots"]![0]!["botId"]!, [.. json["validDomains"]!.AsArray().Select(domain => (string)domain!)]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            throw new InvalidDataException($"its {Manifest} is not one of an app", e);
        }
    }

    /// <summary>192 by 192 in colour, and 32 by 32 in white.</summary>
    public static byte[] Icon(string name)
    {
        using var icon = typeof(AppPackage).Assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        icon.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void Put(ZipArchive zip, string name, byte[] content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = At;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
