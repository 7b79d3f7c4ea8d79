using System.Globalization;
using ChatOps.Commands;

namespace ChatOps.Cards;

/// <summary>How values look that people type, in whatever form they type them into.</summary>
public static class Typing
{
    /// <summary>What stands in an empty field to show what it takes; null: that goes without saying.</summary>
    public static Say? Example(FieldKind kind) => kind switch
    {
        FieldKind.Instant => $"tomorrow 9am",
        FieldKind.Date => $"tomorrow, Friday or 2026-12-24",
        FieldKind.Time => $"14:30",
        FieldKind.Person => $"name or e-mail address",
        FieldKind.Ticket => $"INC-1042",
        FieldKind.File => $"attach a file to your message",
        _ => null,
    };

    /// <summary>What was computed comes with an offset; people read and type the clock on their wall.</summary>
    public static string Moment(string value, TimeZoneInfo zone) =>
        DateTimeOffset.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            : value;
}
