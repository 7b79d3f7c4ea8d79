using System.Text.Json.Nodes;
using ChatOps.Documents;
using ChatOps.People;
using ChatOps.Web.SigningIn;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Web;

/// <summary>The one document of the page: the conversation of whoever is there, or how one gets in.</summary>
internal sealed class FrontPage(Assets assets, Visitors visitors, WebSettings settings, IStore store)
{
    private const Roles Staff = Roles.Agent | Roles.Manager | Roles.Administrator;

    private readonly string document = assets.Text("index.html");

    public async Task<IResult> Show(HttpContext http)
    {
        var isDemonstration = await visitors.IsDemonstration(http);
        var visitor = await visitors.Find(http, counts: true);

        var data = new JsonObject
        {
            ["open"] = isDemonstration,
            ["signIn"] = settings.Oidc is not null,
            ["notice"] = Outcomes.SentenceOf(http.Request.Query["signin"].ToString()),
            ["largestFile"] = Files.Largest,
            ["you"] = visitor is null ? null : await Describe(visitor, http),
            ["people"] = isDemonstration ? new JsonArray([.. Demonstration.People.Select(Describe)]) : [],
        };

        http.Response.Headers.CacheControl = "no-store";
        return Results.Text(document.Replace("{{assets}}", assets.Folder, StringComparison.Ordinal).Replace("{{data}}", data.ToJsonString(), StringComparison.Ordinal), "text/html; charset=utf-8");
    }

    private async ValueTask<JsonObject> Describe(Visitor visitor, HttpContext http)
    {
        var described = Describe(visitor.Person);

        if (visitor.Session is not null)
        {
            described["signedIn"] = true;
            described["staff"] = (visitor.Person.Roles & Staff) is not Roles.None;
            described["mayClaim"] = await Demonstration.IsOn(store, http.RequestAborted);
        }

        return described;
    }

    private static JsonObject Describe(Person person) => new()
    {
        ["id"] = person.Id,
        ["name"] = person.Name,
        ["role"] = Demonstration.RoleOf(person),
        ["zone"] = person.TimeZone,
    };
}
