using System.Globalization;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Host.Demo;

/// <summary>
/// The two projects of the company: one that is late, since its files take longer to copy than anybody thought, and one
/// that is going well. Their tasks are the first of the installation, so their numbers are known.
/// </summary>
internal static class Programme
{
    public const int Projects = 2;
    private const string Manager = "pam";

    public static IReadOnlyList<IReadOnlyList<Step>> Of(DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return [Atlas(today), Lisbon(today)];
    }

    private static List<Step> Atlas(DateTimeOffset today)
    {
        var plan = new Notes(today, "Atlas");

        plan.On(-44, Manager, "project new", ("name", "Atlas"), ("goal", "Every team keeps its files in the new place, and the old file servers are switched off."), ("start", plan.Day(-43)), ("due", plan.Day(4)));
        plan.On(-44, Manager, "project milestone", ("name", "Atlas"), ("title", "Servers ready"), ("due", plan.Day(-25)));
        plan.On(-44, Manager, "project milestone", ("name", "Atlas"), ("title", "Everybody moved"), ("due", plan.Day(2)));
        plan.Task(-44, "Agree on what moves", Manager, "4d", null, null);
        plan.Task(-44, "Set up the new servers", "niko", "8d", "TSK-1", "Servers ready");
        plan.Task(-44, "Copy the files of Sales", "ines", "6d", "TSK-2", "Everybody moved");
        plan.Task(-44, "Copy the files of Finance", "kofi", "6d", "TSK-2 +1d", "Everybody moved");
        plan.Task(-44, "Show the teams how it works", "lena", "4d", "TSK-3", "Everybody moved");
        plan.Task(-44, "Switch over", "niko", "2d", "TSK-3, TSK-4", "Everybody moved");
        plan.Task(-44, "Switch the old servers off", "omar", "3d", "TSK-6 +3d", null);
        plan.Far(-41, Manager, "TSK-1", 50);
        plan.Far(-38, Manager, "TSK-1", 100);
        plan.Far(-35, "niko", "TSK-2", 20);
        plan.Far(-31, "niko", "TSK-2", 60);
        plan.Far(-27, "niko", "TSK-2", 100);
        plan.On(-27, Manager, "project status", ("name", "Atlas"), ("set", "green"), ("reason", "The servers are ready in time"));
        plan.Far(-24, "ines", "TSK-3", 30);
        plan.Task(-21, "Move the scanners as well", "omar", "4d", "TSK-2", "Everybody moved");
        plan.Far(-20, "kofi", "TSK-4", 10);
        plan.Far(-18, "ines", "TSK-3", 80);
        plan.Far(-16, "ines", "TSK-3", 100);
        plan.Far(-13, "lena", "TSK-5", 50);
        plan.Far(-12, "kofi", "TSK-4", 40);
        plan.On(-12, Manager, "project status", ("name", "Atlas"), ("set", "amber"), ("reason", "Finance has twice as many files as we were told"));
        plan.Far(-9, "lena", "TSK-5", 100);
        plan.Far(-8, "omar", "TSK-8", 50);

        return plan.Steps;
    }

    private static List<Step> Lisbon(DateTimeOffset today)
    {
        var plan = new Notes(today, "Lisbon office");

        plan.On(-15, Manager, "project new", ("name", "Lisbon office"), ("goal", "Eight more people can work in Lisbon."), ("start", plan.Day(-14)), ("due", plan.Day(35)), ("manager", "ines"));
        plan.On(-15, Manager, "project milestone", ("name", "Lisbon office"), ("title", "Desks stand"), ("due", plan.Day(12)));
        plan.Task(-15, "Choose the room", "ines", "3d", null, "Desks stand");
        plan.Task(-15, "Order desks and screens", "rita", "2d", "TSK-9", "Desks stand");
        plan.Task(-15, "Lay the network", "niko", "4d", "TSK-9", "Desks stand");
        plan.Task(-15, "Set the desks up", "kofi", "3d", "TSK-10 +5d, TSK-11", "Desks stand");
        plan.Task(-15, "Welcome the eight", "ines", "1d", "TSK-12", null);
        plan.Far(-12, "ines", "TSK-9", 60);
        plan.Far(-11, "ines", "TSK-9", 100);
        plan.Far(-8, "rita", "TSK-10", 100);
        plan.Far(-7, "niko", "TSK-11", 50);
        plan.Far(-3, "niko", "TSK-11", 100);

        return plan.Steps;
    }

    private sealed class Notes(DateTimeOffset today, string project)
    {
        public List<Step> Steps { get; } = [];

        public string Day(int day) => Story.Working(today.AddDays(day).AddHours(9)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        // A minute after what came before, where that is the same day.
        public void On(int day, string who, string command, params (string Name, string? Value)[] arguments)
        {
            var at = Story.Working(today.AddDays(day).AddHours(9));

            if (Steps is [.., var last] && last.At >= at)
                at = last.At.AddMinutes(1);

            Steps.Add(new(at, who, _ => new Input.Press(Invocation.Of(command, arguments), [])));
        }

        public void Task(int day, string title, string owner, string estimate, string? after, string? milestone) =>
            On(day, Manager, "task add", ("title", title), ("project", project), ("owner", owner), ("estimate", estimate), ("after", after), ("milestone", milestone));

        public void Far(int day, string who, string task, int percent) =>
            On(day, who, "task update", ("id", task), ("percent", percent.ToString(CultureInfo.InvariantCulture)));
    }
}
