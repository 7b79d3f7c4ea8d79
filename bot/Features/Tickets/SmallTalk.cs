using System.Collections.Frozen;
using System.Text;
using ChatOps.Cards;

namespace ChatOps.Tickets;

/// <summary>Words that want nothing: they never open, reopen or add to a ticket.</summary>
internal static class SmallTalk
{
    private const int Longest = 80;

    private static readonly FrozenSet<string> Polite =
        Set("thanks thank thx ty cheers you u very so much many a lot again ok okay okey k fine great perfect cool nice good super awesome excellent brilliant wonderful alright right got it noted understood sure yes yep yeah bye goodbye ciao all the best for your help quick have day danke dankeschön merci vielen lieben herzlichen dank besten dir ihnen euch sehr schön super prima klasse toll gut spitze perfekt alles klar verstanden ja gerne tschüss ciao passt für die hilfe schnelle ihre deine einen tag noch");

    private static readonly FrozenSet<string> Working =
        Set("works work working worked fixed solved resolved geht funktioniert klappt läuft gelöst behoben erledigt");

    private static readonly FrozenSet<string> Around =
        Set("it its this that everything is has been now s fine again well me my the problem issue seems to be looks like just es das alles wieder jetzt nun bei mir ist problem gut einwandfrei");

    private static readonly FrozenSet<string> Thanking = Set("thanks thank thx ty cheers danke dankeschön dank merci");

    // "you" or "the" alone is no courtesy.
    private static readonly FrozenSet<string> Enough =
        Set("thanks thank thx ty cheers ok okay okey k fine great perfect cool nice good super awesome excellent brilliant wonderful alright got noted understood sure yes yep yeah bye goodbye ciao danke dankeschön dank merci super prima klasse toll spitze perfekt klar verstanden ja gerne tschüss passt");

    /// <summary>"thanks", "ok", a thumb.</summary>
    public static bool IsPolite(string text) =>
        text.Length <= Longest && (In(text) is [_, ..] words
            ? Array.TrueForAll(words, Polite.Contains) && words.Any(Enough.Contains)
            : IsPicture(text));

    /// <summary>"it works, thanks": what was done is good.</summary>
    public static bool IsConfirmation(string text) =>
        text.Length <= Longest && !text.Contains('?') && In(text) is [_, ..] words
        && words.Any(Working.Contains)
        && Array.TrueForAll(words, word => Polite.Contains(word) || Working.Contains(word) || Around.Contains(word));

    public static Say Answer(string text) => IsThanks(text) ? (Say)$"You are welcome." : (Say)$"All right.";

    private static bool IsThanks(string text) => In(text).Any(Thanking.Contains);

    private static bool IsPicture(string text) =>
        text.Trim().Length > 0 && text.EnumerateRunes().All(rune => rune.Value > 0x7F || Rune.IsWhiteSpace(rune) || Rune.IsPunctuation(rune) || ":)(+".Contains(rune.ToString(), StringComparison.Ordinal))
        && text.Any(c => c is ':' or '+' || c > 0x2000);

    private static string[] In(string text)
    {
        var words = new StringBuilder(text.Length);

        foreach (var letter in text.ToLowerInvariant())
            words.Append(char.IsLetter(letter) ? letter : char.IsDigit(letter) ? '0' : ' ');

        return words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
