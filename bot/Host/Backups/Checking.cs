using System.Security.Cryptography;
using System.Text.Json;
using ChatOps.Documents;

namespace ChatOps.Host.Backups;

/// <summary>Looks at all of a backup before anything is done with it.</summary>
internal static class Checking
{
    private const int MostRefused = 100;

    /// <summary>Reads every entry to its end.</summary>
    /// <exception cref="Trouble">One is not what was written there.</exception>
    public static Manifest Check(IParcel parcel, CancellationToken cancellation)
    {
        var manifest = Manifest.Read(parcel);

        foreach (var entry in manifest.Entries)
        {
            cancellation.ThrowIfCancellationRequested();

            if (Measured(parcel, entry) != entry)
                throw new Trouble($"{parcel.Name} is damaged: {entry.Name} is not what was written there. Take another copy; nothing was changed.");
        }

        return manifest;
    }

    /// <summary>Opens each document with the kind it has today.</summary>
    /// <returns>What could not be opened.</returns>
    public static IReadOnlyList<string> Open(IParcel parcel, Manifest manifest, IReadOnlyCollection<Kind> kinds)
    {
        var refused = new List<string>();
        var known = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

        foreach (var entry in manifest.Entries.Where(entry => entry.Name.StartsWith(Names.Documents, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(parcel.Open(entry.Name)!);

            while (reader.ReadLine() is { } line && refused.Count < MostRefused)
            {
                if (Exported.WhyUnreadable(line, known) is { } why && !refused.Contains(why))
                    refused.Add(why);
            }
        }

        return refused;
    }

    private static Entry? Measured(IParcel parcel, Entry entry)
    {
        using var stream = parcel.Open(entry.Name);

        if (stream is null)
            return null;

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (rows, bytes) = (0L, 0L);

        try
        {
            using var lines = new LineSink(line => rows += RowName.Of(line.Span).Row is RowName.Form ? 0 : 1);
            var buffer = new byte[1 << 16];

            for (int read; (read = stream.Read(buffer)) > 0; bytes += read)
            {
                hash.AppendData(buffer, 0, read);

                if (!entry.IsFile)
                    lines.Write(buffer.AsSpan(0, read));
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or JsonException or StoreException)
        {
            return null;
        }

        return new(entry.Name, rows, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
