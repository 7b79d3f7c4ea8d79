using System.Globalization;
using ChatOps.Commands;
using ChatOps.People;

namespace ChatOps.Host.Importing;

/// <summary>What is written in cells, in the words of those who write them. Null: it cannot be read.</summary>
internal static class Cells
{
    private static readonly Dictionary<string, string> Languages = CultureInfo.GetCultures(CultureTypes.NeutralCultures)
        .Where(culture => culture.Name.Length > 0)
        .OrderBy(culture => culture.Name.Length)
        .SelectMany(culture => (string[])[culture.Name, culture.EnglishName, culture.NativeName], (culture, word) => (word, culture.Name))
        .DistinctBy(pair => pair.word, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(pair => pair.word, pair => pair.Name, StringComparer.OrdinalIgnoreCase);

    // By their names, since "everyone" is another word for employee.
    private static readonly string[] Grantable = [.. Enum.GetNames<Roles>().Where(name => name is not (nameof(People.Roles.None) or nameof(People.Roles.System) or nameof(People.Roles.Everyone)))];

    public static IEnumerable<string> RoleNames => Grantable.Select(Terms.Label);

    public static string Names(Roles roles) => string.Join(" + ", Grantable.Where(name => roles.HasFlag(Enum.Parse<Roles>(name))).Select(Terms.Label));

    /// <summary>A tag (<c>de-CH</c>), or the name of a language in English or in itself. A region is left out when it says nothing.</summary>
    public static string? Language(string text)
    {
        var said = text.Replace('_', '-');
        return Languages.TryGetValue(said, out var language) ? language
            : said.Split('-') is [var tongue, { Length: 2 } region] && Languages.TryGetValue(tongue, out var known) && region.All(char.IsAsciiLetter) ? $"{known}-{region.ToUpperInvariant()}"
            : null;
    }

    /// <summary>An IANA name, or one of Windows.</summary>
    public static string? Zone(string text) =>
        TimeZoneInfo.TryConvertWindowsIdToIanaId(text, out var iana) ? iana
        : TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) && zone.HasIanaId ? zone.Id
        : null;

    public static bool? Flag(string text) => text.ToLowerInvariant() switch
    {
        "yes" or "y" or "true" or "1" or "x" or "on" or "vip" or "ja" or "j" or "wahr" or "oui" or "vrai" or "o" or "sí" or "si" or "s" or "sì" or "sim" or "verdadero" or "tak" or "active" or "aktiv" or "actif" or "activo" or "ativo" or "enabled" or "да" or "はい" or "是" => true,
        "no" or "n" or "false" or "0" or "-" or "off" or "nein" or "falsch" or "non" or "faux" or "não" or "nao" or "nee" or "nej" or "nie" or "inactive" or "inaktiv" or "inactif" or "inactivo" or "inativo" or "disabled" or "left" or "terminated" or "ausgeschieden" or "нет" or "いいえ" or "否" => false,
        _ => null,
    };

    /// <summary>One or several; whoever stands in the file is an employee too. What is the bot's own is no role of a person.</summary>
    public static Roles? Roles(string text)
    {
        var roles = People.Roles.Employee;

        foreach (var word in text.Split([',', ';', '/', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var plain = string.Concat(word.Where(char.IsLetter));

            if (Array.Find(Grantable, name => name.Equals(plain, StringComparison.OrdinalIgnoreCase)) is { } known)
                roles |= Enum.Parse<Roles>(known);
            else if (plain.Equals("admin", StringComparison.OrdinalIgnoreCase))
                roles |= People.Roles.Administrator;
            else
                return null;
        }

        return roles;
    }
}
