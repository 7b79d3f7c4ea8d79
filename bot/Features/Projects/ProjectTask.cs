using System.Text.Json.Serialization;
using ChatOps.Commands;
using ChatOps.Documents;

namespace ChatOps.Projects;

internal enum TaskState
{
    ToDo,
    InProgress,
    Blocked,
    Done,

    /// <summary>Nobody does it any more; it counts for nothing.</summary>
    Dropped,
}

/// <summary>A piece of the work of a project.</summary>
/// <param name="Hours">How long it takes; 8 are a day.</param>
internal sealed record ProjectTask(SubjectId Id, SubjectId Project, string Title, decimal Hours, DateTimeOffset CreatedAt)
{
    public const string Series = "TSK";
    public const int HoursOfDay = 8;

    public static readonly Kind<ProjectTask> Kind = new Kind<ProjectTask>("task", ProjectsJson.Default.ProjectTask, task => task.Id.ToString())
        .Text(task => $"{task.Id} {task.Title}", task => Key.Of(task.IsOpen, task.CreatedAt))
        .SeenBy((access, task) => access.Has(Projects.Project.Overseers) || task.Team.Contains(access.Person.Id));

    public static readonly Index<ProjectTask> OfProject = Kind.Index("project", task => Key.Of(task.Project.ToString(), task.CreatedAt));

    public static readonly Index<ProjectTask> ByOwner = Kind.Index("owner", task => Key.Of(task.Owner, task.IsOpen, task.CreatedAt));

    public static readonly Index<ProjectTask> All = Kind.Index("all", task => Key.Of(task.IsOpen, task.CreatedAt));

    public string? Owner { get; init; }

    /// <summary>The people of its project, as far as that knows them: who sees it.</summary>
    public IReadOnlyList<string> Team { get; init; } = [];

    public TaskState State { get; init; }

    /// <summary>How much of it is done, 0 to 100.</summary>
    public int Percent { get; init; }

    /// <summary>The title of one of the project's.</summary>
    public string? Milestone { get; init; }

    /// <summary>The day before which it does not begin, whatever comes before it.</summary>
    public DateOnly? NotBefore { get; init; }

    public DateOnly? Due { get; init; }

    /// <summary>What has to be done first.</summary>
    public IReadOnlyList<Link> After { get; init; } = [];

    public DateOnly? StartedOn { get; init; }

    public DateOnly? DoneOn { get; init; }

    /// <summary>Where the plan has put it.</summary>
    public DateOnly Start { get; init; }

    /// <summary>Where the plan has put its last day.</summary>
    public DateOnly Finish { get; init; }

    /// <summary>In working days; 0: the whole is late when this is late.</summary>
    public int Slack { get; init; }

    /// <summary>How large it was and how much of it was done, day by day: what a burndown is drawn from. Oldest first.</summary>
    public IReadOnlyList<Course> Course { get; init; } = [];

    [JsonIgnore]
    public bool IsOpen => State is TaskState.ToDo or TaskState.InProgress or TaskState.Blocked;

    [JsonIgnore]
    public bool Counts => State is not TaskState.Dropped;

    [JsonIgnore]
    public bool IsCritical => IsOpen && Slack <= 0;

    /// <summary>In working days, every one begun counting as a whole.</summary>
    [JsonIgnore]
    public int Days => Math.Max(1, (int)Math.Ceiling(Hours / HoursOfDay));

    /// <summary>When it ought to be done.</summary>
    [JsonIgnore]
    public DateOnly Target => Due ?? Finish;

    public bool IsLate(DateOnly today) => IsOpen && Target < today;

    public ProjectTask Go(TaskState state, DateOnly today) => state switch
    {
        _ when state == State => this,
        TaskState.Done => this with { State = state, Percent = 100, DoneOn = today, StartedOn = StartedOn ?? today },
        TaskState.ToDo => this with { State = state, Percent = 0, DoneOn = null, StartedOn = null },
        TaskState.Dropped => this with { State = state, DoneOn = null },
        _ => this with { State = state, Percent = State is TaskState.Done ? PercentBefore : Percent, DoneOn = null, StartedOn = StartedOn ?? today },
    };

    /// <summary>So much of it is done: all of it, and it is over; any of it, and it has begun.</summary>
    public ProjectTask Reach(int percent, DateOnly today) => percent switch
    {
        100 => Go(TaskState.Done, today),
        0 => State is TaskState.Done ? Go(TaskState.ToDo, today) : this with { Percent = 0 },
        _ => Go(State is TaskState.Blocked ? State : TaskState.InProgress, today) with { Percent = percent },
    };

    /// <summary>Remembers how it stands on this day.</summary>
    public ProjectTask Noted(DateOnly today)
    {
        var now = new Course(today, Counts ? Hours : 0, Percent);
        return Course is [.., var last] && last with { Day = today } == now ? this : this with { Course = [.. Course.Where(course => course.Day < today), now] };
    }

    public Activity AsActivity() => new(Id.ToString(), Days)
    {
        NotBefore = NotBefore,
        Started = StartedOn,
        Finished = DoneOn,
        After = After,
    };

    private int PercentBefore => Course.LastOrDefault(course => course.Percent < 100)?.Percent ?? 0;
}

/// <param name="Hours">0: it was dropped.</param>
internal sealed record Course(DateOnly Day, decimal Hours, int Percent);
