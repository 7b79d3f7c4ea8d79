using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Projects;

/// <summary>Projects: who does what until when, what waits for what, and how it is going.</summary>
public sealed class ProjectsFeature : IFeature
{
    private const Roles Managers = Roles.ProjectManager | Roles.Administrator;

    public void Define(FeatureBuilder feature)
    {
        feature
            .Stores(Project.Kind, ProjectTask.Kind)
            .View(Project.Kind, ProjectCard.Draw)
            .View(ProjectTask.Kind, TaskCard.Draw)
            .Holds(person => Project.All.Where() with { Filter = project => project.People.Contains(person.Id) })
            .Holds(person => ProjectTask.ByOwner.Where(person.Id))
            .Subject("project", [Project.Series], "project view", ProjectSubject)
            .Subject("task", [ProjectTask.Series], "task view", TaskSubject)
            .Lookup("project", Work.ProjectOptions)
            .Lookup("task", Work.TaskOptions)
            .Example("How are the projects going", Invocation.Of("project list"), Managers | Roles.Manager)
            .Example("What's late", Invocation.Of("task list", ("late", "yes")), Managers);

        ForEverybody(feature);
        ForManagers(feature);
    }

    private static void ForEverybody(FeatureBuilder feature) => feature
        .Command<ListProjects>("project list", "See how the projects are going", ListProjects.Handle, Effect.Read, Roles.Everyone,
            says: ["projects", "my projects", "show projects", "list projects", "how are the projects going", "how are my projects going"])
        .Command<ViewProject>("project view", "Show a project", ViewProject.Handle, Effect.Read, Roles.Everyone, says: ["show {id}", "project {id}"])
        .Command<ShowHealth>("project health", "See how a project is going", ShowHealth.Handle, Effect.Read, Roles.Everyone,
            says: ["how is {name} going", "how is project {name} going", "status of project {name}"])
        .Command<TellStatus>("project status", "Say how a project is going", TellStatus.Handle, Effect.Write, Roles.Everyone,
            says: ["set {name} to {set}", "set {name} to {set}: {reason}", "{name} is {set}: {reason}"])
        .Command<ShowPlan>("project plan", "Show the plan of a project", ShowPlan.Handle, Effect.Read, Roles.Everyone,
            says: ["gantt {name} → view:gantt", "gantt of {name} → view:gantt", "burndown {name} → view:burndown", "burndown of {name} → view:burndown", "board {name} → view:board", "board of {name} → view:board", "tasks of {name} → view:list", "plan of {name}"])
        .Command<ListTasks>("task list", "Find tasks", ListTasks.Handle, Effect.Read, Roles.Everyone,
            says:
            [
                "my tasks → mine:yes", "show my tasks → mine:yes", "what do I have to do → mine:yes",
                "what's late → late:yes", "what’s late → late:yes", "what is late → late:yes", "late tasks → late:yes", "what's late in {project} → late:yes", "what is late in {project} → late:yes",
            ])
        .Command<ViewTask>("task view", "Show a task", ViewTask.Handle, Effect.Read, Roles.Everyone, says: ["show {id}", "how is {id} going", "status of {id}"])
        .Command<UpdateTask>("task update", "Say how far a task is", UpdateTask.Handle, Effect.Write, Roles.Everyone,
            says:
            [
                "{id} done → state:done", "{id} is done → state:done", "done with {id} → state:done", "start {id} → state:in-progress", "begin {id} → state:in-progress", "{id} is blocked → state:blocked",
                "{id} is at {percent}%", "{id} is at {percent} %", "{id} {percent}%", "{id} after {after}", "{id} is due {due}", "give task {id} to {owner}",
            ])
        .Command<AddTask>("task add", "Add a task to a project", AddTask.Handle, Effect.Write, Roles.Everyone,
            says: ["add task {title} to {project}", "add task {title} to {project} due {due}", "new task {title} in {project}"]);

    private static void ForManagers(FeatureBuilder feature) => feature
        .Command<NewProject>("project new", "Begin a project", NewProject.Handle, Effect.Write, Managers, says: ["new project", "new project {name}", "begin a project"])
        .Command<UpdateProject>("project update", "Change what a project is", UpdateProject.Handle, Effect.Write, Roles.Everyone, says: ["close project {id} → state:closed"])
        .Command<SetMilestone>("project milestone", "Set a milestone", SetMilestone.Handle, Effect.Write, Roles.Everyone);

    private static async ValueTask<Subject?> ProjectSubject(string text, Turn turn) =>
        await turn.FindProject(text) is { } project ? new(project.Id, Cards.Say.Text(project.Name)) : null;

    private static async ValueTask<Subject?> TaskSubject(string text, Turn turn) =>
        SubjectId.TryParse(text, null, out var id) && await turn.Get(ProjectTask.Kind, id.ToString()) is { } task ? new(task.Id, Cards.Say.Text(task.Title)) : null;
}
