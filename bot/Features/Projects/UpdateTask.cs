using System.Globalization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Projects;

/// <summary>Says how far a task is, or what it is; everything that follows from it is planned again.</summary>
internal sealed record UpdateTask(
    [Ask("Which task?", From = "task")] SubjectId Id,
    [Ask("How does it stand?")] TaskState? State = null,
    [Ask("How much of it is done, in percent?")] int? Percent = null,
    [Ask("Who does it?")] PersonRef? Owner = null,
    [Ask("By when?")] DateOnly? Due = null,
    [Ask("After which tasks?", Hint = "TSK-4, TSK-4 +2d for two days between, or none", Rare = true)] string? After = null,
    [Ask("How long does it take?", Hint = "6h, 3d or 2 weeks", Rare = true)] string? Estimate = null,
    [Ask("Not before which day?", Rare = true)] DateOnly? Start = null,
    [Ask("For which milestone?", Rare = true)] string? Milestone = null,
    [Ask("What is to be done?", Rare = true)] string? Title = null) : Command
{
    private const int MostNamed = 3;

    public static async Task<Reply> Handle(UpdateTask command, Turn turn)
    {
        var task = await turn.Task(command.Id);
        var project = await turn.Project(task.Project.ToString());
        Permit(command, task, project, turn);

        if (command == new UpdateTask(command.Id))
            return await turn.Propose(Filled(task));

        var before = await Plan.Of(project, turn);
        var owner = command.Owner is { } person ? await turn.Person(person) : null;
        var changed = owner is null ? project : project.With(owner.Id);
        var now = Move(Describe(task, command, before) with { Owner = owner?.Id ?? task.Owner, Team = changed.People }, command, before.Today);
        var plan = (before with { Project = changed }).With(now);
        var moved = plan.MovedSince(before, task);
        now = plan.Task(now.Id.ToString());
        plan.Shared(before).Save(before, turn);

        if (now.Owner != task.Owner)
            Notices.OfOwner(now, project, turn);

        Notices.OfMoves(moved, now, project, turn);
        return turn.Undoable(Turn.Show(ProjectTask.Kind, now.Id.ToString(), Receipt(task, now, moved)));
    }

    private static void Permit(UpdateTask command, ProjectTask task, Project project, Turn turn)
    {
        if (!project.IsOpen)
            throw new Refusal($"{project.Name} is closed. Open it again first.");

        if (turn.Access.Leads(project))
            return;

        if (task.Owner != turn.Caller.Id)
            throw new Refusal($"Only who does {task.Id}, and the project managers, can change it. Tell them in words.");

        if (command with { State = null, Percent = null } != new UpdateTask(command.Id))
            throw new Refusal($"Of {task.Id} you can say how far it is. Ask the project managers to change the rest.");
    }

    private static ProjectTask Describe(ProjectTask task, UpdateTask command, Plan plan) => task with
    {
        Title = command.Title ?? task.Title,
        Hours = command.Estimate is { } estimate ? Spoken.Hours(estimate) : task.Hours,
        Due = command.Due ?? task.Due,
        NotBefore = command.Start ?? task.NotBefore,
        Milestone = plan.Project.KnownMilestone(command.Milestone) ?? task.Milestone,
        After = command.After is { } after ? Follow(task, after, plan) : task.After,
    };

    // Said again with another lag, it is that lag.
    private static IReadOnlyList<Link> Follow(ProjectTask task, string said, Plan plan)
    {
        if (Spoken.IsNone(said))
            return [];

        var links = Spoken.After(said);
        plan.Check(links);
        return [.. task.After.Where(link => links.All(other => other.Id != link.Id)), .. links];
    }

    private static ProjectTask Move(ProjectTask task, UpdateTask command, DateOnly today)
    {
        if (command.State is { } state)
            task = task.Go(state, today);

        return command.Percent switch
        {
            null => task,
            >= 0 and <= 100 and var percent when command.State is null or TaskState.InProgress or TaskState.Blocked => task.Reach(percent, today),
            >= 0 and <= 100 => task,
            _ => throw new Refusal($"Say how much of {task.Id} is done, from 0 to 100 percent."),
        };
    }

    private static Say Receipt(ProjectTask before, ProjectTask now, IReadOnlyList<ProjectTask> moved)
    {
        Say what = now.State != before.State ? $"{now.Id} is {now.State}."
            : now.Percent != before.Percent ? $"{now.Id} is done to {now.Percent} %."
            : (now.Start, now.Finish) != (before.Start, before.Finish) ? $"{now.Id} is planned from {now.Start} to {now.Finish}."
            : (Say)$"{now.Id} is changed.";

        return moved switch
        {
            [] => what,
            { Count: <= MostNamed } => $"{what} With it move {Say.All(moved.Select(task => (Say)$"{task.Id} to {task.Start}"))}.",
            _ => $"{what} With it move {Say.All(moved.Take(MostNamed).Select(task => (Say)$"{task.Id} to {task.Start}"))} and {moved.Count - MostNamed:# more|# more}.",
        };
    }

    private static Invocation Filled(ProjectTask task) => Invocation.Of(
        "task update",
        ("id", task.Id.ToString()),
        ("state", Terms.Value(task.State)),
        ("percent", task.Percent.ToString(CultureInfo.InvariantCulture)));
}
