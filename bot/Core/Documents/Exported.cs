using System.Text.Json;

namespace ChatOps.Documents;

/// <summary>Lines of an export, for whoever keeps or moves them.</summary>
public static class Exported
{
    /// <summary>The first line, with which every import begins.</summary>
    public static string Heading => new Row.Heading(Row.Heading.Newest).Write();

    /// <summary>Opens a document as it would be opened when it is read.</summary>
    /// <param name="line">A line with a document.</param>
    /// <param name="kinds">By name.</param>
    /// <returns>Why it cannot be, in a sentence; null: it can.</returns>
    public static string? WhyUnreadable(string line, IReadOnlyDictionary<string, Kind> kinds)
    {
        Row.Document? document = null;

        try
        {
            document = Row.Read(line) as Row.Document;

            if (document is null)
                return null;

            if (!kinds.TryGetValue(document.Kind, out var kind))
                return $"Nothing here knows the kind {document.Kind}.";

            kind.Reindex(document.Body, document.Schema);
            return null;
        }
        catch (Exception e) when (e is StoreException or JsonException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            return $"{document?.Kind} {document?.Id}: {e.Message}";
        }
    }
}
