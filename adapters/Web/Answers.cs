using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.Cards;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Web;

/// <summary>What the page is answered with.</summary>
internal static class Answers
{
    public static IResult Json(JsonNode json) => new Drawn(json);

    /// <summary>A sentence that the page shows as it is.</summary>
    public static IResult Refused(string sentence, int status = StatusCodes.Status400BadRequest) =>
        Results.Text(new JsonObject { ["error"] = sentence }.ToJsonString(), "application/json", statusCode: status);

    /// <summary>In the language of the person who asks, or of their browser while nobody knows who that is.</summary>
    public static IResult Refused(Say why, HttpContext http, int status = StatusCodes.Status400BadRequest) =>
        Refused(new PlainSpeech(new(http.Features.Get<Visitor>()?.Person.Language ?? Locales.Of(http) ?? "en", TimeZoneInfo.Utc, default)).Draw(why), status);

    /// <summary>Written where the server takes it from, without becoming a text first.</summary>
    private sealed class Drawn(JsonNode json) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "application/json";

            await using (var writer = new Utf8JsonWriter(httpContext.Response.BodyWriter))
                json.WriteTo(writer);

            await httpContext.Response.BodyWriter.FlushAsync(httpContext.RequestAborted);
        }
    }
}
