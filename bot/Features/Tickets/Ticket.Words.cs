using System.Text.RegularExpressions;
using ChatOps.Cards;
using ChatOps.Documents;

namespace ChatOps.Tickets;

/// <summary>The words by which a ticket is found.</summary>
internal sealed partial record Ticket
{
    /// <summary>Which words were said on it, so that they find it; what staff tell each other is not among them.</summary>
    public IReadOnlyList<string> Said { get; init => field = value ?? []; } = [];

    private string SearchText =>
        $"{Id} {Title} {Details} {Desk.InWords(Category)} {Desk.InWords(Service)} {string.Join(' ', Files.Select(file => file.Name))} {string.Join(' ', Said)}";
}

/// <summary>The words of the internal notes of a ticket. Apart from it, since they find it for its staff alone.</summary>
/// <param name="Ticket">The id of the ticket.</param>
internal sealed record NoteWords(string Ticket)
{
    public static readonly Kind<NoteWords> Kind = new Kind<NoteWords>("note-words", TicketsJson.Default.NoteWords, words => words.Ticket)
        .Text(words => string.Join(' ', words.All), words => Key.Of(words.Ticket))
        .Concerns(new((_, _) => false, (_, _) => [], (words, _) => words, "all"))
        .AuditedAs(words => $"ticket:{words.Ticket}");

    public IReadOnlyList<string> All { get; init => field = value ?? []; } = [];
}

internal static partial class Vocabulary
{
    // Whoever pastes a dictionary is found by its beginning.
    private const int Most = 3000;
    private const int Longest = 60;

    /// <summary>These words and those of a message and its files, each once.</summary>
    public static IReadOnlyList<string> With(this IReadOnlyList<string> known, string text, IReadOnlyList<Attachment> files)
    {
        var all = $"{text} {string.Join(' ', files.Select(file => file.Name))}".ToLowerInvariant();
        string[] more = [.. Word().Matches(all).Select(word => word.Value).Where(word => word.Length is > 1 and <= Longest).Distinct().Except(known)];
        return more is [] ? known : [.. known.Concat(more).Take(Most)];
    }

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
