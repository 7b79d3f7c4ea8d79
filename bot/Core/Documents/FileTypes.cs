namespace ChatOps.Documents;

/// <summary>Which files are taken: by their ending, and only when their content is what the ending says.</summary>
internal static class FileTypes
{
    private static readonly (string Ending, string Type, byte[] Start)[] Known =
    [
        ("png", "image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        ("jpg", "image/jpeg", [0xFF, 0xD8, 0xFF]),
        ("jpeg", "image/jpeg", [0xFF, 0xD8, 0xFF]),
        ("gif", "image/gif", "GIF8"u8.ToArray()),
        ("webp", "image/webp", "RIFF"u8.ToArray()),
        ("pdf", "application/pdf", "%PDF-"u8.ToArray()),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK"u8.ToArray()),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"u8.ToArray()),
        ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "PK"u8.ToArray()),
        ("zip", "application/zip", "PK"u8.ToArray()),
        ("txt", "text/plain", []),
        ("log", "text/plain", []),
        ("csv", "text/csv", []),
        ("json", "application/json", []),
    ];

    public static string Names { get; } = string.Join(", ", Known.Select(known => known.Ending));

    /// <returns>The media type; null: not taken.</returns>
    public static string? Of(string name, ReadOnlySpan<byte> start)
    {
        var ending = Path.GetExtension(name).TrimStart('.').ToLowerInvariant();

        foreach (var known in Known)
        {
            if (known.Ending == ending)
                return known.Start is [] ? IsText(start) ? known.Type : null : start.StartsWith(known.Start) ? known.Type : null;
        }

        return null;
    }

    // Any encoding that has no control characters but those of text.
    private static bool IsText(ReadOnlySpan<byte> start)
    {
        foreach (var value in start)
        {
            if (value < 0x20 && value is not ((byte)'\t' or (byte)'\r' or (byte)'\n' or 0x0C or 0x1B))
                return false;
        }

        return true;
    }
}
