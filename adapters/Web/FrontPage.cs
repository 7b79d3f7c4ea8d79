using System.Text.Json.Nodes;
using ChatOps.Documents;
using ChatOps.People;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Web;

/// <summary>The one document of the page: without a persona it shows who one can be, with one their conversation.</summary>
internal sealed class FrontPage(Assets assets, Personas personas, IStore store)
{
    private readonly string document = assets.Text("index.html");

    public async Task<IResult> Show(HttpContext http)
    {
        var isOpen = await Demonstration.IsOn(store, http.RequestAborted);
        var you = isOpen ? await personas.Find(http.Request.Query["as"].ToString(), http.RequestAborted) : null;

        var data = new JsonObject
        {
            ["open"] = isOpen,
            ["largestFile"] = Files.Largest,
            ["you"] = you is null ? null : Describe(you),
            ["people"] = isOpen ? new JsonArray([.. Demonstration.People.Select(Describe)]) : [],
        };

        http.Response.Headers.CacheControl = "no-store";
        return Results.Text(document.Replace("{{assets}}", assets.Folder, StringComparison.Ordinal).Replace("{{data}}", data.ToJsonString(), StringComparison.Ordinal), "text/html; charset=utf-8");
    }

    private static JsonObject Describe(Person person) => new()
    {
        ["id"] = person.Id,
        ["name"] = person.Name,
        ["role"] = Demonstration.RoleOf(person),
        ["zone"] = person.TimeZone,
    };
}
