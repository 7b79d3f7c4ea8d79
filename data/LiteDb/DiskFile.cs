using ChatOps.Documents;
using Microsoft.Win32.SafeHandles;

namespace ChatOps.Data;

/// <summary>A file that belongs to this process alone.</summary>
internal sealed class DiskFile(SafeFileHandle handle, DriveInfo? drive) : IBlockFile
{
    public long Length => RandomAccess.GetLength(handle);

    public long Room
    {
        get
        {
            try
            {
                return drive?.AvailableFreeSpace ?? long.MaxValue;
            }
            catch (IOException)
            {
                // Not every file system says; then a full one is met as a disk error.
                return long.MaxValue;
            }
        }
    }

    /// <exception cref="StoreException">It is somebody else's, or cannot be written.</exception>
    public static DiskFile Open(string path, FileMode mode)
    {
        try
        {
            return new(File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.None), DriveOf(path));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException or NotSupportedException)
        {
            throw Unwritable(path, e);
        }
        catch (IOException e)
        {
            throw IsLocked(path) ? InUse(path, e) : Unwritable(path, e);
        }
    }

    public int Read(Span<byte> buffer, long offset)
    {
        var total = 0;

        while (total < buffer.Length && RandomAccess.Read(handle, buffer[total..], offset + total) is > 0 and var count)
            total += count;

        return total;
    }

    public void Write(ReadOnlySpan<byte> buffer, long offset) => RandomAccess.Write(handle, buffer, offset);

    public void SetLength(long length) => RandomAccess.SetLength(handle, length);

    public void Sync() => RandomAccess.FlushToDisk(handle);

    public void Dispose() => handle.Dispose();

    internal static StoreException Unwritable(string path, Exception cause) =>
        new($"The store {path} cannot be written ({cause.Message}). Check the folder and its permissions, or choose another with Data:Folder.", cause);

    private static StoreException InUse(string path, Exception cause) =>
        new($"The store {path} is in use by another process. Stop that one first: only one process can own a LiteDB file.", cause);

    private static DriveInfo? DriveOf(string path) =>
        (OperatingSystem.IsWindows() ? Path.GetPathRoot(path) : Path.GetDirectoryName(path)) is { Length: > 0 } root ? new(root) : null;

    // Who only reads is refused by nothing but the lock.
    private static bool IsLocked(string path)
    {
        try
        {
            File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read).Dispose();
            return false;
        }
        catch (IOException) when (File.Exists(path))
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
