using ChatOps.Projects;
using ChatOps.Scheduling;
using CsCheck;

namespace ChatOps.Tests.Projects;

/// <summary>The dates of work that waits for other work, against a reference that walks from day to day.</summary>
public sealed class CriticalPathTests
{
    private static readonly DateOnly Monday = new(2026, 10, 5);
    private static readonly Gen<DateOnly> Day = Gen.Int[0, 40].Select(Monday.AddDays);
    private static readonly Gen<WorkingDays> Calendar = Gen.Select(Gen.Int[1, 127], Day.Array[0, 10], (days, holidays) => new WorkingDays((Weekdays)days, holidays));

    // An edge leads from a lower number to a higher one, so there is no cycle.
    private static readonly Gen<Activity[]> Work =
        from count in Gen.Int[1, 9]
        from days in Gen.Int[1, 6].Array[count]
        from edges in Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8], Gen.Int[0, 3]).Array[0, 14]
        from notBefore in Gen.Select(Gen.Int[0, 3], Day).Array[count]
        from begun in Gen.Select(Gen.Int[0, 5], Day, Gen.Int[0, 9]).Array[count]
        select Enumerable.Range(0, count).Select(at => new Activity(Name(at), days[at])
        {
            NotBefore = notBefore[at].Item1 is 0 ? notBefore[at].Item2 : null,
            Started = begun[at].Item1 is 0 or 1 ? begun[at].Item2 : null,
            Finished = begun[at].Item1 is 1 ? begun[at].Item2.AddDays(begun[at].Item3) : null,
            After = [.. edges.Where(edge => edge.Item2 == at && edge.Item1 < at).Select(edge => new Link(Name(edge.Item1), edge.Item3)).DistinctBy(link => link.Id)],
        }).ToArray();

    [Fact]
    public void A_predecessor_that_ends_on_15_October_has_its_follower_begin_on_the_16th()
    {
        var plan = CriticalPath.Plan([new("a", 3) { NotBefore = new(2026, 10, 13) }, new("b", 1) { After = [new("a", 0)] }], Monday, WorkingDays.Usual);

        Assert.Equal(new(2026, 10, 15), plan["a"].Finish);
        Assert.Equal(new(2026, 10, 16), plan["b"].Start);
    }

    [Fact]
    public void A_manual_start_is_a_day_before_which_nothing_begins_and_no_more()
    {
        var early = CriticalPath.Plan([new("a", 5), new("b", 1) { After = [new("a", 0)], NotBefore = Monday }], Monday, WorkingDays.Usual);
        var late = CriticalPath.Plan([new("a", 5), new("b", 1) { After = [new("a", 0)], NotBefore = new(2026, 10, 21) }], Monday, WorkingDays.Usual);

        Assert.Equal(new(2026, 10, 12), early["b"].Start);
        Assert.Equal(new(2026, 10, 21), late["b"].Start);
        Assert.Equal(0, early["a"].Slack);
        Assert.Equal(7, late["a"].Slack);
    }

    [Fact]
    public void Every_date_is_the_one_that_walking_from_day_to_day_finds() => Gen.Select(Work, Calendar).Sample(
        (work, calendar) =>
        {
            var plan = CriticalPath.Plan(work, Monday, calendar);
            var walked = Walk(work, Monday, calendar);

            foreach (var activity in work)
                Assert.Equal(walked[activity.Id], (plan[activity.Id].Start, plan[activity.Id].Finish));
        },
        iter: 3000);

    [Fact]
    public void Slack_is_how_much_later_it_can_begin_without_the_whole_ending_later() => Gen.Select(Work, Calendar).Sample(
        (work, calendar) =>
        {
            var plan = CriticalPath.Plan(work, Monday, calendar);
            var end = plan.Values.Max(dates => dates.Finish);

            foreach (var activity in work.Where(activity => !activity.IsFixed))
            {
                var (slack, start) = (plan[activity.Id].Slack, plan[activity.Id].Start);
                Assert.True(slack >= 0);
                Assert.Equal(end, EndIf(work, activity, calendar.Add(start, slack), calendar));
                Assert.True(EndIf(work, activity, calendar.Add(start, slack + 1), calendar) > end);
            }
        },
        iter: 1000);

    [Fact]
    public void A_cycle_is_found_when_there_is_one_and_named() => Gen.Select(Gen.Int[1, 7], Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6]).Array[0, 12]).Sample(
        (count, edges) =>
        {
            var work = Enumerable.Range(0, count).Select(at => new Activity(Name(at), 1)
            {
                After = [.. edges.Where(edge => edge.Item2 == at && edge.Item1 < count).Select(edge => new Link(Name(edge.Item1), 0))],
            }).ToArray();

            var reaches = new bool[count, count];

            foreach (var (from, to) in edges.Where(edge => edge.Item1 < count && edge.Item2 < count))
                reaches[from, to] = true;

            for (var by = 0; by < count; by++)
                for (var from = 0; from < count; from++)
                    for (var to = 0; to < count; to++)
                        reaches[from, to] |= reaches[from, by] && reaches[by, to];

            var cycle = CriticalPath.Cycle(work);
            Assert.Equal(Enumerable.Range(0, count).Any(at => reaches[at, at]), cycle is not null);

            if (cycle is not null)
            {
                Assert.True(cycle.Count > 1 && cycle[0] == cycle[^1]);
                Assert.All(cycle.Zip(cycle.Skip(1)), step => Assert.Contains(work.First(one => one.Id == step.Second).After, link => link.Id == step.First));
            }
        },
        iter: 3000);

    private static string Name(int at) => $"T{at}";

    private static DateOnly EndIf(Activity[] work, Activity later, DateOnly start, WorkingDays calendar) =>
        Walk([.. work.Select(activity => activity == later ? activity with { NotBefore = start } : activity)], Monday, calendar).Values.Max(dates => dates.Finish);

    // Slow and plain: every day is tried until all conditions hold, again and again until nothing changes.
    private static Dictionary<string, (DateOnly Start, DateOnly Finish)> Walk(Activity[] work, DateOnly begin, WorkingDays calendar)
    {
        var dates = new Dictionary<string, (DateOnly Start, DateOnly Finish)>(StringComparer.Ordinal);

        for (var changed = true; changed;)
        {
            changed = false;

            foreach (var activity in work)
            {
                var day = begin;

                while (!calendar.Contains(day) || day < activity.NotBefore || activity.After.Any(link => dates.TryGetValue(link.Id, out var before) && !HasPassed(before.Finish, link.Lag, day, calendar)))
                    day = day.AddDays(1);

                var start = activity.Started ?? day;
                var finish = activity.Finished ?? Last(start, activity.Days, calendar);
                var now = (start < finish ? start : finish, finish);

                if (dates.TryGetValue(activity.Id, out var was) && was == now)
                    continue;

                dates[activity.Id] = now;
                changed = true;
            }
        }

        return dates;
    }

    private static bool HasPassed(DateOnly finish, int lag, DateOnly day, WorkingDays calendar)
    {
        var between = 0;

        for (var at = finish.AddDays(1); at < day; at = at.AddDays(1))
            between += calendar.Contains(at) ? 1 : 0;

        return day > finish && between >= lag;
    }

    private static DateOnly Last(DateOnly start, int days, WorkingDays calendar)
    {
        for (var day = start; ; day = day.AddDays(1))
        {
            if (calendar.Contains(day) && --days is 0)
                return day;
        }
    }
}
