using System.Globalization;
using System.Text.RegularExpressions;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Projects;

/// <summary>Estimates and dependencies as people say them.</summary>
internal static partial class Spoken
{
    private const decimal MostHours = 2000;
    private const int LongestLag = 250;

    /// <summary><c>6h</c>, <c>3d</c>, <c>2.5 days</c>, <c>1 week</c>; a number alone is days.</summary>
    public static decimal Hours(string said)
    {
        if (Amount().Match(said.Trim()) is not { Success: true } match)
            throw new Refusal($"\"{said}\" is no estimate. Write it like 6h, 3d or 2 weeks.");

        var hours = decimal.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture) * match.Groups["unit"].Value.ToLowerInvariant() switch
        {
            ['h', ..] => 1,
            ['w', ..] => 5 * ProjectTask.HoursOfDay,
            _ => ProjectTask.HoursOfDay,
        };

        return hours is > 0 and <= MostHours ? hours : throw new Refusal($"\"{said}\" does not fit one task. Estimate more than nothing and at most {MostHours} hours.");
    }

    /// <summary><c>TSK-1</c>, or <c>TSK-1 +2d, TSK-3</c>.</summary>
    public static IReadOnlyList<Link> After(string said) => [.. said.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(One)];

    public static bool IsNone(string said) => said.Trim().ToLowerInvariant() is "none" or "nothing";

    /// <summary>An amount of work: in days from one day on.</summary>
    public static Say Effort(decimal hours) => hours < ProjectTask.HoursOfDay
        ? (Say)$"{Number(hours)} h"
        : $"{Number(Math.Round(hours / ProjectTask.HoursOfDay, 2))} d";

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static Link One(string said)
    {
        if (Predecessor().Match(said) is not { Success: true } match || !SubjectId.TryParse(match.Groups["id"].Value, null, out var id))
            throw new Refusal($"\"{said}\" is no task to come after. Write it like TSK-4 or TSK-4 +2d.");

        var lag = match.Groups["lag"].Success ? int.Parse(match.Groups["lag"].Value, CultureInfo.InvariantCulture) : 0;
        return lag <= LongestLag ? new(id.ToString(), lag) : throw new Refusal($"\"{said}\" waits too long. Choose at most {LongestLag} working days.");
    }

    [GeneratedRegex(@"^(?<n>\d{1,5}(\.\d{1,2})?) ?(?<unit>h|hours?|d|days?|w|weeks?)?$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Amount();

    [GeneratedRegex(@"^(?<id>#?[a-z]{2,4}-?\d{1,15})( ?\+ ?(?<lag>\d{1,4}) ?(d|days?)?)?$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Predecessor();
}
