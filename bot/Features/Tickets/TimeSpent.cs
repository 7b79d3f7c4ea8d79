using System.Text.Json.Serialization;
using ChatOps.Cards;

namespace ChatOps.Tickets;

/// <summary>Time that somebody has worked on a ticket.</summary>
/// <param name="By">The id of a person.</param>
internal sealed record TimeSpent(string By, DateTimeOffset At, int Minutes, string? Activity, bool Billable)
{
    /// <summary>2026-09</summary>
    [JsonIgnore]
    public string Month => At.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
}

internal sealed partial record Ticket
{
    public IReadOnlyList<TimeSpent> Times { get; init => field = value ?? []; } = [];

    public Ticket Log(TimeSpent time) => (this with { Times = [.. Times, time] }).Add(new Entry.Logged(time.By, time.At, time.Minutes, time.Billable));
}

internal static class Durations
{
    /// <summary>"1 h 30 min"</summary>
    public static Say Duration(this IEnumerable<TimeSpent> times) => Of(times.Sum(time => time.Minutes));

    public static Say Of(int minutes) => (minutes / 60, minutes % 60) switch
    {
        (0, var rest) => $"{rest} min",
        (var hours, 0) => $"{hours} h",
        var (hours, rest) => $"{hours} h {rest} min",
    };
}
