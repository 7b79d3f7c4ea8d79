using ChatOps.Cards;

namespace ChatOps.Projects;

/// <summary>How a project is going, as its plan tells it.</summary>
/// <param name="Late">Not done by when they ought to be.</param>
/// <param name="AtRisk">Heading for a day after that, or not begun in time.</param>
/// <param name="Ends">When everything is done as things stand; null: nothing is planned.</param>
/// <param name="Behind">How many working days that is after the project's day.</param>
internal sealed record Health(Colour Colour, Say Reason, IReadOnlyList<ProjectTask> Late, IReadOnlyList<ProjectTask> AtRisk, DateOnly? Ends, int Behind)
{
    /// <summary>A project that is heading for so many working days after its day needs somebody to decide something.</summary>
    private const int RedBeyond = 5;

    public static Health Of(Plan plan)
    {
        if (!plan.Counting.Any())
            return new(Colour.Green, $"No task is planned yet.", [], [], null, 0);

        var forecast = plan.Forecast();
        var late = plan.Tasks.Where(task => task.IsLate(plan.Today)).OrderBy(task => task.Target).ToArray();
        var risky = plan.Tasks.Where(task => task.IsOpen && !task.IsLate(plan.Today) && IsAtRisk(task, forecast[task.Id.ToString()], plan)).OrderBy(task => task.Target).ToArray();
        var missed = plan.Project.Milestones.Where(milestone => milestone.Due < plan.Today && !plan.IsReached(milestone)).OrderBy(milestone => milestone.Due).ToArray();
        var ends = forecast.Values.Max(dates => dates.Finish);
        var behind = plan.Project.Due is { } due && ends > due ? Math.Max(1, plan.Calendar.Between(due, ends)) : 0;

        var colour = missed is not [] || behind > RedBeyond ? Colour.Red
            : late is not [] || risky is not [] || behind > 0 ? Colour.Amber
            : Colour.Green;

        return new(colour, colour is Colour.Green ? $"Everything is on time." : (Say)$"{Say.All(Reasons(plan, (late.Length, risky.Length), missed, (ends, behind)))}.", late, risky, ends, behind);
    }

    private static bool IsAtRisk(ProjectTask task, Dates forecast, Plan plan) =>
        forecast.Finish > (task.Due ?? MilestoneDue(task, plan) ?? plan.Project.Due ?? DateOnly.MaxValue)
        || task is { State: TaskState.ToDo } && task.Start < plan.Today
        || task.State is TaskState.Blocked;

    private static DateOnly? MilestoneDue(ProjectTask task, Plan plan) => task.Milestone is { } title ? plan.Project.Milestone(title)?.Due : null;

    private static IEnumerable<Say> Reasons(Plan plan, (int Late, int AtRisk) tasks, IReadOnlyList<Milestone> missed, (DateOnly Ends, int Behind) end)
    {
        if (missed is [var first, ..])
            yield return $"{first.Title} was due on {first.Due}";

        if (end.Behind > 0)
            yield return $"it is heading for {end.Ends}, {end.Behind:# working day|# working days} after its day, {plan.Project.Due!.Value}";

        if (tasks.Late > 0)
            yield return $"{tasks.Late:# task is late|# tasks are late}";

        if (tasks.AtRisk > 0)
            yield return $"{tasks.AtRisk:# task is at risk|# tasks are at risk}";
    }
}
