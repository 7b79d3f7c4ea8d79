using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.Cards;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Web;

/// <summary>What the page is answered with.</summary>
internal static class Answers
{
    public static IResult Json(Action<Utf8JsonWriter> write) => new Written(write);

    public static string Text(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();

        using (var json = new Utf8JsonWriter(buffer))
            write(json);

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A sentence that the page shows as it is.</summary>
    public static IResult Refused(string sentence, int status = StatusCodes.Status400BadRequest) =>
        Results.Text(new JsonObject { ["error"] = sentence }.ToJsonString(), "application/json", statusCode: status);

    /// <summary>In the language of the person who asks, or of their browser while nobody knows who that is.</summary>
    public static IResult Refused(Say why, HttpContext http, int status = StatusCodes.Status400BadRequest) =>
        Refused(new PlainSpeech(new(http.Features.Get<Visitor>()?.Person.Language ?? Locales.Of(http) ?? "en", TimeZoneInfo.Utc, default)).Draw(why), status);

    /// <summary>Written where the server takes it from, without becoming a tree or a text first.</summary>
    private sealed class Written(Action<Utf8JsonWriter> write) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "application/json";

            await using (var json = new Utf8JsonWriter(httpContext.Response.BodyWriter))
                write(json);

            await httpContext.Response.BodyWriter.FlushAsync(httpContext.RequestAborted);
        }
    }
}
