using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Projects;

/// <summary>What the commands on projects have in common: which one is meant, and who may change it.</summary>
internal static class Work
{
    private const int MostNamed = 5;
    private const int MostProjects = 200;

    /// <summary>The project of that number or name, or the only one whose name has these words in it.</summary>
    public static async ValueTask<Project> Project(this Turn turn, string said)
    {
        if (await turn.FindProject(said) is { } project)
            return project;

        var named = Named(await turn.Projects(), said);

        throw named is [_, _, ..]
            ? new Refusal($"\"{said}\" could be {Say.List(named.Take(MostNamed).Select(one => (Say)$"{one.Name} ({one.Id})"))}. Say the whole name or the number.")
            : new Refusal($"There is no project \"{said}\" here. Choose one from the list.") { Choices = [new($"Projects", Invocation.Of("project list"))] };
    }

    /// <returns>Null: there is none for the caller, or several.</returns>
    public static async ValueTask<Project?> FindProject(this Turn turn, string said)
    {
        if (SubjectId.TryParse(said, null, out var id) && id.Series == ChatOps.Projects.Project.Series)
            return await turn.Get(ChatOps.Projects.Project.Kind, id.ToString());

        var all = await turn.Projects();
        return all.FirstOrDefault(project => project.Name.Equals(said.Trim(), StringComparison.OrdinalIgnoreCase)) ?? (Named(all, said) is [var only] ? only : null);
    }

    /// <summary>Those that the caller sees, the open ones first.</summary>
    public static async ValueTask<IReadOnlyList<Project>> Projects(this Turn turn, bool closed = true)
    {
        var page = await turn.Find(ChatOps.Projects.Project.All.Where() with { Take = MostProjects, Filter = closed ? null : project => project.IsOpen });
        return [.. page.Items.Select(item => item.Body).OrderByDescending(project => project.IsOpen)];
    }

    public static async ValueTask<ProjectTask> Task(this Turn turn, SubjectId id) => await turn.Require(ProjectTask.Kind, id.ToString());

    /// <summary>May make projects, and change every one.</summary>
    public static bool Leads(this Access access, Project project) => access.Has(Roles.ProjectManager | Roles.Administrator | Roles.System) || project.Manager == access.Person.Id;

    /// <summary>The project, for somebody who may change it.</summary>
    public static async ValueTask<Project> ProjectToChange(this Turn turn, string said) => turn.ToChange(await turn.Project(said));

    public static Project ToChange(this Turn turn, Project project)
    {
        if (!turn.Access.Leads(project))
            throw new Refusal($"Only project managers change {project.Name}. Ask its manager.");

        return project.IsOpen ? project : throw new Refusal($"{project.Name} is closed. Open it again first.");
    }

    public static Task<Reply> Shown(Project project, Turn turn, Say text) =>
        System.Threading.Tasks.Task.FromResult(turn.Undoable(Turn.Show(ChatOps.Projects.Project.Kind, project.Id.ToString(), text)));

    public static async Task<IReadOnlyList<Option>> ProjectOptions(string typed, Turn turn) =>
    [
        .. (await turn.Projects(closed: false)).Where(project => project.Name.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase))
            .Select(project => new Option(project.Id.ToString(), Say.Text(project.Name))),
    ];

    public static async Task<IReadOnlyList<Option>> TaskOptions(string typed, Turn turn)
    {
        const int most = 25;
        var tasks = typed.Trim() is { Length: > 0 } words
            ? (await turn.Search(ProjectTask.Kind, words, most, task => task.IsOpen)).Items
            : (await turn.Find(ProjectTask.ByOwner.Where(turn.Caller.Id, true) with { Take = most })).Items;

        return [.. tasks.Select(task => new Option(task.Id, $"{task.Body.Id} {task.Body.Title}"))];
    }

    /// <summary>The milestone as the project writes it, or a refusal that says which there are.</summary>
    public static string? KnownMilestone(this Project project, string? said) => said switch
    {
        null => null,
        _ when project.Milestone(said) is { } milestone => milestone.Title,
        _ when project.Milestones is [] => throw new Refusal($"{project.Name} has no milestones yet. Make one first."),
        _ => throw new Refusal($"\"{said}\" is none of {Say.List(project.Milestones.Select(milestone => Say.Text(milestone.Title)))}. Choose one of them."),
    };

    private static Project[] Named(IReadOnlyList<Project> all, string said)
    {
        var words = said.Trim();
        var named = words.Length is 0 ? [] : all.Where(project => project.Name.Contains(words, StringComparison.OrdinalIgnoreCase)).ToArray();
        return named.Where(project => project.IsOpen).ToArray() is [_, ..] open ? open : named;
    }
}
