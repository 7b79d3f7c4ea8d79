using System.Globalization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Staff;

/// <summary>When somebody is there to help. Whoever asks outside of it reads when that is again; nothing is held back.</summary>
internal sealed record SetHours(
    [Ask("On which days is somebody there?")] IReadOnlyList<DayOfWeek>? Days = null,
    [Ask("From which time of day?", Hint = "08:00")] TimeOnly? From = null,
    [Ask("Until which time of day?", Hint = "17:00")] TimeOnly? Until = null,
    [Ask("On which days not, such as public holidays?", Hint = "2026-12-25, 2026-12-26", Paragraph = true, Rare = true)] string? Holidays = null,
    [Ask("Is somebody there around the clock?", Rare = true)] bool Always = false) : Command
{
    private const int MostHolidays = 200;

    private static readonly OpeningHours Usual = new(
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday],
        new(8, 0),
        new(17, 0));

    public static async Task<Reply> Handle(SetHours command, Turn turn)
    {
        var company = await Company.Of(turn);

        if (command is { Days: null or [], From: null, Until: null, Holidays: null, Always: false })
            return await turn.Propose(Filled(company.Hours ?? Usual));

        var hours = command.Always ? null : command.Over(company.Hours ?? Usual);
        turn.Save(Company.Kind, company with { Hours = hours, HoursAreSet = true });

        return turn.Settled(hours is null
            ? (Say)$"Somebody is there around the clock. Nobody is told of opening hours."
            : $"Somebody is there {Words(hours)}. Whoever asks at another time reads when that is again.");
    }

    /// <summary>"Monday to Friday, 08:00–17:00".</summary>
    public static Say Words(OpeningHours hours)
    {
        DayOfWeek[] days = [.. hours.Days.Distinct().OrderBy(FromMonday)];
        var between = Say.Text($"{Clock(hours.From)}–{Clock(hours.Until)}");

        return days is [var first, _, .., var last] && FromMonday(last) - FromMonday(first) == days.Length - 1
            ? (Say)$"{Name(first)} to {Name(last)}, {between}"
            : $"{Say.All(days.Select(Name))}, {between}";
    }

    private OpeningHours Over(OpeningHours before)
    {
        var hours = before with
        {
            Days = Days is [_, ..] ? [.. Days.Distinct().OrderBy(FromMonday)] : before.Days,
            From = From ?? before.From,
            Until = Until ?? before.Until,
            Holidays = Holidays is null ? before.Holidays : DaysIn(Holidays),
        };

        return hours.From < hours.Until
            ? hours
            : throw new Refusal($"{Clock(hours.Until)} does not come after {Clock(hours.From)}. Give the first time of the day, then the last.");
    }

    private static DateOnly[] DaysIn(string text)
    {
        DateOnly[] days =
        [
            .. from word in text.Split([',', ';', '\n', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
               select DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                   ? day
                   : throw new Refusal($"\"{word}\" is not a day I can read. Write the days like 2026-12-25, 2026-12-26."),
        ];

        return days.Length <= MostHolidays
            ? [.. days.Distinct().Order()]
            : throw new Refusal($"{days.Length:one day is|# days are} more than the {MostHolidays} that fit. Leave out those that are over.");
    }

    private static Invocation Filled(OpeningHours hours) => new(
        "admin hours",
        new Arguments(("from", Clock(hours.From)), ("until", Clock(hours.Until)), ("holidays", hours.Holidays is [] ? null : string.Join(", ", hours.Holidays.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))))
            .With("days", [.. hours.Days.Select(day => Terms.Value(day))]));

    private static string Clock(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static Say Name(DayOfWeek day) => Say.Term(Terms.Label(day.ToString()));

    // The week begins on Monday (ISO 8601).
    private static int FromMonday(DayOfWeek day) => ((int)day + 6) % 7;
}
