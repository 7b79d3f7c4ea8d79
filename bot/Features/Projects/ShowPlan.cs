using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Projects;

internal enum PlanView
{
    Gantt,
    Board,
    Burndown,
    List,
}

/// <summary>Shows the plan of a project: over time, by state, as what is left, or as a list.</summary>
internal sealed record ShowPlan(
    [Ask("Which project?", From = "project")] string Name,
    [Ask("How shall it be shown?")] PlanView View = PlanView.Gantt) : Command
{
    public static async Task<Reply> Handle(ShowPlan command, Turn turn)
    {
        var project = await turn.Project(command.Name);
        var plan = await Plan.Of(project, turn);

        if (!plan.Counting.Any())
            return Turn.Show(Project.Kind, project.Id.ToString(), $"{project.Name} has no tasks yet.");

        return new Card(command.View switch
        {
            PlanView.Gantt => $"Plan of {project.Name}",
            PlanView.Board => $"Board of {project.Name}",
            PlanView.Burndown => $"Burndown of {project.Name}",
            _ => (Say)$"Tasks of {project.Name}",
        })
        {
            Body = command.View switch
            {
                PlanView.Gantt => Gantt(plan),
                PlanView.Board => await Board(plan, turn),
                PlanView.Burndown => Down(plan),
                _ => [await TaskTable.Draw([.. plan.Tasks.OrderBy(task => task.Start).ThenBy(task => task.Id.Number)], turn)],
            },
            Choices =
            [
                .. from view in Enum.GetValues<PlanView>()
                   where view != command.View
                   select ProjectCard.View(Label(view), view, project.Id.ToString()),
                new($"Status", Invocation.Of("project view", ("id", project.Id.ToString()))),
            ],
        };
    }

    private static Say Label(PlanView view) => view switch
    {
        PlanView.Gantt => $"Gantt",
        PlanView.Board => $"Board",
        PlanView.Burndown => $"Burndown",
        _ => $"List",
    };

    private static Block[] Gantt(Plan plan)
    {
        var tasks = plan.Counting.Select(task => new Block.Span($"{task.Id} {task.Title}", task.Start, task.Finish)
        {
            Share = task.Percent / 100.0,
            Kind = task.IsLate(plan.Today) ? SpanKind.Late : SpanKind.Work,
            IsCritical = task.IsCritical,
            Open = Invocation.Of("task view", ("id", task.Id.ToString())),
        });

        var milestones = plan.Project.Milestones.Select(milestone => new Block.Span(Say.Text(milestone.Title), milestone.Due, milestone.Due) { Kind = SpanKind.Milestone, Share = plan.IsReached(milestone) ? 1 : 0 });
        Block.Span[] all = [.. tasks.Concat(milestones).OrderBy(span => span.From).ThenBy(span => span.Until)];
        var critical = plan.Counting.Count(task => task.IsCritical);

        return
        [
            new Block.Text($"From {all.Min(span => span.From)} to {all.Max(span => span.Until)}. {critical:# open task decides|# open tasks decide} when it ends."),
            new Block.Gantt(Say.Text(plan.Project.Name), plan.Today, all),
        ];
    }

    private static async Task<Block[]> Board(Plan plan, Turn turn)
    {
        var columns = new List<Block>();

        foreach (var state in Enum.GetValues<TaskState>())
        {
            if (plan.Tasks.Where(task => task.State == state).OrderBy(task => task.Target).ToArray() is [_, ..] tasks)
                columns.Add(new Block.Section($"{state}: {tasks.Length}", [await TaskTable.Draw(tasks, turn)]) { Folded = state is TaskState.Done or TaskState.Dropped });
        }

        return [.. columns];
    }

    private static Block[] Down(Plan plan)
    {
        var burndown = Burndown.Of(plan);
        var (first, now, left) = (burndown.Scope is [var scope, ..] ? scope : 0, burndown.Scope is [.., var all] ? (decimal)all : 0, burndown.Left is [.., var rest] ? (decimal)rest : 0);
        var added = now - (decimal)first;

        return
        [
            new Block.Text(added > 0
                ? $"{Spoken.Effort(left)} of {Spoken.Effort(now)} are left. {Spoken.Effort(added)} came in since the first day."
                : (Say)$"{Spoken.Effort(left)} of {Spoken.Effort(now)} are left."),
            new Block.Chart(ChartKind.Lines, $"Hours left of {plan.Project.Name}", [.. burndown.Days.Select(day => (Say)$"{day}")],
            [
                new($"Left", burndown.Left),
                new($"Scope", burndown.Scope),
                new($"Evenly", burndown.Even),
            ]),
        ];
    }
}
