using System.Globalization;
using System.Text;
using ChatOps.Conversations;

namespace ChatOps.People;

/// <summary>Makes the id of a new person.</summary>
public static class PersonId
{
    private const int Longest = 40;
    private static readonly string[] Reserved = ["me", "myself", "none", "nobody", "system", "cli", "clock"];

    /// <summary>From the e-mail address or the name, in letters that everybody can type; with a number when somebody has it.</summary>
    public static string For(string? email, string name, Func<string, bool> isTaken)
    {
        var plain = Plain(email?.Split('@')[0] ?? name);

        if (plain.Length is 0)
            plain = "person";

        if (!Reserved.Contains(plain, StringComparer.Ordinal) && !isTaken(plain))
            return plain;

        for (var n = 2; ; n++)
        {
            if ($"{plain}-{n.ToString(CultureInfo.InvariantCulture)}" is var id && !isTaken(id))
                return id;
        }
    }

    /// <summary>As <see cref="For"/>, among the people who are here.</summary>
    public static async ValueTask<string> Free(Turn turn, string? email, string name)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);

        while (true)
        {
            var id = For(email, name, taken.Contains);

            if (await turn.Get(Person.Kind, id) is null)
                return id;

            taken.Add(id);
        }
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder();

        foreach (var letter in text.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
                plain.Append(letter);
            else if (letter is ' ' or '.' or '-' or '_' or '+' && plain.Length > 0 && plain[^1] is not '.')
                plain.Append('.');
        }

        return plain.ToString()[..Math.Min(plain.Length, Longest)].Trim('.');
    }
}
