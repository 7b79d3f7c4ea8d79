using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Projects;

/// <summary>Begins a project.</summary>
internal sealed record NewProject(
    [Ask("What is it called?", Longest = 80)] string Name,
    [Ask("What is it for?", Paragraph = true)] string? Goal = null,
    [Ask("When does it begin?")] DateOnly? Start = null,
    [Ask("When is it to be done?")] DateOnly? Due = null,
    [Ask("Who works on it?")] IReadOnlyList<PersonRef>? Members = null,
    [Ask("Who answers for it?", Rare = true)] PersonRef? Manager = null) : Command
{
    public static async Task<Reply> Handle(NewProject command, Turn turn)
    {
        if ((await turn.Projects(closed: false)).FirstOrDefault(project => project.Name.Equals(command.Name, StringComparison.OrdinalIgnoreCase)) is { } same)
            throw new Refusal($"{same.Id} is called {same.Name} already. Choose another name.");

        if (SubjectId.TryParse(command.Name, null, out _))
            throw new Refusal($"\"{command.Name}\" reads like a number. Choose a name.");

        var manager = command.Manager is { } said ? await turn.Person(said) : turn.Caller;
        var start = command.Start ?? (await Company.Of(turn)).Today(turn.Now);
        Dates(command.Name, start, command.Due);

        var project = new Project(await turn.Next(Projects.Project.Series), command.Name, manager.Id, start, turn.Now)
        {
            Goal = command.Goal,
            Due = command.Due,
            Members = await People(command.Members, turn),
        };

        turn.Save(Projects.Project.Kind, project);

        foreach (var person in project.People)
            turn.Tell(person, new Message { Text = $"{turn.Caller} began the project {project.Name}, and you are part of it.", Shown = new(Projects.Project.Kind.Name, project.Id.ToString()) });

        return await Work.Shown(project, turn, $"{project.Id} {project.Name} is there. Next, add its tasks.");
    }

    public static void Dates(string name, DateOnly start, DateOnly? due)
    {
        if (due < start)
            throw new Refusal($"{name} would be due on {due.Value}, before it begins on {start}. Choose a later day.");
    }

    public static async ValueTask<IReadOnlyList<string>> People(IReadOnlyList<PersonRef>? said, Turn turn)
    {
        var ids = new List<string>();

        foreach (var one in said ?? [])
            ids.Add((await turn.Person(one)).Id);

        return [.. ids.Distinct(StringComparer.Ordinal)];
    }
}
