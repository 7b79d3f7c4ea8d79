using ChatOps.Conversations;
using ChatOps.Commands;

namespace ChatOps.Documents;

/// <summary>A file that somebody sent. Until a turn binds it, it is swept away after 24 hours.</summary>
/// <param name="Hash">SHA-256 of the content, which lies in the file folder under that name.</param>
/// <param name="By">The id of the person who sent it; nobody else can attach it.</param>
internal sealed record StoredFile(string Hash, string Name, string Type, long Size, string By, DateTimeOffset At)
{
    public static readonly Kind<StoredFile> Kind = new Kind<StoredFile>("file", ConversationJson.Default.StoredFile, file => $"{file.Hash}/{file.By}")
        .Unaudited()
        .Concerns(new((_, _) => false, (file, id) => file.By == id ? [file.Name] : [], (file, erasure) => erasure.Files.Contains(file.Hash) ? null : file));

    public static readonly Index<StoredFile> Unbound = Kind.Index("unbound", file => file.Bound ? null : Key.Of(file.At));

    public static readonly Index<StoredFile> ByHash = Kind.Index("hash", file => Key.Of(file.Hash));

    /// <summary>Something names it: it stays.</summary>
    public bool Bound { get; init; }

    public static string IdOf(FileRef file, string person) => $"{file.Hash}/{person}";
}
