using ChatOps.Conversations;
using ChatOps.People;
using ChatOps.Scheduling;

namespace ChatOps.Projects;

/// <summary>The tasks of a project with their dates, on a day.</summary>
/// <param name="Today">Where the company is.</param>
internal sealed record Plan(Project Project, IReadOnlyList<ProjectTask> Tasks, WorkingDays Calendar, DateOnly Today)
{
    private const int Most = 500;

    public IEnumerable<ProjectTask> Counting => Tasks.Where(task => task.Counts);

    public decimal Hours => Counting.Sum(task => task.Hours);

    /// <summary>From 0 to 1, the larger tasks weighing more.</summary>
    public double Share => Hours > 0 ? (double)(Counting.Sum(task => task.Hours * task.Percent) / 100 / Hours) : 0;

    /// <summary>The last day of the last task; null: there is none.</summary>
    public DateOnly? Finish => Counting.Any() ? Counting.Max(task => task.Finish) : null;

    public static async ValueTask<Plan> Of(Project project, Turn turn)
    {
        var company = await Company.Of(turn);
        var found = await turn.Find(ProjectTask.OfProject.Where(project.Id.ToString()) with { Take = Most });
        return new(project, [.. found.Items.Select(item => item.Body)], CalendarOf(company), company.Today(turn.Now));
    }

    public ProjectTask Task(string id) => Tasks.First(task => task.Id.ToString() == id);

    public bool IsReached(Milestone milestone) =>
        milestone.ReachedOn is not null || Counting.Where(task => IsOf(task, milestone)).ToArray() is [_, ..] tasks && tasks.All(task => !task.IsOpen);

    public static bool IsOf(ProjectTask task, Milestone milestone) => milestone.Title.Equals(task.Milestone, StringComparison.OrdinalIgnoreCase);

    /// <summary>With this task as it is now, and everything that follows from it.</summary>
    public Plan With(ProjectTask task)
    {
        task = task.Noted(Today);

        if (Tasks.All(other => other.Id != task.Id) && Tasks.Count >= Most)
            throw new Refusal($"{Project.Name} has {Most} tasks, and more do not fit. Begin a second project.");

        var tasks = Tasks.Any(other => other.Id == task.Id) ? Tasks.Select(other => other.Id == task.Id ? task : other) : Tasks.Append(task);
        return (this with { Tasks = [.. tasks] }).Again();
    }

    /// <summary>Refuses to come after what is no task of this project.</summary>
    public void Check(IReadOnlyList<Link> links)
    {
        if (links.FirstOrDefault(link => Counting.All(task => task.Id.ToString() != link.Id)) is { } unknown)
            throw new Refusal($"There is no task {unknown.Id} in {Project.Name} to come after. Choose another one.");
    }

    /// <summary>With every task known to the people of the project, should there be more of them than before.</summary>
    public Plan Shared(Plan before) => ReferenceEquals(Project, before.Project)
        ? this
        : this with { Tasks = [.. Tasks.Select(task => Project.People.SequenceEqual(task.Team) ? task : task with { Team = Project.People })] };

    /// <summary>Every date computed anew; refuses what waits for itself.</summary>
    public Plan Again()
    {
        var activities = Counting.Select(task => task.AsActivity()).ToArray();

        if (CriticalPath.Cycle(activities) is { } cycle)
            throw new Refusal($"That cannot be: {string.Join(" → ", cycle)} would wait for itself. Leave one of them out.");

        var dates = CriticalPath.Plan(activities, Project.Start, Calendar);
        return this with { Tasks = [.. Tasks.Select(task => dates.TryGetValue(task.Id.ToString(), out var date) ? Dated(task, date) : task)] };
    }

    /// <summary>When each task is done at the earliest, seen from today: what is still to do is not done in the past.</summary>
    public IReadOnlyDictionary<string, Dates> Forecast() => CriticalPath.Plan([.. Counting.Select(Ahead)], Project.Start, Calendar);

    /// <summary>Saves what differs from the plan before, and the project, so that nobody else changes it at the same time.</summary>
    public void Save(Plan before, Turn turn)
    {
        foreach (var task in Tasks.Except(before.Tasks, ReferenceEqualityComparer.Instance).Cast<ProjectTask>())
            turn.Save(ProjectTask.Kind, task);

        turn.Save(Project.Kind, Project with { Revision = before.Project.Revision + 1 });
    }

    /// <summary>Open tasks that this plan has elsewhere than the one before, other than the one that was changed.</summary>
    public IReadOnlyList<ProjectTask> MovedSince(Plan before, ProjectTask changed)
    {
        var was = before.Tasks.ToDictionary(task => task.Id);
        return [.. Tasks.Where(task => task.IsOpen && task.Id != changed.Id && was.TryGetValue(task.Id, out var old) && (old.Start, old.Finish) != (task.Start, task.Finish))];
    }

    private static WorkingDays CalendarOf(Company company) => company.Hours is { } hours
        ? new(hours.Days.Aggregate(Weekdays.None, (days, day) => days | Enum.Parse<Weekdays>(day.ToString())), hours.Holidays)
        : WorkingDays.Usual;

    private static ProjectTask Dated(ProjectTask task, Dates dates) =>
        (task.Start, task.Finish, task.Slack) == (dates.Start, dates.Finish, dates.Slack) ? task : task with { Start = dates.Start, Finish = dates.Finish, Slack = dates.Slack };

    private Activity Ahead(ProjectTask task) => task switch
    {
        { IsOpen: false } => task.AsActivity(),
        // What is left of it, from today on.
        { StartedOn: { } } => new(task.Id.ToString(), Math.Max(1, (int)Math.Ceiling(task.Days * (100 - task.Percent) / 100m))) { NotBefore = Today },
        _ => task.AsActivity() with { NotBefore = task.NotBefore > Today ? task.NotBefore : Today },
    };
}

internal static class CompanyDays
{
    /// <summary>The day that it is where the company is.</summary>
    public static DateOnly Today(this Company company, DateTimeOffset now) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.TryFindSystemTimeZoneById(company.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc).DateTime);
}
