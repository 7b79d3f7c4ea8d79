using System.Text.RegularExpressions;

namespace ChatOps.Commands;

/// <summary>Reads the sentences that commands name in <see cref="CommandSpec.Says"/>.</summary>
internal sealed partial class Phrases(Catalog catalog)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly (CommandSpec Spec, Regex Pattern)[] all =
    [
        .. from spec in catalog.Commands
           from phrase in spec.Says
           orderby Hole().Count(phrase), phrase.Length descending
           select (spec, Compile(phrase)),
    ];

    public Invocation? Read(string sentence)
    {
        var text = sentence.Trim().TrimEnd('.', '!', '?', ' ');

        foreach (var (spec, pattern) in all)
        {
            if (pattern.Match(text) is { Success: true } match)
                return new(spec.Name, match.Groups.Values.Skip(1).Aggregate(Arguments.None, (all, hole) => all.With(hole.Name, hole.Value)));
        }

        return null;
    }

    private static Regex Compile(string phrase) => new(
        $"^{Hole().Replace(Regex.Escape(phrase).Replace(@"\{", "{", StringComparison.Ordinal), "(?<$1>.+?)")}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline,
        Patience);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Hole();
}
