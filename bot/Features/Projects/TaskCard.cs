using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Projects;

internal sealed record ViewTask([Ask("Which task?", From = "task")] SubjectId Id) : Command
{
    public static async Task<Reply> Handle(ViewTask command, Turn turn) => Turn.Show(ProjectTask.Kind, (await turn.Task(command.Id)).Id.ToString());
}

/// <summary>What a task looks like.</summary>
internal static class TaskCard
{
    public static async Task<Card> Draw(ProjectTask task, Turn turn)
    {
        var project = await turn.Get(Project.Kind, task.Project.ToString());
        var today = (await Company.Of(turn)).Today(turn.Now);

        return new($"{task.Id} {task.Title}")
        {
            Tone = task.State is TaskState.Done ? Tone.Good : task.IsLate(today) ? Tone.Bad : task.State is TaskState.Blocked ? Tone.Warning : Tone.Plain,
            Body = [new Block.Facts([.. await Facts(task, project, turn)]), .. task.Counts ? (Block[])[new Block.Progress($"Done", task.Percent / 100.0)] : []],
            Choices = [.. Choices(task, project, turn)],
        };
    }

    private static async ValueTask<IReadOnlyList<Block.Fact>> Facts(ProjectTask task, Project? project, Turn turn)
    {
        List<Block.Fact> facts =
        [
            new($"Project", project is null ? $"{task.Project}" : (Say)$"{project.Name} ({task.Project})"),
            new($"State", $"{task.State}"),
            new($"Owner", $"{await turn.Who(task.Owner)}"),
            new($"Effort", Spoken.Effort(task.Hours)),
            new($"Planned", task.Start == task.Finish ? $"{task.Start}" : (Say)$"{task.Start} to {task.Finish}"),
        ];

        if (task.Due is { } due)
            facts.Add(new($"Due", $"{due}"));

        if (task.NotBefore is { } day)
            facts.Add(new($"Not before", $"{day}"));

        if (task.Milestone is { } milestone)
            facts.Add(new($"Milestone", Say.Text(milestone)));

        if (task.After is not [])
            facts.Add(new($"After", Say.All(task.After.Select(Named))));

        if (task.IsOpen)
            facts.Add(new($"Room", task.IsCritical ? $"none: the project ends later when this does" : (Say)$"{task.Slack:# working day|# working days}"));

        return facts;
    }

    private static Say Named(Link link) => SubjectId.TryParse(link.Id, null, out var id) && link.Lag > 0 ? $"{id} and {link.Lag:# working day|# working days}" : (Say)$"{id}";

    private static IEnumerable<Choice> Choices(ProjectTask task, Project? project, Turn turn)
    {
        var id = task.Id.ToString();
        var leads = project is not null && turn.Access.Leads(project);

        if (project is { IsOpen: true } && (leads || task.Owner == turn.Caller.Id))
        {
            if (task.IsOpen)
                yield return new($"Done", Update(id, TaskState.Done)) { Emphasis = Emphasis.Primary };

            if (task.State is TaskState.ToDo or TaskState.Blocked)
                yield return new(task.State is TaskState.Blocked ? $"Go on" : (Say)$"Begin", Update(id, TaskState.InProgress));

            if (task.IsOpen)
                yield return new($"How far is it", Invocation.Of("task update", ("id", id)), "percent");

            if (task.IsOpen && task.State is not TaskState.Blocked)
                yield return new($"It is blocked", Update(id, TaskState.Blocked));

            if (leads)
                yield return new($"Change", Invocation.Of("task update", ("id", id)), "title", "owner", "estimate", "due", "start", "after", "milestone");
        }

        yield return ProjectCard.View($"Gantt", PlanView.Gantt, task.Project.ToString());
    }

    private static Invocation Update(string id, TaskState state) => Invocation.Of("task update", ("id", id), ("state", Terms.Value(state)));
}
