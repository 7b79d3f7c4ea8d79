using System.Runtime.InteropServices;
using ChatOps.Scheduling;

namespace ChatOps.Projects;

/// <summary>A piece of work as the plan sees it.</summary>
/// <param name="Days">Working days that it takes; 1 at least.</param>
internal sealed record Activity(string Id, int Days)
{
    /// <summary>The day before which somebody does not want it to begin.</summary>
    public DateOnly? NotBefore { get; init; }

    /// <summary>It has begun: no predecessor moves it any more.</summary>
    public DateOnly? Started { get; init; }

    /// <summary>It is over.</summary>
    public DateOnly? Finished { get; init; }

    public IReadOnlyList<Link> After { get; init; } = [];

    public bool IsFixed => Started is not null || Finished is not null;
}

/// <summary>It begins on the working day after the other one ends, or so many working days later.</summary>
internal sealed record Link(string Id, int Lag);

/// <param name="Start">The first day of work.</param>
/// <param name="Finish">The last day of work.</param>
/// <param name="Slack">How many working days later it could end without the whole ending later.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Dates(DateOnly Start, DateOnly Finish, int Slack);

/// <summary>
/// Finds the earliest dates of work that depends on other work (forward pass), and what cannot be late without the whole
/// being late (backward pass). Everything counts in working days.
/// </summary>
internal static class CriticalPath
{
    /// <param name="activities">Without a cycle; a predecessor that is not among them counts for nothing.</param>
    /// <param name="begin">Nothing begins before that, unless it has.</param>
    public static IReadOnlyDictionary<string, Dates> Plan(IReadOnlyList<Activity> activities, DateOnly begin, WorkingDays calendar)
    {
        var order = InOrder(activities);
        var early = Forward(order, begin, calendar);

        if (early.Count is 0)
            return new Dictionary<string, Dates>(StringComparer.Ordinal);

        var late = Backward(order, calendar.OrBefore(early.Values.Max(dates => dates.Finish)), calendar);
        return early.ToDictionary(pair => pair.Key, pair => pair.Value with { Slack = calendar.Between(pair.Value.Finish, late[pair.Key]) }, StringComparer.Ordinal);
    }

    /// <returns>A way from something back to itself, its beginning repeated at the end; null: there is none.</returns>
    public static IReadOnlyList<string>? Cycle(IReadOnlyList<Activity> activities)
    {
        var left = Known(activities);

        // What nothing waits for, or what waits for nothing, is on no cycle.
        while (left.Where(pair => !pair.Value.Any(left.ContainsKey)).Select(pair => pair.Key).ToArray() is [_, ..] free)
        {
            foreach (var id in free)
                left.Remove(id);
        }

        if (left.Count is 0)
            return null;

        var way = new List<string> { activities.First(activity => left.ContainsKey(activity.Id)).Id };

        while (true)
        {
            var next = left[way[^1]].First(left.ContainsKey);

            if (way.IndexOf(next) is >= 0 and var at)
                // From what comes first to what follows it.
                return [.. way.Skip(at).Append(next).Reverse()];

            way.Add(next);
        }
    }

    private static Dictionary<string, Dates> Forward(List<Activity> order, DateOnly begin, WorkingDays calendar)
    {
        var dates = new Dictionary<string, Dates>(order.Count, StringComparer.Ordinal);

        foreach (var activity in order)
        {
            var start = activity.Started ?? calendar.Add(Earliest(activity, begin, dates, calendar), 0);
            var finish = activity.Finished ?? calendar.Add(calendar.Add(start, 0), activity.Days - 1);
            dates[activity.Id] = new(start < finish ? start : finish, finish, 0);
        }

        return dates;
    }

    private static DateOnly Earliest(Activity activity, DateOnly begin, Dictionary<string, Dates> dates, WorkingDays calendar)
    {
        var earliest = activity.NotBefore is { } day && day > begin ? day : begin;

        foreach (var link in activity.After.Where(link => dates.ContainsKey(link.Id)))
        {
            if (calendar.Add(dates[link.Id].Finish, 1 + link.Lag) is var after && after > earliest)
                earliest = after;
        }

        return earliest;
    }

    /// <returns>When each has to end, so that the whole does not end later.</returns>
    private static Dictionary<string, DateOnly> Backward(List<Activity> order, DateOnly end, WorkingDays calendar)
    {
        var late = order.ToDictionary(activity => activity.Id, _ => end, StringComparer.Ordinal);

        // What has begun waits for nothing any more.
        foreach (var activity in order.AsEnumerable().Reverse().Where(activity => !activity.IsFixed))
        {
            var start = calendar.Add(late[activity.Id], 1 - activity.Days);

            foreach (var link in activity.After.Where(link => late.ContainsKey(link.Id)))
            {
                if (calendar.Add(start, -1 - link.Lag) is var before && before < late[link.Id])
                    late[link.Id] = before;
            }
        }

        return late;
    }

    private static List<Activity> InOrder(IReadOnlyList<Activity> activities)
    {
        var byId = activities.ToDictionary(activity => activity.Id, StringComparer.Ordinal);
        var left = Known(activities).ToDictionary(pair => pair.Key, pair => pair.Value.Length, StringComparer.Ordinal);
        var followers = activities.SelectMany(activity => activity.After.Select(link => (link.Id, Follower: activity.Id)).Distinct()).ToLookup(pair => pair.Id, pair => pair.Follower, StringComparer.Ordinal);
        var ready = new Queue<string>(activities.Select(activity => activity.Id).Where(id => left[id] is 0));
        var order = new List<Activity>(activities.Count);

        while (ready.TryDequeue(out var id))
        {
            order.Add(byId[id]);

            foreach (var follower in followers[id].Where(follower => --left[follower] is 0))
                ready.Enqueue(follower);
        }

        return order.Count == activities.Count ? order : throw new ArgumentException("What waits for itself has no dates.", nameof(activities));
    }

    private static Dictionary<string, string[]> Known(IReadOnlyList<Activity> activities)
    {
        var ids = activities.Select(activity => activity.Id).ToHashSet(StringComparer.Ordinal);
        return activities.ToDictionary(activity => activity.Id, activity => activity.After.Select(link => link.Id).Where(ids.Contains).Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
    }

    private static DateOnly OrBefore(this WorkingDays calendar, DateOnly day) => calendar.Contains(day) ? day : calendar.Add(day, -1);
}
