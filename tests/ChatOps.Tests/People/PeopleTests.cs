using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.People;
using ChatOps.Staff;
using ChatOps.Tests.Tickets;
using Entry = ChatOps.Tickets.Entry;

namespace ChatOps.Tests.Staff;

/// <summary>Who people are, who is away, who stands in for whom, and who may do what.</summary>
public sealed class PeopleTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task Everybody_sees_where_somebody_works_and_staff_alone_who_is_important()
    {
        var seen = await desk.Bo.Says("who is Ada");
        Assert.Equal(("Sales", "Berlin", "Ruth"), (Fact(seen, "Department"), Fact(seen, "Site"), Fact(seen, "Manager")));
        Assert.DoesNotContain("VIP", seen.Everything(), StringComparison.Ordinal);
        Assert.Empty(seen.Labels());

        var staff = await desk.Grace.Says("who is Ada?");
        Assert.Equal("yes", Fact(staff, "VIP"));
        Assert.Equal(["Tickets"], staff.Labels());
    }

    [Fact]
    public async Task Staff_come_from_a_person_to_what_they_asked_for()
    {
        await desk.Asked();
        await desk.Bo.Says("ticket new Mouse");

        var list = await desk.Grace.Presses(await desk.Grace.Says("person view ada"), "Tickets");
        Assert.Equal(["INC-1"], list.Numbers());
        Assert.Equal(["INC-2"], (await desk.Bo.Says("ticket list of:ada")).Numbers());
    }

    [Fact]
    public async Task Who_is_away_is_shown_to_those_who_wait_for_them()
    {
        await desk.Claimed();
        var reply = await desk.Grace.Says("I am away until 2026-09-18");
        await desk.Grace.Presses(reply, "Say when I am away");

        Assert.Equal("until 18 Sept 2026", Fact(await desk.Bo.Says("who is Grace"), "Away"));
        Assert.Equal("Added to INC-1. Grace (away until 18 Sept 2026) is next.", (await desk.Ada.Says("ticket reply INC-1 Still burning")).Line());

        await desk.Ruth.Says("ticket assign INC-1 to:none");
        Assert.Equal("INC-1 is assigned. Grace (away until 18 Sept 2026) is next.", (await desk.Ruth.Says("ticket assign INC-1 to:grace")).Line());
    }

    [Fact]
    public async Task Somebody_who_comes_back_is_here_at_once_and_an_absence_ends_by_itself()
    {
        await desk.Bo.Says("person away until:2026-09-10 from:2026-09-09");
        Assert.Equal("from 9 Sept 2026 until 10 Sept 2026", Fact(await desk.Ada.Says("who is Bo"), "Away"));
        await desk.Bot.Pass(TimeSpan.FromDays(2));
        Assert.Equal("until 10 Sept 2026", Fact(await desk.Ada.Says("who is Bo"), "Away"));
        await desk.Bot.Pass(TimeSpan.FromDays(2));
        Assert.Null(Fact(await desk.Ada.Says("who is Bo"), "Away"));

        await desk.Bo.Says("person away until:2026-09-30");
        await desk.Bo.Presses(await desk.Bo.Says("who am I"), "I am back");
        Assert.Null(Fact(await desk.Ada.Says("who is Bo"), "Away"));
    }

    [Fact]
    public async Task An_absence_has_its_days_in_order() =>
        Assert.Equal("10 Sept 2026 comes before 12 Sept 2026. Give the first day, then the last.", (await desk.Bo.Says("person away until:2026-09-10 from:2026-09-12")).Line());

    [Fact]
    public async Task A_delegate_opens_a_ticket_for_somebody_and_both_names_stand_in_its_history()
    {
        await desk.Ada.Says("person delegate to:bo until:2026-09-30");
        Assert.Equal("Ada lets you ask for help in their place until 30 Sept 2026.", desk.Bo.Lines()[^1]);

        await desk.Bo.Says("ticket new for:ada The printer is on fire");
        var ticket = await desk.Ticket();
        var opened = Assert.Single(ticket.History.OfType<Entry.Opened>());
        Assert.Equal(("bo", "ada"), (opened.By, opened.Requester));

        Assert.Equal("Bo", Fact(await desk.Ada.Says("ticket view INC-1"), "Opened by"));
        Assert.Equal("Ada", Fact(await desk.Bo.Says("ticket view INC-1"), "Requester"));
        await desk.Grace.Says("ticket reply INC-1 Which one?");
        Assert.Equal("Grace replied on INC-1.", desk.Bo.Lines()[^1]);
    }

    [Fact]
    public async Task A_delegation_holds_for_one_person_and_until_its_day()
    {
        await desk.Ada.Says("person delegate to:bo until:2026-09-08");
        Assert.True((await desk.Ada.Says("ticket new for:bo Fire")).IsRefusal);

        await desk.Bot.Pass(TimeSpan.FromDays(2));
        Assert.Equal("Only agents can ask for somebody else. Leave out for whom it is, and name Ada in the details.", (await desk.Bo.Says("ticket new for:ada Fire")).Line());
    }

    [Fact]
    public async Task Who_named_a_delegate_sees_it_and_ends_it()
    {
        await desk.Ada.Says("person delegate to:bo until:2026-09-30");
        var me = await desk.Ada.Says("who am I");
        Assert.Equal("Bo, until 30 Sept 2026", Fact(me, "Delegate"));
        Assert.Null(Fact(await desk.Bot.Employee("cy").Says("who is Ada"), "Delegate"));

        await desk.Ada.Presses(me, "End the delegation");
        Assert.True((await desk.Bo.Says("ticket new for:ada Fire")).IsRefusal);
        Assert.True((await desk.Ada.Says("person delegate to:me until:2026-09-30")).IsRefusal);
    }

    [Fact]
    public async Task An_administrator_sees_roles_accounts_and_where_somebody_was_last()
    {
        await desk.Asked();
        var card = await desk.Root.Says("admin person ada");

        Assert.Equal(("employee", "test:ada", "test", "active"), (Fact(card, "Roles"), Fact(card, "Accounts"), Fact(card, "Last seen on"), Fact(card, "Status")));
        Assert.True((await desk.Grace.Says("admin person ada")).IsRefusal);
    }

    [Fact]
    public async Task Words_that_fit_several_people_are_a_list_to_choose_from()
    {
        desk.Bot.Add(new Person("ann1", "Ann Smith"));
        desk.Bot.Add(new Person("ann2", "Ann Jones") { Active = false });

        Assert.Equal(2, (await desk.Root.Says("admin person ann")).Rows().Length);
    }

    [Fact]
    public async Task Roles_are_changed_in_a_form_that_shows_those_that_there_are()
    {
        var form = await desk.Root.Presses(await desk.Root.Says("admin person grace"), "Change");
        var roles = form.Message.Card!.Body.OfType<Block.Input>().Single(input => input.Name == "roles");
        Assert.Equal(["employee", "agent"], roles.Values);
        Assert.DoesNotContain("system", roles.Options.Select(option => option.Value));

        var reply = await desk.Root.Runs("person update", ("who", "grace"), ("roles", "agent"), ("roles", "manager"), ("vip", "yes"), ("language", "de"), ("zone", "Europe/Lisbon"));
        Assert.Equal("Grace is now: employee, agent and manager.", reply.Line());
        var grace = await Person("grace");
        Assert.Equal((Roles.Employee | Roles.Agent | Roles.Manager, true, "de", "Europe/Lisbon"), (grace.Roles, grace.Vip, grace.Language, grace.TimeZone));

        var fact = (await desk.Bot.Store.Trail("person:grace", 10, TestContext.Current.CancellationToken))[^1];
        Assert.Equal(("root", "person update"), (fact.Actor, fact.What));
    }

    [Theory]
    [InlineData("person update who:ada roles:system", "Which roles? \"system\" is none of employee, agent, project manager, security analyst, manager, auditor or administrator.")]
    [InlineData("person update who:ada language:fr", "I do not speak \"fr\". Choose en or de.")]
    [InlineData("person update who:ada zone:Atlantis", "\"Atlantis\" is no time zone that I know. Write it like Europe/Berlin.")]
    [InlineData("person update who:root roles:agent", "Root is the last administrator. Make somebody else one first.")]
    [InlineData("person update who:root active:no", "Root is the last administrator. Make somebody else one first.")]
    public async Task What_cannot_be_is_said(string words, string why) => Assert.Equal(why, (await desk.Root.Says(words)).Line());

    [Fact]
    public async Task Two_administrators_cannot_take_the_role_from_one_another_at_once()
    {
        desk.Bot.Add(Installation.Kind, new Installation(Installation.TheOne));

        for (var round = 0; round < 50; round++)
        {
            var one = desk.Bot.Add(desk.Root.Person);
            var other = desk.Bot.Add(new Person("eve", "Eve") { Roles = Roles.Employee | Roles.Administrator });

            await Task.WhenAll(
                Task.Run(() => one.Says("person update who:eve roles:employee")),
                Task.Run(() => other.Says("person update who:root roles:employee")));

            Person[] both = [await Person("root"), await Person("eve")];
            Assert.Contains(both, person => person.Roles.HasFlag(Roles.Administrator));
        }
    }

    [Fact]
    public async Task Who_has_left_can_do_nothing_and_can_come_back()
    {
        await desk.Root.Says("person update who:bo active:no");
        Assert.Equal("I do not know you yet. Ask an administrator to add you, then try again.", (await desk.Bo.Says("help")).Line());
        Assert.Equal("Bo is here again.", (await desk.Root.Says("person update who:bo active:yes")).Line());
    }

    [Fact]
    public void Every_role_but_the_bots_own_can_be_given() =>
        Assert.Equal(
            Enum.GetNames<Roles>().Except([nameof(Roles.None), nameof(Roles.System), nameof(Roles.Everyone)], StringComparer.Ordinal).Order(StringComparer.Ordinal),
            Enum.GetNames<Grant>().Order(StringComparer.Ordinal));

    private static string? Fact(Reply reply, string name) =>
        reply.Message.Card!.Body.OfType<Block.Facts>().SelectMany(facts => facts.Items).FirstOrDefault(fact => fact.Name.ToString() == name)?.Value.ToString();

    private async Task<Person> Person(string id) => (await desk.Bot.Store.Get(ChatOps.People.Person.Kind, id, TestContext.Current.CancellationToken))!.Body;
}
