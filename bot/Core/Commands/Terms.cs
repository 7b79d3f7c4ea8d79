using System.Text;

namespace ChatOps.Commands;

/// <summary>How the members of an enum are written and read: <c>WaitingForVendor</c> is "waiting for vendor", sent as <c>waiting-for-vendor</c>.</summary>
public static class Terms
{
    // English writes them with a capital.
    private static readonly string[] Weekdays = Enum.GetNames<DayOfWeek>();

    /// <summary>A code such as <c>P1</c> stays as it is, and so does the name of a weekday.</summary>
    public static string Label(string name) => name.Any(char.IsAsciiDigit) || Weekdays.Contains(name, StringComparer.Ordinal) ? name : Split(name, ' ');

    public static string Value(string name) => Split(name, '-');

    public static string Value(Enum value) => Value(value.ToString());

    internal static object? TryParse(Type type, string text)
    {
        var plain = string.Concat(text.Where(char.IsLetterOrDigit));
        // A number would be read as a member's value, which is nobody's word for it.
        return plain.Length > 0 && !char.IsAsciiDigit(plain[0]) && Enum.TryParse(type, plain, ignoreCase: true, out var value) && Enum.IsDefined(type, value)
            ? value
            : null;
    }

    private static string Split(string name, char between)
    {
        var text = new StringBuilder();

        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append(between);

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
