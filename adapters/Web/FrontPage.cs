using System.Text.Json.Nodes;
using ChatOps.Cards;
using ChatOps.Documents;
using ChatOps.People;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Web;

/// <summary>The one document of the page: without a persona it shows who one can be, with one their conversation.</summary>
internal sealed class FrontPage(Assets assets, PageTexts texts, Personas personas, IStore store)
{
    private readonly string document = assets.Text("index.html").Replace("{{assets}}", assets.Folder, StringComparison.Ordinal);

    public async Task<IResult> Show(HttpContext http)
    {
        var isOpen = await Demonstration.IsOn(store, http.RequestAborted);
        var you = isOpen ? await personas.Find(http.Request.Query["as"].ToString(), http.RequestAborted) : null;

        var asked = Locales.Of(http);
        var language = you?.Through(asked).Language ?? asked ?? "en";

        var data = new JsonObject
        {
            ["open"] = isOpen,
            ["largestFile"] = Files.Largest,
            ["you"] = you is null ? null : Describe(you, language),
            ["people"] = isOpen ? new JsonArray([.. Demonstration.People.Select(person => Describe(person, language))]) : [],
            ["texts"] = texts.For(language),
        };

        http.Response.Headers.CacheControl = "no-store";
        return Results.Text(
            PageTexts.Translate(document, language)
                .Replace("{{language}}", language, StringComparison.Ordinal)
                .Replace("{{direction}}", Phrasebook.IsRightToLeft(language) ? "rtl" : "ltr", StringComparison.Ordinal)
                .Replace("{{data}}", data.ToJsonString(), StringComparison.Ordinal),
            "text/html; charset=utf-8");
    }

    private static JsonObject Describe(Person person, string language) => new()
    {
        ["id"] = person.Id,
        ["name"] = person.Name,
        ["role"] = new PlainSpeech(new(language, person.Zone, default)).Draw(Demonstration.RoleOf(person)),
        ["zone"] = person.TimeZone,
    };
}
