using System.Text.RegularExpressions;
using ChatOps.Cards;
using ChatOps.Commands;

namespace ChatOps.StandUps;

/// <summary>What somebody wrote, with the numbers in it leading to what they name.</summary>
internal static partial class Linked
{
    public static Say Text(string text)
    {
        var parts = new List<Say>();
        var at = 0;

        foreach (Match match in Id().Matches(text))
        {
            parts.Add(Say.Text(text[at..match.Index]));
            parts.Add($"{SubjectId.Parse(match.Value, null)}");
            at = match.Index + match.Length;
        }

        return Say.Row(parts.Append(Say.Text(text[at..])));
    }

    public static bool IsId(string word) => Id().Match(word) is { Success: true, Length: var length } && length == word.Length;

    // What looks like one and is none, such as UTF-8, stays as it is.
    [GeneratedRegex(@"\b(INC|REQ|TSK|PRJ|AST|PRB|CHG)-[1-9][0-9]{0,11}\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
