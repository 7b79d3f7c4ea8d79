using System.Security.Cryptography;
using ChatOps.Documents;

namespace ChatOps.Host.Storing;

/// <summary>The secret that ties the audit trail together: a file outside the database, for this user alone.</summary>
internal static class AuditKey
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The key that lies there; a new one when there is none.</summary>
    /// <exception cref="Trouble">It cannot be read or made.</exception>
    public static FactChain In(string path)
    {
        try
        {
            if (!File.Exists(path))
                Make(path);

            return new(Read(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Trouble($"The key of the audit trail, {path}, cannot be read or made ({e.Message.TrimEnd('.')}). Give this user the right to, or name another place with Audit:KeyFile.", e);
        }
    }

    private static byte[] Read(string path)
    {
        var key = new byte[FactChain.KeySize];

        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), key, out var size) && size == key.Length
            ? key
            : throw new Trouble($"The file {path} is not the key of an audit trail. Put the right one there; without it nobody can say whether the trail is as it was written.");
    }

    private static void Make(string path)
    {
        var draft = $"{path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };

        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Mine;

        using (var file = new FileStream(draft, options))
        using (var text = new StreamWriter(file))
            text.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(FactChain.KeySize)));

        try
        {
            // Whoever was first has made the key for both.
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
