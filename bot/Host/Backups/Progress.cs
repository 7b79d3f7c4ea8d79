using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatOps.Host.Backups;

/// <summary>How far a restore has come, kept in the data folder so that one that was killed goes on where it was.</summary>
/// <param name="Source">Which backup: the hash of its manifest.</param>
/// <param name="Engine">Into which engine.</param>
/// <param name="Done">Entry to the rows of it that are in.</param>
internal sealed record Progress(string Source, string Engine, Dictionary<string, long> Done)
{
    public static Progress Of(Manifest manifest, string engine) =>
        new(Convert.ToHexStringLower(SHA256.HashData(manifest.Write())), engine, new(StringComparer.Ordinal));

    /// <returns>Null: none was begun.</returns>
    public static Progress? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), ProgressJson.Default.Progress) : null;
        }
        catch (JsonException)
        {
            return new("", "", []);
        }
    }

    public void Write(string path)
    {
        var draft = path + ".new";

        using (var file = File.Create(draft))
        {
            JsonSerializer.Serialize(file, this, ProgressJson.Default.Progress);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Progress))]
internal sealed partial class ProgressJson : JsonSerializerContext;
