using ChatOps.Conversations;
using ChatOps.People;
using ChatOps.Prose;
using ChatOps.Scheduling;
using ChatOps.StandUps;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatOps.Tests.StandUps;

/// <summary>
/// A team: Pam runs Platform, in which Ada (Berlin), Bo (Lisbon) and Cy (New York) are asked at nine and summed up at eleven
/// in Berlin. Ruth is a manager; Mal has nothing to do with it. It is Monday, 7 September 2026, 02:00 UTC.
/// </summary>
internal sealed class Squad : IAsyncDisposable
{
    public static readonly DateOnly Monday = new(2026, 9, 7);

    private readonly Timetable timetable;

    public Squad(IModel? model = null)
    {
        Bot = new(model, []);
        Bot.Add(new Queue("service-desk", "Service desk") { Members = ["grace"], Owner = "grace" });
        Pam = Bot.Add(new Person("pam", "Pam") { Roles = Roles.Employee | Roles.ProjectManager, TimeZone = "Europe/Berlin" });
        Ada = Bot.Add(new Person("ada", "Ada") { TimeZone = "Europe/Berlin" });
        Bo = Bot.Add(new Person("bo", "Bo") { TimeZone = "Europe/Lisbon" });
        Cy = Bot.Add(new Person("cy", "Cy") { TimeZone = "America/New_York" });
        Mal = Bot.Employee("mal");
        Grace = Bot.Agent("grace");
        Ruth = Bot.Add(new Person("ruth", "Ruth") { Roles = Roles.Employee | Roles.Manager });
        Root = Bot.Add(new Person("root", "Root") { Roles = Roles.Employee | Roles.Administrator });
        timetable = new(Bot.Bot, Bot.Features, Bot.Clock, NullLogger<Timetable>.Instance);
        Bot.Clock.AdjustTime(new(2026, 9, 7, 2, 0, 0, TimeSpan.Zero));
    }

    public TestBot Bot { get; }

    public TestBot.Actor Pam { get; }

    public TestBot.Actor Ada { get; }

    public TestBot.Actor Bo { get; }

    public TestBot.Actor Cy { get; }

    public TestBot.Actor Mal { get; }

    public TestBot.Actor Grace { get; }

    public TestBot.Actor Ruth { get; }

    public TestBot.Actor Root { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        timetable.Dispose();
        return Bot.DisposeAsync();
    }

    /// <summary>The team is there, and what recurs is planned.</summary>
    public async Task<Reply> Made(string also = "")
    {
        await timetable.Plan(Cancellation);
        return await Pam.Says($"standup setup Platform members:ada,bo,cy at:09:00 deadline:11:00 zone:Europe/Berlin {also}");
    }

    /// <summary>Lets time pass until then, an hour at a time at most.</summary>
    /// <param name="time">In UTC.</param>
    public async Task Until(DateOnly day, string time)
    {
        var moment = new DateTimeOffset(day.ToDateTime(TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture)), TimeSpan.Zero);

        while (Bot.Clock.GetUtcNow() < moment)
            await Bot.Pass(TimeSpan.FromMinutes(Math.Min(30, (moment - Bot.Clock.GetUtcNow()).TotalMinutes)));
    }

    public async Task<StandUp?> Day(DateOnly day, string team = "team-1") => (await Bot.Store.Get(StandUp.Kind, StandUp.IdOf(team, day), Cancellation))?.Body;

    public async Task<IReadOnlyList<Blocker>> Blockers() =>
        [.. (await Bot.Store.Find(Blocker.ByTeam.Where("team-1"), Cancellation)).Items.Select(item => item.Body)];
}
