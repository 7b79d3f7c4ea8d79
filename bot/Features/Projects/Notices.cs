using ChatOps.Conversations;

namespace ChatOps.Projects;

/// <summary>Who is told of a change of the plan.</summary>
internal static class Notices
{
    public static void OfOwner(ProjectTask task, Project project, Turn turn)
    {
        if (task.Owner is { } owner)
            turn.Tell(owner, new Message { Text = $"{turn.Caller} gave you {task.Id} in {project.Name}. It is planned from {task.Start} to {task.Finish}.", Shown = new(ProjectTask.Kind.Name, task.Id.ToString()) });
    }

    /// <summary>Everybody whose work begins on another day, once each.</summary>
    public static void OfMoves(IReadOnlyList<ProjectTask> moved, ProjectTask because, Project project, Turn turn)
    {
        foreach (var tasks in moved.Where(task => task.Owner is not null).GroupBy(task => task.Owner!))
        {
            var first = tasks.OrderBy(task => task.Start).First();
            turn.Tell(tasks.Key, new Message { Text = $"{first.Id} is planned from {first.Start} to {first.Finish} now, because {because.Id} in {project.Name} changed.", Shown = new(ProjectTask.Kind.Name, first.Id.ToString()) });
        }
    }
}
