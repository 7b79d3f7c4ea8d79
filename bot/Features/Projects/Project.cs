using System.Text.Json.Serialization;
using ChatOps.Commands;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Projects;

/// <summary>Something that is to be done by a day, by several people.</summary>
/// <param name="Manager">The id of the person who answers for it.</param>
/// <param name="Start">No task begins before that.</param>
internal sealed record Project(SubjectId Id, string Name, string Manager, DateOnly Start, DateTimeOffset CreatedAt)
{
    public const string Series = "PRJ";

    /// <summary>See every project.</summary>
    public const Roles Overseers = Roles.ProjectManager | Roles.Manager | Roles.Auditor | Roles.Administrator | Roles.System;

    public static readonly Kind<Project> Kind = new Kind<Project>("project", ProjectsJson.Default.Project, project => project.Id.ToString())
        .Text(project => $"{project.Id} {project.Name} {project.Goal}", project => Key.Of(project.IsOpen, project.CreatedAt))
        .SeenBy((access, project) => access.Has(Overseers) || project.People.Contains(access.Person.Id));

    public static readonly Index<Project> All = Kind.Index("all", project => Key.Of(project.IsOpen, project.Name.ToLowerInvariant()));

    public string? Goal { get; init; }

    public DateOnly? Due { get; init; }

    /// <summary>Who works on it, beside the manager.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    public IReadOnlyList<Milestone> Milestones { get; init; } = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<StatusReport> Statuses { get; init; } = [];

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Rises with every change of a task, so that two changes of one plan never pass each other unseen.</summary>
    public long Revision { get; init; }

    [JsonIgnore]
    public bool IsOpen => ClosedAt is null;

    [JsonIgnore]
    public IReadOnlyList<string> People => [Manager, .. Members.Except([Manager])];

    public Project With(string member) => People.Contains(member) ? this : this with { Members = [.. Members, member] };

    public Milestone? Milestone(string title) => Milestones.FirstOrDefault(milestone => milestone.Title.Equals(title, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A day on which something is to be reached.</summary>
internal sealed record Milestone(string Title, DateOnly Due)
{
    /// <summary>Null: it is reached when its tasks are done.</summary>
    public DateOnly? ReachedOn { get; init; }
}

internal enum Colour
{
    Green,
    Amber,
    Red,
}

/// <summary>What somebody answers for: how the project is going.</summary>
internal sealed record StatusReport(Colour Colour, string? Reason, string By, DateTimeOffset At);
