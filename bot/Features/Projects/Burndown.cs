namespace ChatOps.Projects;

/// <summary>
/// How the work grew and shrank, in hours: what there was to do in all and what was left of it, at the end of some days.
/// What was added later shows as a rise of the scope, never as a slow start.
/// </summary>
/// <param name="Days">Working days, from the start of the project to its end.</param>
/// <param name="Scope">Up to today.</param>
/// <param name="Left">Up to today.</param>
/// <param name="Even">What would be left if every working day did the same.</param>
internal sealed record Burndown(IReadOnlyList<DateOnly> Days, IReadOnlyList<double> Scope, IReadOnlyList<double> Left, IReadOnlyList<double> Even)
{
    private const int Most = 24;

    public static Burndown Of(Plan plan)
    {
        var first = plan.Tasks.SelectMany(task => task.Course).Select(course => course.Day).Append(plan.Project.Start).Append(plan.Today).Min();
        var planned = new[] { plan.Project.Due, plan.Finish, plan.Project.Start }.Max()!.Value;
        var open = plan.Tasks.Any(task => task.IsOpen);
        var last = open && plan.Today > planned ? plan.Today : planned;
        var days = Chosen(plan, first, last);
        var passed = days.Where(day => day <= plan.Today).ToArray();
        var whole = plan.Calendar.Between(first, planned) is > 0 and var some ? some : 1;

        return new(
            days,
            [.. passed.Select(day => (double)plan.Tasks.Sum(task => At(task, day)?.Hours ?? 0))],
            [.. passed.Select(day => (double)plan.Tasks.Sum(task => At(task, day) is { } at ? at.Hours * (100 - at.Percent) / 100 : 0))],
            [.. days.Select(day => (double)plan.Hours * Math.Max(0, 1 - (double)plan.Calendar.Between(first, day) / whole))]);
    }

    private static Course? At(ProjectTask task, DateOnly day) => task.Course.LastOrDefault(course => course.Day <= day);

    // Today is always among them: that is where the lines end.
    private static DateOnly[] Chosen(Plan plan, DateOnly first, DateOnly last)
    {
        DateOnly[] all = [.. Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1).Select(DateOnly.FromDayNumber).Where(day => plan.Calendar.Contains(day) || day == plan.Today)];
        var step = (all.Length + Most - 1) / Most;
        return [.. all.Where((day, at) => at % Math.Max(1, step) is 0 || day == plan.Today || at == all.Length - 1)];
    }
}
