using System.Text.Json.Nodes;
using ChatOps.Cards;
using ChatOps.Documents;
using ChatOps.People;
using ChatOps.Web.SigningIn;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Web;

/// <summary>The one document of the page: the conversation of whoever is there, or how one gets in.</summary>
internal sealed class FrontPage(Assets assets, PageTexts texts, Visitors visitors, WebSettings settings, IStore store)
{
    private const Roles Staff = Roles.Agent | Roles.Manager | Roles.Administrator;

    private readonly string document = assets.Text("index.html").Replace("{{assets}}", assets.Folder, StringComparison.Ordinal);

    public async Task<IResult> Show(HttpContext http)
    {
        var isDemonstration = await visitors.IsDemonstration(http);
        var visitor = await visitors.Find(http, counts: true);

        var asked = Locales.Of(http);
        var language = visitor?.Person.Through(asked).Language ?? asked ?? "en";

        var data = new JsonObject
        {
            ["open"] = isDemonstration,
            ["signIn"] = settings.Oidc is not null,
            ["notice"] = Outcomes.SentenceOf(http.Request.Query["signin"].ToString()) is { } sentence ? new PlainSpeech(new(language, TimeZoneInfo.Utc, default)).Draw(sentence) : null,
            ["largestFile"] = Files.Largest,
            ["you"] = visitor is null ? null : await Describe(visitor, language, http),
            ["people"] = isDemonstration ? new JsonArray([.. Demonstration.People.Select(person => Describe(person, language))]) : [],
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

    private async ValueTask<JsonObject> Describe(Visitor visitor, string language, HttpContext http)
    {
        var described = Describe(visitor.Person, language);

        if (visitor.Session is not null)
        {
            described["signedIn"] = true;
            described["staff"] = (visitor.Person.Roles & Staff) is not Roles.None;
            described["mayClaim"] = await Demonstration.IsOn(store, http.RequestAborted);
        }

        return described;
    }

    private static JsonObject Describe(Person person, string language) => new()
    {
        ["id"] = person.Id,
        ["name"] = person.Name,
        ["role"] = new PlainSpeech(new(language, person.Zone, default)).Draw(Demonstration.RoleOf(person)),
        ["zone"] = person.TimeZone,
    };
}
