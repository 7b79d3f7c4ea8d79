using ChatOps.People;
using ChatOps.Platforms.Teams;

namespace ChatOps.Tests.Teams;

/// <summary>Which person an account of Teams becomes.</summary>
public sealed class AcquaintanceTests : IAsyncLifetime
{
    private TeamsServer server = null!;

    private TeamsPlatform Platform => server.Platform;

    public async ValueTask InitializeAsync() => server = await TeamsServer.Start();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Somebody_new_of_the_company_is_an_employee_with_what_the_roster_says()
    {
        var ada = new TeamsPerson(Platform, "Ada Lovell", "ada@firm.example") { Zone = "Europe/Lisbon" };
        ada.Locale = "de-AT";
        await ada.Send(ada.Says("Hilfe"));

        var person = await server.Known(ada);
        Assert.Equal(("ada", "Ada Lovell", "ada@firm.example", "de", "Europe/Lisbon", Roles.Employee), (person!.Id, person.Name, person.Email, person.Language, person.TimeZone, person.Roles));
    }

    [Fact]
    public async Task Whom_the_import_has_brought_is_found_by_the_address_that_the_tenant_has_proven()
    {
        await server.Import(new("lovell", "Lovell, Ada") { Email = "ADA@firm.example", Roles = Roles.Employee | Roles.Agent });
        var ada = Platform.Person("Ada Lovell");
        await ada.Send(ada.Says("help"));

        Assert.Equal("lovell", (await server.Known(ada))!.Id);
    }

    [Fact]
    public async Task Everything_they_do_at_once_makes_one_person()
    {
        var ada = Platform.Person("Ada Lovell");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ada.Send(ada.Says("help"))));

        Assert.Single((await server.Store.Find(Person.ByName.Where("ada lovell"), TestContext.Current.CancellationToken)).Items);
    }

    [Theory]
    [InlineData("a guest", "guest", null, null)]
    [InlineData("a guest by their name", "user", "ruth_other.example#EXT#@firm.example", null)]
    [InlineData("somebody of another tenant", "user", null, "cc33dd44-0000-4000-8000-00000000beef")]
    [InlineData("nobody in particular", "anonymous", null, null)]
    public async Task Who_is_not_of_the_company_becomes_nobody_else_and_may_do_nothing(string who, string role, string? principal, string? tenant)
    {
        await server.Import(new("ruth", "Ruth Keller") { Email = "ruth@firm.example", Roles = Roles.Employee | Roles.Administrator });
        var other = new TeamsPerson(Platform, "Ruth Keller", "ruth@firm.example") { Role = role, Principal = principal ?? "ruth@firm.example", Tenant = tenant ?? TeamsPlatform.Tenant };
        await other.Send(other.Says("ticket list"));

        var person = await server.Known(other);
        Assert.NotEqual("ruth", person!.Id);
        Assert.Equal((Roles.None, (string?)null), (person.Roles, person.Email));
        Assert.Contains("Only employees can do that", other.Last.Words, StringComparison.Ordinal);
        Assert.NotEmpty(who);
    }

    [Fact]
    public async Task An_address_that_anybody_could_have_typed_leads_to_nobody()
    {
        await server.Import(new("ruth", "Ruth Keller") { Email = "ruth@partner.example", Roles = Roles.Employee | Roles.Administrator });
        var other = new TeamsPerson(Platform, "Mallory", "ruth@partner.example") { Principal = "mallory@firm.example" };
        await other.Send(other.Says("help"));

        Assert.Equal(("mallory", "mallory@firm.example"), ((await server.Known(other))!.Id, (await server.Known(other))!.Email));
    }

    [Fact]
    public async Task An_address_that_is_given_to_somebody_new_does_not_bring_the_old_ones_rights()
    {
        await server.Import(new("lovell", "Ada Lovell") { Email = "ada@firm.example", Roles = Roles.Employee | Roles.Agent });
        var (first, second) = (Platform.Person("Ada Lovell"), Platform.Person("Ada Lovell"));
        await first.Send(first.Says("help"));
        await second.Send(second.Says("help"));

        Assert.Equal("lovell", (await server.Known(first))!.Id);
        Assert.Equal(("ada", Roles.Employee, (string?)null), ((await server.Known(second))!.Id, (await server.Known(second))!.Roles, (await server.Known(second))!.Email));
    }

    [Fact]
    public async Task People_of_the_demonstration_are_not_taken_over()
    {
        await server.Import(new("ada", "Ada Lovell") { Email = "ada@firm.example", MadeUp = true });
        var ada = Platform.Person("Ada Lovell");
        await ada.Send(ada.Says("help"));

        Assert.Equal("ada-2", (await server.Known(ada))!.Id);
    }

    [Fact]
    public async Task Who_has_left_stays_away()
    {
        var ada = Platform.Person("Ada Lovell");
        await ada.Send(ada.Says("help"));
        await server.Save(Person.Kind, (await server.Known(ada))! with { Active = false });
        await ada.Send(ada.Says("help"));

        Assert.Contains("I do not know you yet", ada.Last.Words, StringComparison.Ordinal);
        Assert.Null(await server.Known(ada));
    }

    [Fact]
    public async Task While_Teams_does_not_say_who_they_are_nobody_is_made()
    {
        Platform.Trouble = (method, path) => method is "GET" && path.Contains("members", StringComparison.Ordinal) ? 404 : null;
        var ada = Platform.Person("Ada Lovell");
        await ada.Send(ada.Says("help"));

        Assert.Contains("I do not know you yet", ada.Last.Words, StringComparison.Ordinal);
        Assert.Null(await server.Known(ada));
    }
}
