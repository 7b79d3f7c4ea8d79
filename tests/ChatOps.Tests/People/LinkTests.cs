using ChatOps.Tests.Tickets;

namespace ChatOps.Tests.Staff;

/// <summary>Two accounts turn out to be one person's: shown in one, typed in the other.</summary>
public sealed class LinkTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new(new Relaying.Hall("hall"));
    private readonly TestBot.Actor stranger;

    public LinkTests() => stranger = desk.Bot.On("hall", desk.Bot.Employee("gracie"));

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_code_shown_in_one_account_and_typed_in_the_other_makes_them_one_person()
    {
        var asked = await stranger.Says($"person link {await Code(desk.Grace)}");
        Assert.Equal("Is Grace you?", asked.Line());
        Assert.Equal("You are Grace, in all of these accounts.", (await stranger.Presses(asked, "Yes, that is me")).Line());

        await desk.Asked();
        Assert.Equal("INC-1 is yours. You are next.", (await stranger.Says("ticket assign INC-1")).Line());
        Assert.Contains("person link hall:gracie", (await desk.Bot.Store.Trail("person:grace", cancellation: TestContext.Current.CancellationToken)).Select(fact => fact.What));
        Assert.Contains("Gracie and you are one person here now. If that is not so, part from the account.", desk.Grace.Lines());
    }

    [Theory]
    [InlineData("yes", "You are Grace, in all of these accounts.")]
    [InlineData("Ja", "You are Grace, in all of these accounts.")]
    [InlineData("no", "Nothing was changed.")]
    public async Task The_question_is_answered_by_typing_too(string typed, string answer)
    {
        await stranger.Says($"person link {await Code(desk.Grace)}");
        Assert.Equal(answer, (await stranger.Says(typed)).Line());
    }

    [Fact]
    public async Task It_works_from_either_side()
    {
        var asked = await desk.Grace.Says($"link account {await Code(stranger)}");
        await desk.Grace.Presses(asked, "Yes, that is me");

        await desk.Asked();
        Assert.False((await stranger.Says("ticket assign INC-1")).IsRefusal);
    }

    [Fact]
    public async Task A_code_is_good_for_once_and_for_10_minutes()
    {
        var code = await Code(desk.Grace);
        await stranger.Presses(await stranger.Says($"person link {code}"), "Yes, that is me");
        Assert.True((await desk.Bo.Says($"person link {code}")).IsRefusal);

        code = await Code(desk.Ada);
        await desk.Bot.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal("That code is not valid, or its 10 minutes are over. Let your other account show a new one.", (await desk.Bo.Says($"person link {code}")).Line());
    }

    [Fact]
    public async Task After_5_wrong_codes_the_right_one_is_of_no_use_for_an_hour()
    {
        for (var n = 0; n < 5; n++)
            Assert.True((await stranger.Says($"person link AAAA-AAA{n + 2}")).IsRefusal);

        Assert.StartsWith("5 codes were wrong.", (await stranger.Says($"person link {await Code(desk.Grace)}")).Line(), StringComparison.Ordinal);
        Assert.StartsWith("5 codes were wrong.", (await stranger.Runs("person join", ("code", await Code(desk.Grace)))).Line(), StringComparison.Ordinal);

        await desk.Bot.Pass(TimeSpan.FromHours(1));
        Assert.Equal("Is Grace you?", (await stranger.Says($"person link {await Code(desk.Grace)}")).Line());
    }

    [Fact]
    public async Task Codes_are_shown_10_times_an_hour()
    {
        for (var n = 0; n < 10; n++)
            await Code(desk.Grace);

        Assert.True((await desk.Grace.Says("person link")).IsRefusal);
    }

    [Fact]
    public async Task Two_people_who_both_have_something_here_are_not_mixed()
    {
        await stranger.Says("ticket new My phone is broken");
        var refused = await stranger.Says($"person link {await Code(desk.Grace)}");

        Assert.Equal("Both accounts have work, rights or tickets of their own here, and those are not mixed. Ask an administrator which one is to stay.", refused.Line());
        Assert.Equal(refused.Line(), (await stranger.Runs("person join", ("code", await Code(desk.Grace)))).Line());
    }

    [Theory]
    [InlineData("asset new name:Laptop holder:gracie")]
    [InlineData("project new name:Move manager:gracie start:today")]
    [InlineData("standup setup name:Dev members:gracie")]
    public async Task Whoever_has_a_device_a_project_or_a_team_has_something_here(string given)
    {
        var boss = desk.Bot.Add(new ChatOps.People.Person("boss", "Boss") { Roles = ChatOps.People.Roles.Agent | ChatOps.People.Roles.Administrator });
        var reply = await boss.Says(given);
        Assert.False(reply.IsRefusal || reply.IsForm, reply.Everything());

        Assert.Equal("Both accounts have work, rights or tickets of their own here, and those are not mixed. Ask an administrator which one is to stay.", (await stranger.Says($"person link {await Code(desk.Grace)}")).Line());
    }

    [Fact]
    public async Task An_account_is_parted_again_by_its_person()
    {
        await Linked();
        var list = await desk.Grace.Says("unlink account");
        Assert.Equal("hall:gracie is no longer yours.", (await desk.Grace.Presses(list, "Part hall:gracie")).Line());

        Assert.Equal("Gracie", (await stranger.Says("who am I")).Line());
        Assert.True((await stranger.Says("ticket list assignee:me")).Line().Length > 0);
        Assert.True((await desk.Grace.Says("person unlink test:grace")).IsRefusal);
    }

    [Fact]
    public async Task Administrators_see_what_was_linked_and_part_it()
    {
        await Linked();
        var seen = await desk.Root.Says("admin link who:grace");
        Assert.Contains("Gracie", seen.Everything(), StringComparison.Ordinal);

        await desk.Root.Presses(seen, "Part hall:gracie");
        Assert.Equal("Gracie", (await stranger.Says("who am I")).Line());
        Assert.True((await desk.Grace.Says("admin link who:grace")).IsRefusal);
    }

    private async Task Linked() => await stranger.Presses(await stranger.Says($"person link {await Code(desk.Grace)}"), "Yes, that is me");

    private static async Task<string> Code(TestBot.Actor actor) => (await actor.Says("person link")).Line().Split(' ')[^1];
}
