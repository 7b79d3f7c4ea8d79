using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Projects;

/// <summary>Sets a day on which something is to be reached, moves it, or says that it is reached.</summary>
internal sealed record SetMilestone(
    [Ask("Which project?", From = "project")] string Name,
    [Ask("What is to be reached?", Longest = 80)] string Title,
    [Ask("By when?")] DateOnly? Due = null,
    [Ask("Is it reached?", Rare = true)] bool Reached = false) : Command
{
    private const int Most = 50;

    public static async Task<Reply> Handle(SetMilestone command, Turn turn)
    {
        var project = await turn.ProjectToChange(command.Name);
        var plan = await Plan.Of(project, turn);
        var known = project.Milestone(command.Title);

        if ((command.Due ?? known?.Due) is not { } due)
            throw new Refusal($"Say by when {command.Title} is to be reached.");

        if (due < project.Start)
            throw new Refusal($"{project.Name} begins on {project.Start}. Choose a later day than {due}.");

        if (known is null && project.Milestones.Count >= Most)
            throw new Refusal($"{project.Name} has {Most} milestones, and more do not fit. Remove one first.");

        var milestone = new Milestone(known?.Title ?? command.Title, due) { ReachedOn = command.Reached ? plan.Today : null };
        var changed = project with { Milestones = [.. project.Milestones.Where(other => other != known).Append(milestone).OrderBy(other => other.Due)] };
        (plan with { Project = changed }).Save(plan, turn);

        return await Work.Shown(changed, turn, command.Reached ? $"{milestone.Title} is reached." : (Say)$"{milestone.Title} is to be reached by {due}.");
    }
}
