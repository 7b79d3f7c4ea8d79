using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace ChatOps.Privacy;

/// <summary>Tells a password from what people otherwise say after the word.</summary>
internal static class Passwords
{
    // What follows "my password is" without being one; in English and German.
    private static readonly FrozenSet<string> Words = """
        a about accepted again already also always an and another any asked asking available bad because being blank blocked
        broken cached case changed changing compromised confirmed correct correctly different disabled displayed due either
        empty encrypted enforced enter entered every exactly expired expires expiring failing fine for forgotten from gone
        good hard hidden in incorrect invalid it just known leaked less lost locked long longer look mandatory me missing my
        necessary needed never new no none not nothing now of ok okay old on only our out outdated over please policy possible
        ready rejected refused required requested reset resetting right safe saved secret secure sent set short shown
        something still stored strong synced synchronised synchronized that the their there they this to too unknown updated
        used useless valid via visible weak what when where whether which why with working wrong you your yours change login
        work be expire log sign outlook teams windows vpn wifi email account access what's it's isn't reactivated
        abgelaufen falsch gesperrt nicht noch richtig korrekt vergessen weg zu kurz lang neu alt ungültig bekannt unbekannt
        geändert zurückgesetzt verloren leer das der die ein eine immer jetzt schon nötig erforderlich aktuell
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool IsValue(Match match)
    {
        var value = match.Groups["value"].Value.TrimEnd('.', ',', ';', '!', '?', ')');
        var name = match.Groups["name"].Value;

        if (value.Length < 3 || value.StartsWith('[') || Words.Contains(value) || Words.Contains(value.TrimEnd('*')))
            return false;

        // "login: ada" names an account and "pin: 4 digits" a rule.
        if (name.Equals("login", StringComparison.OrdinalIgnoreCase))
            return LooksMade(value) && value.Any(char.IsDigit) && !value.Contains('@');

        return match.Groups["mark"].Success ? value.Length >= 4 || LooksMade(value) : LooksMade(value) || IsPlainPassword(match);
    }

    // Digits, signs or capitals inside: not a word of a sentence.
    private static bool LooksMade(string value) =>
        value.Any(char.IsDigit) || value.Skip(1).Any(char.IsUpper) || value.Any(letter => !char.IsLetterOrDigit(letter) && letter is not ('\'' or '-' or '’' or '/'));

    // "the password is swordfish": the last word of the sentence, and right after the verb.
    private static bool IsPlainPassword(Match match)
    {
        var value = match.Groups["value"];
        return match.Groups["word"].Value.ToLowerInvariant() is "is" or "ist" or "lautet" && value.Length >= 6 && !value.Value.EndsWith("ed", StringComparison.Ordinal) && !value.Value.EndsWith("ing", StringComparison.Ordinal);
    }
}
