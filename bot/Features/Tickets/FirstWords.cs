using System.Text.RegularExpressions;
using ChatOps.Commands;

namespace ChatOps.Tickets;

/// <summary>Makes of what somebody says first what the form of a ticket is filled with.</summary>
internal static partial class FirstWords
{
    private const int LongestTitle = 100;

    public static Invocation Ticket(string text, IReadOnlyList<FileRef> files)
    {
        var title = Title(text);

        return new("ticket new", new Arguments(
                ("title", title.Length > 0 ? title : null),
                ("details", text.Length > title.Length + 1 ? text : null),
                ("urgency", Urgency(text) is { } urgency ? Terms.Value(urgency) : null))
            .With("files", [.. files.Select(file => file.ToString())]));
    }

    /// <summary>The first sentence, cut at a word when it is long.</summary>
    public static string Title(string text)
    {
        var first = Sentence().Match(text.Trim()).Value.TrimEnd('.', '!', ' ', '\n');

        if (first.Length <= LongestTitle)
            return first;

        var cut = first.LastIndexOf(' ', LongestTitle - 1);
        cut = cut > LongestTitle / 2 ? cut : LongestTitle - 1;
        return first[..(char.IsHighSurrogate(first[cut - 1]) ? cut - 1 : cut)].TrimEnd(' ', ',', ';', ':') + "…";
    }

    public static Urgency? Urgency(string text) =>
        Patient().IsMatch(text) ? Tickets.Urgency.Low : Pressing().IsMatch(text) ? Tickets.Urgency.High : null;

    [GeneratedRegex(@"^.+?(?:[.!?](?=\s|$)|\n|$)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\b(?:urgent(?:ly)?|asap|emergency|immediately|right away|critical|can(?:not|['’]?t| not) work|unable to work|nobody can|no one can|everybody is|everyone is|dringend|eilig|eilt|sofort|notfall|kritisch|nicht (?:mehr )?arbeiten|niemand kann|keiner kann)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pressing();

    [GeneratedRegex(@"\b(?:not urgent|no rush|no hurry|nicht dringend|nicht eilig|eilt nicht|keine eile|wenn sie zeit haben|when(?:ever)? you have time)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Patient();
}
