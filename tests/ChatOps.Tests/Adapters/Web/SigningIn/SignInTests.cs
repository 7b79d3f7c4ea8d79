using System.Net;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Tests.Adapters.Web.SigningIn;

/// <summary>The whole exchange with a provider, and who somebody is after it.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private IdentityProvider provider = null!;
    private WebServer server = null!;
    private Visitor olive = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        provider = await IdentityProvider.Start();
        server = await WebServer.Start(new Lists(), settings: new(null, new(provider.Issuer, IdentityProvider.ClientId, IdentityProvider.ClientSecret)));
        provider.Redirect = new Uri(server.Address, "/signin-oidc").ToString();
        olive = new(server);
    }

    public async ValueTask DisposeAsync()
    {
        olive.Dispose();
        await server.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_signs_in_has_their_own_conversation()
    {
        Assert.Equal("/", await olive.SignIn());
        Assert.Empty(provider.Complaints);

        using var client = olive.Client;
        Assert.Equal("milk is on the list.", (string?)(await client.Say("list add LI-1 milk"))[1]!["text"]);
        Assert.Equal(2, (await client.History()).Count);

        var person = await Me();
        Assert.Equal(("olive", "Olive Stone", "olive@firm.de", Roles.Employee), (person.Id, person.Name, person.Email, person.Roles));
        Assert.Contains(await server.Store.Trail("person:olive", 10, Cancellation), fact => fact.What is "sign in" && fact.Actor == $"oidc:{provider.Issuer.ToString().TrimEnd('/')}#0001");
    }

    [Fact]
    public async Task The_same_account_is_the_same_person_again()
    {
        await olive.SignIn();
        provider.User["name"] = "Olive Married";
        provider.User["email"] = "olive.married@firm.de";
        using var elsewhere = new Visitor(server);
        await elsewhere.SignIn();

        Assert.Equal("olive", (await Me(elsewhere)).Id);
        Assert.Equal("Olive Stone", (await Me(elsewhere)).Name);
    }

    [Fact]
    public async Task Without_signing_in_nothing_is_to_be_had()
    {
        foreach (var path in (string[])["/history", "/events", "/here", "/files/1/x"])
            Assert.Equal(HttpStatusCode.Unauthorized, await olive.StatusOf(path));

        olive.Cookies["chatops"] = new string('a', 64);
        Assert.Equal(HttpStatusCode.Unauthorized, await olive.StatusOf("/history"));
    }

    [Fact]
    public async Task Name_language_and_zone_are_taken_from_the_provider()
    {
        provider.User["locale"] = "de-AT";
        provider.User["zoneinfo"] = "Europe/Vienna";
        provider.User["name"] = " Olive\u0007\u202E Stone ";
        await olive.SignIn();

        var person = await Me();
        Assert.Equal(("Olive Stone", "de", "Europe/Vienna"), (person.Name, person.Language, person.TimeZone));
    }

    [Fact]
    public async Task A_proven_e_mail_address_leads_to_whom_the_import_brought()
    {
        await Put(new Person("o.stone", "Stone, Olive") { Email = "Olive@Firm.de", Roles = Roles.Employee | Roles.Agent });
        await olive.SignIn();

        Assert.Equal(("o.stone", Roles.Employee | Roles.Agent), ((await Me()).Id, (await Me()).Roles));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    [InlineData("no")]
    public async Task An_e_mail_address_that_is_only_said_leads_to_nobody(object? verified)
    {
        await Put(new Person("o.stone", "Stone, Olive") { Email = "olive@firm.de", Roles = Roles.Employee | Roles.Administrator });
        provider.User["email_verified"] = verified is bool flag ? flag : (string?)verified;
        await olive.SignIn();

        Assert.Equal(("olive.stone", null, Roles.Employee), ((await Me()).Id, (await Me()).Email, (await Me()).Roles));
    }

    [Fact]
    public async Task An_e_mail_address_of_two_people_leads_to_neither()
    {
        await Put(new Person("o.stone", "Stone, Olive") { Email = "olive@firm.de", Roles = Roles.Employee | Roles.Agent });
        await Put(new Person("o.other", "Other, Olive") { Email = "olive@firm.de", Roles = Roles.Employee | Roles.Agent });
        await olive.SignIn();

        Assert.Equal(("olive", null, Roles.Employee), ((await Me()).Id, (await Me()).Email, (await Me()).Roles));
    }

    [Fact]
    public async Task An_address_that_somebody_new_was_given_does_not_bring_the_other_one_s_person()
    {
        await Put(new Person("o.stone", "Stone, Olive") { Email = "olive@firm.de", Roles = Roles.Employee | Roles.Agent });
        await olive.SignIn();
        provider.User["sub"] = "0002";
        using var another = new Visitor(server);
        await another.SignIn();

        Assert.Equal("o.stone", (await Me()).Id);
        Assert.Equal(("olive", Roles.Employee), ((await Me(another)).Id, (await Me(another)).Roles));
    }

    [Fact]
    public async Task Nobody_signs_in_as_somebody_of_the_demonstration()
    {
        provider.User["email"] = "ruth@example.com";
        provider.User["preferred_username"] = "ruth";
        await olive.SignIn();

        Assert.Equal(("ruth-2", false, Roles.Employee), ((await Me()).Id, (await Me()).MadeUp, (await Me()).Roles));
    }

    [Fact]
    public async Task Nobody_can_be_a_real_person_by_naming_them_in_the_demonstration()
    {
        await olive.SignIn();
        using var mallory = new Client(server, "olive");

        using var response = await mallory.Get("/history");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Who_has_left_does_not_come_in()
    {
        await Put(new Person("o.stone", "Stone, Olive") { Email = "olive@firm.de", Active = false });

        Assert.Equal("/?signin=inactive", await olive.SignIn());
        Assert.DoesNotContain("chatops", olive.Cookies.Keys);
        Assert.Contains("is switched off", await Front(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_consent_is_told_so_and_not_signed_in()
    {
        provider.Consents = false;

        Assert.Equal("/?signin=refused", await olive.SignIn());
        Assert.Equal(HttpStatusCode.Unauthorized, await olive.StatusOf("/history"));
    }

    [Fact]
    public async Task A_provider_that_is_away_is_said_so()
    {
        await provider.DisposeAsync();

        using var response = await olive.Get("/signin");

        Assert.Equal("/?signin=unreachable", response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Another_process_on_the_same_database_takes_them_in_too()
    {
        await using var other = await WebServer.Start(new Lists(), server.Store, settings: new(null, new(provider.Issuer, IdentityProvider.ClientId, IdentityProvider.ClientSecret)));
        using var there = new Visitor(other);
        var back = await olive.Agree(await olive.Leave());

        foreach (var (name, value) in olive.Cookies)
            there.Cookies[name] = value;

        Assert.Equal("/", await there.Return(back));
        olive.Cookies["chatops"] = there.Cookies["chatops"];
        Assert.Equal(HttpStatusCode.OK, await olive.StatusOf("/history"));
    }

    private Task<Person> Me(Visitor? who = null) => Me((who ?? olive).Cookies["chatops"]);

    private async Task<Person> Me(string secret)
    {
        var session = (await server.Store.Get(Session.Kind, Session.IdOf(secret), Cancellation))!.Body;
        return (await server.Store.Get(Person.Kind, session.Person, Cancellation))!.Body;
    }

    private async Task Put(Person person) => await server.Store.Commit(new Batch().Put(Person.Kind, person, 0), Cancellation);

    private async Task<string> Front()
    {
        using var response = await olive.Get("/?signin=inactive");
        return await response.Content.ReadAsStringAsync(Cancellation);
    }
}
