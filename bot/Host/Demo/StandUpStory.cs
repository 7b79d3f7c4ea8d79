using System.Globalization;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Host.Demo;

/// <summary>Two weeks of a team: what its members said each morning, who forgot, who was away, and what stood in the way.</summary>
internal static class StandUpStory
{
    private const int Days = 14;
    private const string Team = "Platform";

    private static readonly string[] Members = ["grace", "mei", "jonas", "amira", "niko"];

    private static readonly string[] Work =
    [
        "the sign-in page", "the new backup job, see INC-12", "reviews for the release", "the monitoring of the mail server", "the office move plan",
        "TSK-4", "the laptop images, with INC-20", "a fix for the slow search", "the test data", "the release notes", "the access list for Finance",
    ];

    /// <returns>In order of time, up to now.</returns>
    public static IReadOnlyList<Step> Of(DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        DateTimeOffset[] days = [.. Enumerable.Range(0, Days + 1).Select(n => today.AddDays(n - Days)).Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))];

        return
        [
            .. Begins(days).Concat(days.SelectMany(Morning)).Where(step => step.At < now).OrderBy(step => step.At),
        ];
    }

    private static IEnumerable<Step> Begins(DateTimeOffset[] days)
    {
        yield return new(days[0].AddHours(-12), "pam", _ => Press(new("standup setup", new Arguments(("name", Team), ("at", "09:00"), ("deadline", "11:00"), ("zone", "Europe/Berlin")).With("members", [.. Members.Select(member => $"person:{member}")]))));
        yield return new(days[5].AddHours(6), "amira", _ => Press(Invocation.Of("person away", ("from", Iso(days[6])), ("until", Iso(days[7])))));
        yield return new(days[8].AddHours(14), "mei", _ => Press(Invocation.Of("standup clear", ("id", "BLK-2"))));
    }

    // Everybody answers between seven and nine in the morning, UTC, but for those who forget.
    private static IEnumerable<Step> Morning(DateTimeOffset day, int number)
    {
        foreach (var (member, i) in Members.Select((member, i) => (member, i)))
        {
            if ((number + 2 * i) % 7 is 3 || member is "amira" && number is 6 or 7)
                continue;

            var said = Invocation.Of(
                "standup answer",
                ("team", Team),
                ("done", $"Finished {Work[(number + 3 * i) % Work.Length]}"),
                ("today", $"Work on {Work[(number + 3 * i + 1) % Work.Length]}"),
                ("blockers", Blocker(member, number)));

            yield return new(day.AddMinutes(7 * 60 + 10 + 17 * i), member, _ => Press(said));
        }
    }

    private static string? Blocker(string member, int number) => (member, number) switch
    {
        ("jonas", >= 2) => number % 2 is 0 ? "Waiting for the firewall change of the vendor" : "Still waiting for the firewall change",
        ("mei", 4 or 5 or 7) => "No licence for the load test tool",
        ("niko", >= 8) => "The switch on the second floor has not arrived",
        _ => null,
    };

    private static Input.Press Press(Invocation invocation) => new(invocation, []);

    private static string Iso(DateTimeOffset day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
