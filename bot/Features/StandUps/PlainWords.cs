using System.Text.RegularExpressions;

namespace ChatOps.StandUps;

/// <summary>What somebody said about their day in a few sentences, sorted by what it answers.</summary>
/// <param name="Done">Null: nothing was said of it, as with the others.</param>
internal sealed partial record PlainWords(string? Done, string? Today, string? Blockers)
{
    public static PlainWords Read(string text)
    {
        var marks = Mark().Matches(text);
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        Keep("done", text[..(marks is [var first, ..] ? first.Index : text.Length)]);

        for (var i = 0; i < marks.Count; i++)
        {
            var mark = marks[i];
            var end = i + 1 < marks.Count ? marks[i + 1].Index : text.Length;
            var kind = mark.Groups.Values.Skip(1).First(group => group.Success).Name;
            Keep(kind, kind is "none" ? "none" : text[(mark.Index + mark.Length)..end]);
        }

        return new(parts.GetValueOrDefault("done"), parts.GetValueOrDefault("today"), parts.GetValueOrDefault("blockers") ?? parts.GetValueOrDefault("none"));

        void Keep(string kind, string said)
        {
            var plain = said.Trim().Trim(',', '.', ';', ':', '-', ' ', '\n');

            if (plain.EndsWith(" and", StringComparison.OrdinalIgnoreCase))
                plain = plain[..^4].TrimEnd(',', ' ');

            if (plain.Length > 0)
                parts[kind] = parts.TryGetValue(kind, out var before) ? $"{before}\n{plain}" : plain;
        }
    }

    [GeneratedRegex(
        @"\b((?<none>no(t)? (blockers?|blocked)|nothing (is )?(in my way|blocking( me)?)|keine blocker)|(?<done>yesterday|done|gestern|erledigt)|(?<today>today|next( is)?|heute|als nächstes)|(?<blockers>blockers?|blocked (by|on)|blocked|blockiert( durch)?))\b[:,]?",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
