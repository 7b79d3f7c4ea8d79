using System.Globalization;
using System.Text;

namespace ChatOps.Host.Importing;

/// <summary>What headers mean: by what somebody has said, else by names that such columns have.</summary>
/// <param name="thing">What a row is: <c>a person</c>.</param>
/// <param name="names">Field to names, between commas; the field's own word counts too.</param>
internal sealed class KnownHeaders(string thing, IReadOnlyDictionary<string, string> names)
{
    /// <summary>The field of a column that is not used, because somebody has said so.</summary>
    public const string Ignore = "ignore";

    private readonly Dictionary<string, string> known = names
        .SelectMany(pair => pair.Value.Split(',').Prepend(pair.Key), (pair, name) => (Name: Plain(name), pair.Key))
        .DistinctBy(pair => pair.Name, StringComparer.Ordinal)
        .ToDictionary(pair => pair.Name, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The words of <c>--map "Header=field"</c>.</summary>
    public string Fields { get; } = string.Join(", ", names.Keys.Prepend(Ignore));

    /// <exception cref="Trouble">There is no such field.</exception>
    public string Parse(string word) =>
        Plain(word) is Ignore ? Ignore
        : names.Keys.FirstOrDefault(field => Plain(field) == Plain(word)) is { } field ? field
        : known.TryGetValue(Plain(word), out var other) ? other
        : throw new Trouble($"\"{word}\" is no field of {thing}. These are: {Fields}.");

    /// <returns>For each header what it means; null: nothing known.</returns>
    /// <param name="said">Header to field, as somebody has said; other spellings of the same header count too.</param>
    public IReadOnlyList<string?> Of(IReadOnlyList<string> headers, IReadOnlyDictionary<string, string> said)
    {
        var spoken = said.GroupBy(pair => Plain(pair.Key), StringComparer.Ordinal).ToDictionary(same => same.Key, same => Parse(same.Last().Value), StringComparer.Ordinal);
        var fields = headers.Select(header => spoken.GetValueOrDefault(Plain(header))).ToArray();

        if (fields.OfType<string>().Where(field => field is not Ignore).GroupBy(field => field, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new Trouble($"Two columns are mapped to {twice.Key}. Map one of them to ignore.");

        for (var i = 0; i < fields.Length; i++)
        {
            // The first column of a meaning is the one; a second one may say something else.
            if (fields[i] is null && known.TryGetValue(Plain(headers[i]), out var field) && !fields.Contains(field))
                fields[i] = field;
        }

        return fields;
    }

    private static string Plain(string header) => string.Concat(
        header.Normalize(NormalizationForm.FormKD).ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) && CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark)
            .Concat(header.Contains('+') ? "+" : ""));
}
