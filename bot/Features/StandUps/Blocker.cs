using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using ChatOps.Commands;
using ChatOps.Documents;
using ChatOps.Privacy;

namespace ChatOps.StandUps;

/// <summary>Something that stands in somebody's way, from the day it is first said until it is cleared.</summary>
/// <param name="Owner">The id of the person who said it.</param>
internal sealed partial record Blocker(SubjectId Id, string Team, string Owner, string Text, DateOnly Since)
{
    public static readonly Kind<Blocker> Kind = new Kind<Blocker>("blocker", StandUpsJson.Default.Blocker, blocker => blocker.Id.ToString())
        .SeenBy((access, blocker) => access.IsIn(blocker.Team, blocker.Circle))
        .Concerns(new((_, _) => false, (blocker, person) => blocker.Owner == person ? [blocker.Text] : [], (blocker, erasure) => blocker.Owner == erasure.Person ? blocker with { Text = Erasure.Gone } : blocker));

    public static readonly Index<Blocker> ByTeam = Kind.Index("team", blocker => Key.Of(blocker.Team, blocker.Since));

    public static readonly Index<Blocker> Open = Kind.Index("open", blocker => blocker.ClearedOn is null ? Key.Of(blocker.Team, blocker.Owner) : null);

    private static readonly string[] Nothing = ["no", "none", "nothing", "n/a", "na", "no blockers", "nothing at all", "not really", "nope", "nil", "keine", "nichts", "kein", "nein"];

    /// <summary>Without these, texts are told apart better.</summary>
    private static readonly string[] Filler = ["the", "and", "for", "still", "with", "from", "that", "this", "waiting", "wait", "again", "not", "der", "die", "das", "und", "auf", "noch", "immer"];

    /// <summary>The day on which it was said last.</summary>
    public DateOnly LastSaid { get; init; } = Since;

    public DateOnly? ClearedOn { get; init; }

    /// <summary>The id of the person who cleared it.</summary>
    public string? ClearedBy { get; init; }

    public SubjectId? Ticket { get; init; }

    public string? TeamName { get; init; }

    public IReadOnlyList<string> Circle { get; init; } = [];

    [JsonIgnore]
    public bool IsOpen => ClearedOn is null;

    /// <summary>Whether it stood in the way at the end of that day.</summary>
    public bool StoodOn(DateOnly day) => Since <= day && (ClearedOn is not { } cleared || cleared > day);

    /// <summary>The things that an answer names: one a line, and none when it says so.</summary>
    public static IReadOnlyList<string> In(string answer) =>
    [
        .. answer.Split(['\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.TrimStart('-', '*', '•', ' '))
            .Where(line => line.Any(char.IsLetterOrDigit) && !Nothing.Contains(line.TrimEnd('.').ToLowerInvariant(), StringComparer.Ordinal)),
    ];

    /// <summary>Whether two texts mean the same thing: most words of one are in the other, and they name the same numbers.</summary>
    public static bool IsSame(string one, string other)
    {
        var (mine, theirs) = (WordsOf(one), WordsOf(other));

        if (!mine.Where(IsId).ToHashSet().SetEquals(theirs.Where(IsId)) && mine.Any(IsId) && theirs.Any(IsId))
            return false;

        var common = mine.Intersect(theirs).Count();
        return common > 0 && (2 * common >= mine.Union(theirs).Count() || common >= 2 && common == Math.Min(mine.Count, theirs.Count));
    }

    private static HashSet<string> WordsOf(string text)
    {
        var all = Word().Matches(text.ToLowerInvariant()).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        var telling = all.Where(word => word.Length > 2 && !Filler.Contains(word, StringComparer.Ordinal)).ToHashSet(StringComparer.Ordinal);
        return telling.Count > 0 ? telling : all;
    }

    // What looks like one and is none, such as UTF-8, is a word like others.
    private static bool IsId(string word) => word.Split('-') is [{ Length: 3 }, [>= '1' and <= '9', ..]];

    [GeneratedRegex(@"[\p{L}\p{N}]+(-\p{N}+)?", RegexOptions.ExplicitCapture)]
    private static partial Regex Word();
}
