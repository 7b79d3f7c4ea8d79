using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.People;
using ChatOps.Projects;
using ChatOps.Tests.Tickets;

namespace ChatOps.Tests.Projects;

/// <summary>Pam runs a project with Ada and Bo; Eve has nothing to do with it. It is Monday, 7 September 2026.</summary>
public sealed class ProjectTests : IAsyncDisposable
{
    private readonly TestBot bot = new();
    private readonly TestBot.Actor pam;
    private readonly TestBot.Actor ada;
    private readonly TestBot.Actor bo;
    private readonly TestBot.Actor eve;
    private readonly TestBot.Actor max;

    public ProjectTests()
    {
        pam = bot.Add(new Person("pam", "Pam") { Roles = Roles.Employee | Roles.ProjectManager });
        max = bot.Add(new Person("max", "Max") { Roles = Roles.Employee | Roles.Manager });
        (ada, bo, eve) = (bot.Employee("ada"), bot.Employee("bo"), bot.Employee("eve"));
    }

    public ValueTask DisposeAsync() => bot.DisposeAsync();

    [Fact]
    public async Task A_project_is_begun_and_its_tasks_are_planned_one_after_the_other()
    {
        await Begun();

        Assert.Equal((Day(7), Day(9)), await Planned("TSK-1"));
        Assert.Equal((Day(10), Day(11)), await Planned("TSK-2"));
        // Two working days lie between, and a weekend.
        Assert.Equal((Day(16), Day(16)), await Planned("TSK-3"));
        Assert.Contains("Pam gave you TSK-1 in Atlas. It is planned from 7 Sept 2026 to 9 Sept 2026.", ada.Lines().Select(Plain));
    }

    [Fact]
    public async Task A_change_plans_everything_that_follows_and_says_what_moved()
    {
        await Begun();
        var changed = await pam.Says("task update TSK-1 estimate:5d");

        Assert.Equal("TSK-1 is planned from 7 Sept 2026 to 11 Sept 2026. With it move TSK-2 to 14 Sept 2026 and TSK-3 to 18 Sept 2026.", Plain(changed.Line()));
        Assert.Equal((Day(14), Day(15)), await Planned("TSK-2"));
        Assert.Contains("TSK-2 is planned from 14 Sept 2026 to 15 Sept 2026 now, because TSK-1 in Atlas changed.", bo.Lines().Select(Plain));

        await pam.Presses(changed, "Undo");
        Assert.Equal((Day(10), Day(11)), await Planned("TSK-2"));
    }

    [Fact]
    public async Task A_task_that_would_wait_for_itself_is_refused_with_the_way_round()
    {
        await Begun();

        Assert.Equal("That cannot be: TSK-1 → TSK-2 → TSK-3 → TSK-1 would wait for itself. Leave one of them out.", (await Agreed(pam, "TSK-1 after TSK-3")).Line());
        Assert.StartsWith("That cannot be: TSK-1 → TSK-1", (await pam.Says("task update TSK-1 after:TSK-1")).Line(), StringComparison.Ordinal);
        Assert.Empty((await Task("TSK-1")).After);
        Assert.Equal("There is no task TSK-9 in Atlas to come after.", (await Agreed(pam, "TSK-1 after TSK-9")).Line());
    }

    [Fact]
    public async Task What_is_done_early_brings_forward_what_waits_for_it()
    {
        await Begun();
        var done = await Agreed(ada, "TSK-1 done");

        Assert.Equal("TSK-1 is done. With it move TSK-2 to 8 Sept 2026 and TSK-3 to 14 Sept 2026.", Plain(done.Line()));
        Assert.Equal((TaskState.Done, 100), (await Task("TSK-1") is var task ? (task.State, task.Percent) : default));
    }

    [Fact]
    public async Task Progress_weighs_as_much_as_the_work_and_says_the_state()
    {
        await Begun();
        await Agreed(ada, "TSK-1 is at 50%");

        Assert.Equal(TaskState.InProgress, (await Task("TSK-1")).State);
        // 12 of 48 hours.
        Assert.Equal(0.25, Card(await pam.Says("project view Atlas")).Body.OfType<Block.Progress>().Single().Share);

        await bot.Pass(TimeSpan.FromDays(1));
        await ada.Says("task update TSK-1 percent:100");
        Assert.Equal(TaskState.Done, (await Task("TSK-1")).State);
        await ada.Says("task update TSK-1 state:in-progress");
        Assert.Equal((50, null), (await Task("TSK-1") is var again ? (again.Percent, again.DoneOn) : default));
        Assert.Equal("Say how much of TSK-1 is done, from 0 to 100 percent.", (await ada.Says("task update TSK-1 percent:120")).Line());
    }

    [Fact]
    public async Task Who_does_a_task_says_how_far_it_is_and_no_more()
    {
        await Begun();

        Assert.Equal("Of TSK-1 you can say how far it is. Ask the project managers to change the rest.", (await ada.Says("task update TSK-1 due:2026-12-01")).Line());
        Assert.Equal("Only who does TSK-2, and the project managers, can change it. Tell them in words.", (await Agreed(ada, "TSK-2 done")).Line());
        Assert.Equal("Only project managers change Atlas. Ask its manager.", (await ada.Says("project status Atlas set:red reason:\"I say so\"")).Line());
        Assert.False((await ada.Says("task add Tidy up project:Atlas owner:me")).IsRefusal);
        Assert.True((await ada.Says("task add Tidy up project:Atlas owner:bo")).IsRefusal);
        Assert.True((await ada.Says("project new Mine")).IsRefusal);
    }

    [Fact]
    public async Task Who_has_nothing_to_do_with_it_sees_nothing_of_it()
    {
        await Begun();

        Assert.Equal("There is no project \"atlas\" here. Choose one from the list.", (await eve.Says("how is atlas going")).Line());
        Assert.Equal((await eve.Says("task view TSK-1")).Line().Replace('1', '8'), (await eve.Says("task view TSK-8")).Line());
        Assert.DoesNotContain("Atlas", (await eve.Says("projects")).Everything(), StringComparison.Ordinal);
        Assert.DoesNotContain("TSK-", (await eve.Says("what's late")).Everything(), StringComparison.Ordinal);

        Assert.Contains("Atlas", (await max.Says("projects")).Everything(), StringComparison.Ordinal);
        await pam.Says("task update TSK-3 owner:eve");
        Assert.False((await eve.Says("how is atlas going")).IsRefusal);
        Assert.False((await eve.Says("TSK-1")).IsRefusal);
    }

    [Fact]
    public async Task Without_a_word_of_its_manager_the_plan_says_how_it_is_going()
    {
        await Begun();
        Assert.Equal("Atlas is green by its plan: Everything is on time.", (await pam.Says("how is atlas going")).Line());

        await bot.Pass(TimeSpan.FromDays(3));
        Assert.Equal("Atlas is amber by its plan: it is heading for 21 Sept 2026, 1 working day after its day, 18 Sept 2026, 1 task is late and 1 task is at risk.", Plain((await pam.Says("how is Atlas going?")).Line()));
        Assert.Equal(["TSK-1"], (await pam.Says("what's late")).Numbers());

        await bot.Pass(TimeSpan.FromDays(20));
        var red = await pam.Says("project status Atlas");
        Assert.StartsWith("Atlas is red by its plan: it is heading for", red.Line(), StringComparison.Ordinal);
        Assert.Equal(Tone.Bad, Card(red).Tone);
    }

    [Fact]
    public async Task A_status_is_said_with_its_reason_and_remembered()
    {
        await Begun();

        var why = await pam.Says("project status Atlas set:amber");
        Assert.Equal("Say in a sentence why Atlas is amber.", why.Line());
        Assert.Equal("Atlas is amber now.", (await pam.Says("project status Atlas set:amber reason:\"The truck is late\"")).Line());
        Assert.Contains("Pam set Atlas to amber.", ada.Lines());
        Assert.Equal("Atlas is amber: The truck is late", (await ada.Says("how is atlas going")).Line());

        await Agreed(pam, "set atlas to green");
        var history = Card(await ada.Says("project view Atlas")).Body.OfType<Block.Section>().Single(section => section.Title.ToString() == "How it was");
        Assert.Equal(["green", "amber"], history.Body.OfType<Block.Table>().Single().Rows.Select(row => row.Cells[0].ToString()));
    }

    [Fact]
    public async Task The_plan_over_time_is_the_tasks_and_milestones()
    {
        await Begun();
        await pam.Says("project milestone Atlas title:Moved due:2026-09-18");
        var gantt = Card(await ada.Says("gantt atlas")).Body.OfType<Block.Gantt>().Single();

        Assert.Equal(["TSK-1 Pack", "TSK-2 Drive", "TSK-3 Unpack", "Moved"], gantt.Spans.Select(span => span.Label.ToString()));
        Assert.Equal([(SpanKind.Work, true), (SpanKind.Work, true), (SpanKind.Work, true), (SpanKind.Milestone, false)], gantt.Spans.Select(span => (span.Kind, span.IsCritical)));
        Assert.Equal((Day(10), Day(11)), (gantt.Spans[1].From, gantt.Spans[1].Until));
        Assert.Equal(gantt.Spans.Select(span => span.Label), gantt.Figures().Rows.Select(row => row.Cells[0]));
    }

    [Fact]
    public async Task A_burndown_shows_what_was_added_as_scope()
    {
        await Begun();
        await Agreed(ada, "TSK-1 is at 50%");
        await bot.Pass(TimeSpan.FromDays(1));
        await pam.Says("task add Clean project:Atlas estimate:2d");
        await Agreed(ada, "TSK-1 done");
        await bot.Pass(TimeSpan.FromDays(1));

        var reply = await pam.Says("burndown atlas");
        var chart = Card(reply).Body.OfType<Block.Chart>().Single();

        Assert.Equal([48, 64, 64], chart.Plots[1].Values);
        Assert.Equal([36, 40, 40], chart.Plots[0].Values);
        Assert.Equal("5 d of 8 d are left. 2 d came in since the first day.", Card(reply).Body.OfType<Block.Text>().First().Words.ToString());
        Assert.Equal(0, chart.Plots[2].Values[^1]);
    }

    [Fact]
    public async Task Everybody_finds_their_own_tasks()
    {
        await Begun();

        Assert.Equal(["TSK-1"], (await ada.Says("my tasks")).Numbers());
        Assert.Equal(["TSK-2", "TSK-3"], (await bo.Says("my tasks")).Numbers());
        await Agreed(bo, "TSK-2 done");
        Assert.Equal(["TSK-3"], (await bo.Says("my tasks")).Numbers());
        Assert.Equal("TSK-2 Drive", Card(await bo.Says("TSK-2")).Title.ToString());
    }

    [Theory]
    [InlineData("task add Fly project:Atlas estimate:soon", "\"soon\" is no estimate. Write it like 6h, 3d or 2 weeks.")]
    [InlineData("task add Fly project:Atlas estimate:0d", "\"0d\" does not fit one task.")]
    [InlineData("task add Fly project:Mars", "There is no project \"Mars\" here.")]
    [InlineData("task add Fly project:Atlas after:yesterday", "\"yesterday\" is no task to come after.")]
    [InlineData("task add Fly project:Atlas milestone:Moon", "Atlas has no milestones yet.")]
    [InlineData("project new Atlas", "PRJ-1 is called Atlas already.")]
    [InlineData("project new Later start:2026-10-01 due:2026-09-01", "Later would be due on 1 Sept 2026, before it begins")]
    [InlineData("project milestone Atlas title:Moved", "Say by when Moved is to be reached.")]
    public async Task What_will_not_do_is_refused_with_what_would(string words, string why)
    {
        await Begun();
        Assert.StartsWith(why, Plain((await pam.Says(words)).Line()), StringComparison.Ordinal);
        Assert.Equal(3, (await bot.Store.Find(ProjectTask.All.Where(), TestContext.Current.CancellationToken)).Items.Count);
    }

    [Fact]
    public async Task A_closed_project_stands_still()
    {
        await Begun();
        await pam.Says("project update Atlas state:closed");

        Assert.Equal("Atlas is closed. Open it again first.", (await Agreed(ada, "TSK-1 done")).Line());
        Assert.DoesNotContain("Atlas", (await pam.Says("projects")).Everything(), StringComparison.Ordinal);
        Assert.False((await pam.Says("project update Atlas state:open")).IsRefusal);
        Assert.False((await Agreed(ada, "TSK-1 done")).IsRefusal);
    }

    /// <summary>Pack (3 days, Ada), then Drive (2 days, Bo), and two days later Unpack (1 day, Bo).</summary>
    private async Task Begun()
    {
        await pam.Says("project new Atlas due:2026-09-18");
        await pam.Says("task add Pack project:Atlas estimate:3d owner:ada");
        await pam.Says("task add Drive project:Atlas estimate:2d owner:bo after:TSK-1");
        var last = await pam.Says("task add Unpack project:Atlas estimate:1d owner:bo after:\"TSK-2 +2d\"");
        Assert.False(last.IsRefusal, last.Line());
    }

    /// <summary>Words that change something are a form first: it says what was understood, and is sent.</summary>
    private static async Task<Reply> Agreed(TestBot.Actor actor, string words)
    {
        var form = await actor.Says(words);
        Assert.True(form.IsForm, form.Line());
        return await actor.Presses(form, form.Labels()[0]);
    }

    private static DateOnly Day(int day) => new(2026, 9, day);

    // The short month differs with the data of the system.
    private static string Plain(string text) => text.Replace(" Sep ", " Sept ", StringComparison.Ordinal);

    private static Card Card(Reply reply) => reply.Message.Card ?? throw new InvalidOperationException("There is no card.");

    private async Task<ProjectTask> Task(string id) => (await bot.Store.Get(ProjectTask.Kind, id, TestContext.Current.CancellationToken))!.Body;

    private async Task<(DateOnly, DateOnly)> Planned(string id) => await Task(id) is var task ? (task.Start, task.Finish) : default;
}
