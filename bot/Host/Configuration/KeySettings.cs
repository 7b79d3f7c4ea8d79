using ChatOps.Documents;

namespace ChatOps.Host.Configuration;

/// <summary>The key that encrypts everything at rest, from <c>Data:Key</c> or <c>Data:KeyFile</c>.</summary>
internal static class KeySettings
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <exception cref="Trouble">It is no key. The sentence does not hold it.</exception>
    public static StoreKey? Read(string? key, string? file)
    {
        if (key is not null && file is not null)
            throw new Trouble($"Both Data:Key and Data:KeyFile are set. Keep one of them.");

        try
        {
            return key is not null ? StoreKey.Parse(key, "The setting Data:Key")
                : file is not null ? StoreKey.Parse(Content(Path.GetFullPath(file)), $"The key in {file}")
                : null;
        }
        catch (StoreException e)
        {
            throw new Trouble(e.Why, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new Trouble($"The setting Data:KeyFile is {file}, which cannot be read ({e.Message.TrimEnd('.')}). Name a file that holds the key.", e);
        }
    }

    private static string Content(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) is not UnixFileMode.None)
            throw new Trouble($"The key in {path} can be read by others on this machine. Run chmod 600 on it.");

        return File.ReadAllText(path);
    }
}
