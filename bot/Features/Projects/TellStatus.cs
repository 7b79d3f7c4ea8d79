using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Projects;

/// <summary>Shows how a project is going: what was said of it, or what its plan makes of it.</summary>
internal sealed record ShowHealth([Ask("Which project?", From = "project")] string Name) : Command
{
    public static Task<Reply> Handle(ShowHealth command, Turn turn) => TellStatus.Handle(new(command.Name), turn);
}

/// <summary>Says how a project is going, red and amber with a reason; without a colour it shows it.</summary>
internal sealed record TellStatus(
    [Ask("Which project?", From = "project")] string Name,
    [Ask("How is it going?")] Colour? Set = null,
    [Ask("Why?")] string? Reason = null) : Command
{
    public static async Task<Reply> Handle(TellStatus command, Turn turn)
    {
        var project = await turn.Project(command.Name);

        if (command.Set is not { } colour)
            return Turn.Show(Project.Kind, project.Id.ToString(), Summary(project, Health.Of(await Plan.Of(project, turn))));

        turn.ToChange(project);

        if (colour is not Colour.Green && command.Reason is null)
            throw new Refusal($"Say in a sentence why {project.Name} is {colour}.") { Choices = [new($"Say why", Invocation.Of("project status", ("name", project.Id.ToString()), ("set", Terms.Value(colour))), "reason")] };

        var changed = project with { Statuses = [.. project.Statuses, new(colour, command.Reason, turn.Caller.Id, turn.Now)] };
        turn.Save(Project.Kind, changed);

        if (project.Statuses is not [.., { Colour: var before }] || before != colour)
            Tell(changed, colour, turn);

        return await Work.Shown(changed, turn, $"{project.Name} is {colour} now.");
    }

    private static Say Summary(Project project, Health health) => project.Statuses is [.., var said]
        ? said.Reason is { } reason ? $"{project.Name} is {said.Colour}: {reason}" : (Say)$"{project.Name} is {said.Colour}."
        : $"{project.Name} is {health.Colour} by its plan: {health.Reason}";

    private static void Tell(Project project, Colour colour, Turn turn)
    {
        foreach (var person in project.People)
            turn.Tell(person, new Message { Text = $"{turn.Caller} set {project.Name} to {colour}.", Shown = new(Project.Kind.Name, project.Id.ToString()) });
    }
}
