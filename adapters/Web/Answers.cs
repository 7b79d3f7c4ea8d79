using System.Text.Json.Nodes;
using ChatOps.Cards;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Web;

/// <summary>What the page is answered with.</summary>
internal static class Answers
{
    public static IResult Json(JsonNode json) => Results.Text(json.ToJsonString(), "application/json");

    /// <summary>A sentence that the page shows as it is.</summary>
    public static IResult Refused(string sentence, int status = StatusCodes.Status400BadRequest) =>
        Results.Text(new JsonObject { ["error"] = sentence }.ToJsonString(), "application/json", statusCode: status);

    public static IResult Refused(Say why, Reader reader, int status = StatusCodes.Status400BadRequest) =>
        Refused(new PlainSpeech(reader).Draw(why), status);
}
