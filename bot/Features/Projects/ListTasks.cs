using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Projects;

/// <summary>Finds tasks, the most urgent first.</summary>
internal sealed record ListTasks(
    [Ask("Which words?")] string? Text = null,
    [Ask("Which project?", From = "project")] string? Project = null,
    [Ask("Whose?", Hint = "A name or me")] PersonRef? Owner = null,
    [Ask("Only yours?")] bool Mine = false,
    [Ask("Only late ones?")] bool Late = false,
    [Ask("Done ones too?")] bool Done = false) : Command
{
    private const int Most = 25;
    private const int MostRead = 1000;

    public static async Task<Reply> Handle(ListTasks command, Turn turn)
    {
        var today = (await Company.Of(turn)).Today(turn.Now);
        var project = command.Project is { } said ? await turn.Project(said) : null;
        var owner = command.Mine ? turn.Caller.Id : command.Owner is { } person ? (await turn.Person(person)).Id : null;

        bool Fits(ProjectTask task) =>
            (command.Done || task.IsOpen) && (project is null || task.Project == project.Id) && (owner is null || task.Owner == owner) && (!command.Late || task.IsLate(today));

        var found = command.Text is { } words ? (await turn.Search(ProjectTask.Kind, words, MostRead, Fits)).Items
            : (await turn.Find(Order(project, owner) with { Take = MostRead, Filter = Fits })).Items;

        ProjectTask[] tasks = [.. found.Select(item => item.Body).OrderBy(task => task.Target).ThenBy(task => task.Id.Number)];

        return new Card(Title(command, project))
        {
            Tone = command.Late && tasks is not [] ? Tone.Warning : Tone.Plain,
            Body =
            [
                new Block.Text(Count(command, tasks)),
                .. tasks is [] ? (Block[])[] : [await TaskTable.Draw([.. tasks.Take(Most)], turn)],
            ],
            Choices =
            [
                .. command.Mine ? (Choice[])[] : [new($"My tasks", Invocation.Of("task list", ("mine", "yes")))],
                .. command.Late ? (Choice[])[] : [new($"What's late", Invocation.Of("task list", ("late", "yes"), ("mine", command.Mine ? "yes" : null), ("project", project?.Id.ToString())))],
            ],
        };
    }

    private static Documents.Query<ProjectTask> Order(Project? project, string? owner) =>
        owner is not null ? ProjectTask.ByOwner.Where(owner)
        : project is not null ? ProjectTask.OfProject.Where(project.Id.ToString())
        : ProjectTask.All.Where() with { Descending = true };

    private static Say Title(ListTasks command, Project? project) => (command, project) switch
    {
        ({ Late: true }, { } one) => $"Late in {one.Name}",
        ({ Late: true, Mine: true }, _) => $"Your late tasks",
        ({ Late: true }, _) => $"Late tasks",
        (_, { } one) => $"Tasks of {one.Name}",
        ({ Mine: true }, _) => $"Your tasks",
        _ => $"Tasks",
    };

    private static Say Count(ListTasks command, ProjectTask[] tasks) => tasks switch
    {
        [] when command.Late => $"Nothing is late.",
        [] => $"None.",
        { Length: > Most } => $"The {Most} most urgent of {tasks.Length:task|tasks}.",
        _ => $"{tasks.Length:# task|# tasks}.",
    };
}
