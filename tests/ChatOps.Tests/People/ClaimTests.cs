using ChatOps.Host.Owning;
using ChatOps.Host.Serving;
using ChatOps.People;
using ChatOps.Tests.Tickets;
using ChatOps.Tickets;

namespace ChatOps.Tests.Staff;

/// <summary>From the demonstration to somebody's own installation.</summary>
public sealed class ClaimTests : IAsyncLifetime
{
    private readonly TestBot test = new();

    private Ownership Ownership => new(test.Bot);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Demonstration.Prepare(test.Store, ["test", "terminal"], Cancellation);

    public ValueTask DisposeAsync() => test.DisposeAsync();

    [Fact]
    public async Task Whoever_has_the_code_claims_it_at_the_command_line()
    {
        var printed = await Claim(await Code());

        Assert.True(printed.IsFine);
        Assert.False(await Demonstration.IsOn(test.Store, Cancellation));
        var owner = await test.Bot.Recognise(new("terminal", "root"), Cancellation);
        Assert.Equal(("olive", "Olive", Roles.Employee | Roles.Administrator), (owner!.Id, owner.Name, owner.Roles));
        var fact = (await test.Store.Trail("installation:installation", 10, Cancellation))[^1];
        Assert.Equal(("cli:root", "admin claim"), (fact.Actor, fact.What));
    }

    [Fact]
    public async Task Somebody_known_claims_it_in_a_chat_and_is_asked_about_the_demonstration()
    {
        var olive = test.Employee("olive");
        var code = await Code();

        var form = await olive.Says($"admin claim {code.ToLowerInvariant()}");
        Assert.True(form.IsForm);
        Assert.True(await Demonstration.IsOn(test.Store, Cancellation));

        var reply = await olive.Presses(form, "Make this installation mine", ("demo", "keep"));
        Assert.Equal("This installation is yours, and you are an administrator.", reply.Line());
        Assert.False(await Demonstration.IsOn(test.Store, Cancellation));
    }

    [Fact]
    public async Task Nobody_of_the_demonstration_can_own_anything()
    {
        var ruth = new TestBot.Actor(test, Demonstration.People[3]);

        Assert.Equal(
            "Ruth Keller is of the demonstration and can own nothing. Claim it as yourself, or with \"chatops admin claim\".",
            (await ruth.Runs("admin claim", ("code", await Code()), ("demo", "keep"))).Line());
        Assert.True(await Demonstration.IsOn(test.Store, Cancellation));
    }

    [Fact]
    public async Task After_the_claim_nobody_can_be_one_of_them()
    {
        var ada = new TestBot.Actor(test, Demonstration.People[0]);
        await ada.Says("ticket new The printer burns");
        await Claim(await Code());

        Assert.Null(await test.Bot.Recognise(new("test", "ada"), Cancellation));
        Assert.Null(await test.Bot.Recognise(new("terminal", "ada"), Cancellation));
        Assert.True((await Person("ada")).Active);
        await test.Settle();
        Assert.Equal(State.New, (await Ticket()).State);
    }

    [Fact]
    public async Task Deleted_the_people_can_do_nothing_and_their_tickets_are_withdrawn()
    {
        var ada = new TestBot.Actor(test, Demonstration.People[0]);
        await ada.Says("ticket new The printer burns");
        await Claim(await Code(), keep: false);
        await test.Settle();

        Assert.All(await Task.WhenAll(Demonstration.People.Select(person => Person(person.Id))), person => Assert.False(person.Active));
        Assert.Equal(State.Cancelled, (await Ticket()).State);
    }

    [Fact]
    public async Task A_code_dies_with_its_use()
    {
        var code = await Code();
        await Claim(code);

        Assert.Equal("This installation belongs to Olive already. Ask them to make you an administrator too.", (await Claim(code)).Lines[0].ToString());
        Assert.False((await Ownership.Code(new("root"), Cancellation)).IsFine);
    }

    [Fact]
    public async Task A_code_dies_with_the_fifth_wrong_try()
    {
        var code = await Code();

        Assert.Equal("That is not the code. 4 tries are left.", (await Claim("AAAA-AAAA-AAAA")).Lines[0].ToString());
        await Claim("AAAA-AAAA-AAAA");
        await Claim("");
        Assert.Equal("That is not the code. one try is left.", (await Claim("x")).Lines[0].ToString(), ignoreCase: true);
        Assert.Equal("That is not the code, and it is no longer valid. \"chatops admin code\" makes a new one.", (await Claim("x")).Lines[0].ToString());
        Assert.Equal("No code is valid at the moment. \"chatops admin code\" makes a new one.", (await Claim(code)).Lines[0].ToString());
        Assert.True((await Claim(await Code())).IsFine);
    }

    [Fact]
    public async Task Wrong_tries_in_a_chat_count_too()
    {
        var olive = test.Employee("olive");
        var code = await Code();

        for (var i = 0; i < 5; i++)
            Assert.True((await olive.Runs("admin claim", ("code", "wrong"), ("demo", "keep"))).IsRefusal);

        Assert.True((await olive.Runs("admin claim", ("code", code), ("demo", "keep"))).IsRefusal);
        Assert.True(await Demonstration.IsOn(test.Store, Cancellation));
    }

    [Fact]
    public async Task A_code_dies_after_a_day_and_with_a_new_one()
    {
        var first = await Code();
        var second = await Code();
        Assert.False((await Claim(first)).IsFine);

        await test.Pass(TimeSpan.FromHours(24));
        Assert.Equal("No code is valid at the moment. \"chatops admin code\" makes a new one.", (await Claim(second)).Lines[0].ToString());
    }

    [Fact]
    public async Task The_code_itself_is_kept_nowhere()
    {
        var code = await Code();
        using var all = new MemoryStream();
        await test.Store.Export(all, Cancellation);
        var text = System.Text.Encoding.UTF8.GetString(all.ToArray());

        Assert.Contains("claim-code", text, StringComparison.Ordinal);
        Assert.DoesNotContain(code, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(code.Replace("-", "", StringComparison.Ordinal), text, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<string> Code() => (await Ownership.NewCode("root", Cancellation))!;

    private Task<Printed> Claim(string code, bool keep = true) => Ownership.Claim(new(code, "olive@firm.de", "Olive", keep, "root"), Cancellation);

    private async Task<Person> Person(string id) => (await test.Store.Get(ChatOps.People.Person.Kind, id, Cancellation))!.Body;

    private async Task<Ticket> Ticket() => (await test.Store.Get(ChatOps.Tickets.Ticket.Kind, "INC-1", Cancellation))!.Body;
}
