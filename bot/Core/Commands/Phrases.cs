using System.Collections.Frozen;
using System.Text.RegularExpressions;
using ChatOps.Features;

namespace ChatOps.Commands;

/// <summary>Reads the sentences that commands name in <see cref="CommandSpec.Says"/>.</summary>
internal sealed partial class Phrases
{
    // By the clock on the wall: on a busy machine a match that takes a millisecond can wait for its turn far longer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly FrozenDictionary<string, Phrase[]> byFirstWord;
    private readonly Phrase[] beginningWithAny;

    public Phrases(Catalog catalog, IReadOnlyCollection<SubjectKind> subjects)
    {
        Phrase[] all =
        [
            .. from spec in catalog.Commands
               from phrase in spec.Says.Select(says => Phrase.Of(says, spec, subjects))
               // What is said in most words is the most exact. Of two with the same words, the one that does not take every value.
               orderby Hole().Replace(phrase.Words, "").Length descending, Hole().Count(phrase.Words), Hole().Matches(phrase.Words).Count(hole => IsAnything(spec.Field(hole.Groups[1].Value)))
               select phrase,
        ];

        beginningWithAny = [.. all.Where(phrase => phrase.FirstWord.Contains('{'))];
        byFirstWord = all.Select(phrase => phrase.FirstWord).Where(word => !word.Contains('{')).Distinct(StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(
            word => word,
            word => all.Where(phrase => phrase.FirstWord.Contains('{') || phrase.FirstWord.Equals(word, StringComparison.OrdinalIgnoreCase)).ToArray(),
            StringComparer.OrdinalIgnoreCase);
    }

    public Invocation? Read(string sentence)
    {
        var text = sentence.Trim().TrimEnd('.', '!', '?', ' ');

        foreach (var phrase in byFirstWord.GetValueOrDefault(First(text), beginningWithAny))
        {
            if (phrase.Match(text) is { Success: true } match)
                return phrase.Means with { Arguments = match.Groups.Values.Skip(1).Aggregate(phrase.Means.Arguments, (all, hole) => all.With(hole.Name, hole.Value)) };
        }

        return null;
    }

    private static string First(string text) => text.IndexOf(' ') is >= 0 and var end ? text[..end] : text;

    private static bool IsAnything(Field? field) => field is not ({ Kind: FieldKind.Ticket or FieldKind.Choice } or { IsSubject: true });

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Hole();

    /// <param name="Words">With holes where values stand.</param>
    /// <param name="Means">The command with what goes without saying.</param>
    /// <param name="Pattern">Made when somebody first says something that begins so: a start needs none of some hundreds.</param>
    internal sealed record Phrase(string Words, Invocation Means, Lazy<Regex> Pattern)
    {
        private const string Arrow = " → ";

        public string FirstWord => First(Words);

        public static Phrase Of(string says, CommandSpec spec, IReadOnlyCollection<SubjectKind> subjects)
        {
            var (words, implied) = says.Split(Arrow) is [var left, var right] ? (left, right) : (says, "");

            var arguments = implied.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split(':', 2))
                .Aggregate(Arguments.None, (all, pair) => all.With(pair[0], pair[1]));

            return new(words, new(spec.Name, arguments), new(() => Compile(words, spec, subjects)));
        }

        /// <returns>Null: nobody means this phrase by a text that it cannot be compared with in time.</returns>
        public Match? Match(string text)
        {
            try
            {
                return Pattern.Value.Match(text);
            }
            catch (RegexMatchTimeoutException)
            {
                return null;
            }
        }

        private static Regex Compile(string words, CommandSpec spec, IReadOnlyCollection<SubjectKind> subjects)
        {
            var literal = Regex.Escape(words).Replace(@"\{", "{", StringComparison.Ordinal);
            var pattern = Hole().Replace(literal, hole => $"(?<{hole.Groups[1].Value}>{Values(spec.Field(hole.Groups[1].Value), subjects)})");
            return new($"^{pattern}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline, Patience);
        }

        // What has a form of its own is only taken in that form: "status of the move" is about no ticket, nor is "Word 2007 works".
        private static string Values(Field? field, IReadOnlyCollection<SubjectKind> subjects) => field switch
        {
            { Kind: FieldKind.Ticket } => Others(field, subjects) + "#?[a-z]{2,4}-[0-9]{1,15}",
            // A name that somebody has given a thing has a digit in it, or it could be any word.
            { IsSubject: true } => Others(field, subjects) + @"(?=\S*[0-9])\S{2,60}",
            { Kind: FieldKind.Choice, Options: var options } => string.Join('|', options.SelectMany(option => (string[])[option.Value, .. Terms.InEveryLanguage(option.Label.ToString())]).Distinct().Select(Regex.Escape)),
            _ => ".+?",
        };

        // The number of a ticket is no asset's.
        private static string Others(Field field, IReadOnlyCollection<SubjectKind> subjects) =>
            string.Join('|', subjects.Where(subject => subject.Noun != field.From).SelectMany(subject => subject.Series)) is { Length: > 0 } others ? $"(?!#?(?:{others})-[0-9])" : "";
    }
}
