using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Projects;

/// <summary>What a project looks like, and how it is going.</summary>
internal static class ProjectCard
{
    private const int MostTasks = 8;
    private const int MostReports = 10;

    public static async Task<Card> Draw(Project project, Turn turn)
    {
        var plan = await Plan.Of(project, turn);
        var health = Health.Of(plan);
        var said = project.Statuses is [.., var last] ? last : null;

        return new($"{project.Id} {project.Name}")
        {
            Tone = !project.IsOpen ? Tone.Plain : ToneOf(said?.Colour ?? health.Colour),
            Body =
            [
                new Block.Facts([.. await Facts(plan, health, said, turn)]),
                .. plan.Counting.Any() ? (Block[])[new Block.Progress($"Done", plan.Share)] : [],
                .. project.Goal is { } goal ? (Block[])[new Block.Quote(goal)] : [],
                .. await Troubled($"Late", health.Late, turn),
                .. await Troubled($"At risk", health.AtRisk, turn),
                .. Milestones(plan),
                .. await History(project, turn),
            ],
            Choices = [.. Choices(plan, health, said, turn)],
        };
    }

    public static Tone ToneOf(Colour colour) => colour switch
    {
        Colour.Green => Tone.Good,
        Colour.Amber => Tone.Warning,
        _ => Tone.Bad,
    };

    private static async ValueTask<IReadOnlyList<Block.Fact>> Facts(Plan plan, Health health, StatusReport? said, Turn turn)
    {
        var project = plan.Project;
        List<Block.Fact> facts = [];

        if (!project.IsOpen)
            facts.Add(new($"Status", $"closed"));
        else if (said is not null)
            facts.Add(new($"Status", said.Reason is { } reason ? $"{said.Colour}: {await turn.Linked(reason)}" : (Say)$"{said.Colour}"));

        if (project.IsOpen)
            facts.Add(new(said is null ? $"Status" : (Say)$"By the plan", $"{health.Colour}: {health.Reason}"));

        facts.Add(new($"Manager", $"{await turn.Who(project.Manager)}"));
        facts.Add(new($"Tasks", $"{plan.Counting.Count(task => !task.IsOpen)} of {plan.Counting.Count():task|tasks} done, {Spoken.Effort(plan.Hours)} in all"));

        if (project.Milestones.FirstOrDefault(milestone => !plan.IsReached(milestone)) is { } next)
            facts.Add(new($"Next milestone", $"{next.Title}, {next.Due}"));

        if (project.Due is { } due)
            facts.Add(new($"Due", $"{due}"));

        if (project.IsOpen && health.Ends is { } ends)
            facts.Add(new($"Heading for", $"{ends}"));

        return facts;
    }

    private static async ValueTask<IReadOnlyList<Block>> Troubled(Say title, IReadOnlyList<ProjectTask> tasks, Turn turn)
    {
        if (tasks is [])
            return [];

        Block[] more = tasks.Count > MostTasks ? [new Block.Text($"And {tasks.Count - MostTasks:# more|# more}.") { Subtle = true }] : [];
        return [new Block.Section(title, [await TaskTable.Draw([.. tasks.Take(MostTasks)], turn), .. more])];
    }

    private static IEnumerable<Block> Milestones(Plan plan)
    {
        if (plan.Project.Milestones is not [])
        {
            yield return new Block.Section($"Milestones", [new Block.Table(
                [$"Milestone", $"By", $"State"],
                [.. plan.Project.Milestones.Select(milestone => new Block.Row([Say.Text(milestone.Title), $"{milestone.Due}", StateOf(milestone, plan)]))])]) { Folded = true };
        }
    }

    private static Say StateOf(Milestone milestone, Plan plan) => plan.IsReached(milestone) ? $"reached" : milestone.Due < plan.Today ? (Say)$"late" : $"to come";

    private static async ValueTask<IReadOnlyList<Block>> History(Project project, Turn turn)
    {
        var rows = new List<Block.Row>();

        foreach (var report in project.Statuses.Reverse().Take(MostReports))
            rows.Add(new([$"{report.Colour}", await turn.Linked(report.Reason ?? ""), $"{await turn.Who(report.By)}", $"{report.At:day}"]));

        return rows is [] ? [] : [new Block.Section($"How it was", [new Block.Table([$"Status", $"Why", $"Said by", $"When"], rows)]) { Folded = true }];
    }

    private static IEnumerable<Choice> Choices(Plan plan, Health health, StatusReport? said, Turn turn)
    {
        var name = plan.Project.Id.ToString();

        if (plan.Counting.Any())
        {
            yield return View($"Gantt", PlanView.Gantt, name);
            yield return View($"Burndown", PlanView.Burndown, name);
            yield return View($"Board", PlanView.Board, name);
        }

        if (!turn.Access.Leads(plan.Project) || !plan.Project.IsOpen)
            yield break;

        if (said?.Colour != health.Colour && plan.Counting.Any())
            yield return new($"Set it to {health.Colour}", Invocation.Of("project status", ("name", name), ("set", Terms.Value(health.Colour)), ("reason", health.Reason.ToString())));

        yield return new($"Set the status", Invocation.Of("project status", ("name", name)), "set", "reason");
        yield return new($"Add a task", Invocation.Of("task add", ("project", name)), "title", "owner", "estimate", "after", "due", "milestone");
        yield return new($"Change", Invocation.Of("project update", ("id", name)));
    }

    public static Choice View(Say label, PlanView view, string project) => new(label, Invocation.Of("project plan", ("name", project), ("view", Terms.Value(view))));
}
