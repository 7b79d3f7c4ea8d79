using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatOps.Host.Serving;

/// <summary>What a server leaves in its data folder so that a command line of the same user finds it.</summary>
/// <param name="Secret">Whoever can read it may speak for anybody: only the user of the server can.</param>
internal sealed record ServerFile(string Address, string Secret, int Pid)
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static ServerFile For(string address) => new(address, RandomNumberGenerator.GetHexString(64, lowercase: true), Environment.ProcessId);

    /// <returns>Null: there is none, or none that can be read.</returns>
    public static ServerFile? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), ServingJson.Default.ServerFile) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Whole or not at all, and never readable by others.</summary>
    public void Write(string path)
    {
        var draft = $"{path}.new";
        File.Delete(draft);

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };

        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Mine;

        using (var file = new FileStream(draft, options))
            JsonSerializer.Serialize(file, this, ServingJson.Default.ServerFile);

        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Removes it, unless another server has put its own there.</summary>
    public void Remove(string path)
    {
        if (Read(path) == this)
            File.Delete(path);
    }
}

[JsonSerializable(typeof(ServerFile))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ServingJson : JsonSerializerContext;
