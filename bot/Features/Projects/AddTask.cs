using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Projects;

/// <summary>Adds a piece of work to a project, and plans everything that follows from it.</summary>
internal sealed record AddTask(
    [Ask("What is to be done?")] string Title,
    [Ask("In which project?", From = "project")] string Project,
    [Ask("Who does it?")] PersonRef? Owner = null,
    [Ask("How long does it take?", Hint = "6h, 3d or 2 weeks")] string? Estimate = null,
    [Ask("By when?")] DateOnly? Due = null,
    [Ask("Not before which day?", Rare = true)] DateOnly? Start = null,
    [Ask("After which tasks?", Hint = "TSK-4, or TSK-4 +2d for two days between", Rare = true)] string? After = null,
    [Ask("For which milestone?", Rare = true)] string? Milestone = null) : Command
{
    public static async Task<Reply> Handle(AddTask command, Turn turn)
    {
        var project = await turn.Project(command.Project);
        var owner = command.Owner is { } person ? await turn.Person(person) : null;

        // Who works on a project may note down their own work.
        if (!turn.Access.Leads(project) && !(project.People.Contains(turn.Caller.Id) && owner?.Id == turn.Caller.Id))
            throw new Refusal($"Only project managers add tasks to {project.Name} for others. Add one of your own, or ask its manager.");

        if (!project.IsOpen)
            throw new Refusal($"{project.Name} is closed. Open it again first.");

        var before = await Plan.Of(project, turn);
        var after = command.After is { } said && !Spoken.IsNone(said) ? Spoken.After(said) : [];
        before.Check(after);

        var changed = owner is null ? project : project.With(owner.Id);
        var task = new ProjectTask(await turn.Next(ProjectTask.Series), project.Id, command.Title, command.Estimate is { } estimate ? Spoken.Hours(estimate) : ProjectTask.HoursOfDay, turn.Now)
        {
            Owner = owner?.Id,
            Team = changed.People,
            Due = command.Due,
            NotBefore = command.Start,
            After = after,
            Milestone = project.KnownMilestone(command.Milestone),
        };

        var plan = (before with { Project = changed }).With(task);
        task = plan.Task(task.Id.ToString());
        plan.Shared(before).Save(before, turn);
        Notices.OfOwner(task, project, turn);

        return turn.Undoable(Turn.Show(ProjectTask.Kind, task.Id.ToString(), $"{task.Id} is planned from {task.Start} to {task.Finish}."));
    }
}
