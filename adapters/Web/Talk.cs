using System.Text.Json;
using System.Text.Json.Serialization;
using ChatOps.AdaptiveCards;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace ChatOps.Web;

/// <summary>Takes what people type and press, and answers with the messages that this has changed.</summary>
internal sealed class Talk(Bot bot, IStore store, TimeProvider clock)
{
    private const int MostFiles = 10;

    public async Task<IResult> Say(HttpContext http)
    {
        if (await Read(http, TalkJson.Default.Said) is not { Event: { Length: > 0 and <= 64 } id } said || said.Files?.Count > MostFiles)
            return Unreadable(http);

        var files = (said.Files ?? []).Where(file => file.Hash is { Length: 64 } hash && hash.All(char.IsAsciiHexDigitLower)).ToArray();
        var person = Visitors.Of(http);

        return await Hear(http, new Input.Sentence(said.Text ?? ""), new Transcript(person.Id, id, null)
        {
            Files = [.. files.Select(file => file.Name ?? "file")],
        }, id, [.. files.Select(file => new FileRef(file.Hash!))]);
    }

    public async Task<IResult> Press(HttpContext http)
    {
        if (await Read(http, TalkJson.Default.Pressed) is not { Event: { Length: > 0 and <= 64 } id } pressed || Presses.Read(pressed.Data, bot.Catalog) is not { } press)
            return Answers.Refused(Presses.Unreadable, http);

        return await Hear(http, press, new Transcript(Visitors.Of(http).Id, id, pressed.Message), id, []);
    }

    private async Task<IResult> Hear(HttpContext http, Input input, Transcript transcript, string id, IReadOnlyList<FileRef> files)
    {
        var person = Visitors.Of(http);

        // What was begun is finished, also when the window closes meanwhile.
        var reply = await bot.Hear(new(WebChannel.PlaceOf(person.Id), new(WebChannel.Name, person.Id), $"{person.Id}/{id}", input) { Files = files, Record = transcript.Record, RecordsAnswer = true, Locale = Locales.Of(http) }, CancellationToken.None);

        // Nothing could be written down: the reason is all there is.
        if (reply is { IsRefusal: true, Message: { Card: { } why, Reader: var reader } } && reader == Reader.Nobody)
            return Answers.Refused(why.Title, http);

        // They may have chosen another language by this.
        person = await bot.Recognise(new(WebChannel.Name, person.Id), http.RequestAborted) is { } now ? now.Through(Locales.Of(http)) : person;
        http.Response.Headers.ContentLanguage = person.Language;
        return Answers.Json(new Drawing(person, clock.GetUtcNow(), bot).Draw(reply.IsRepeated ? await WrittenBefore(person.Id, id, http.RequestAborted) : transcript.Written));
    }

    private async Task<IEnumerable<WebMessage>> WrittenBefore(string person, string id, CancellationToken cancellation) =>
        (await store.Find(WebMessage.ByEvent.Where(person, id), cancellation)).Items.Select(message => message.Body).OrderBy(message => message.Number);

    private static async Task<T?> Read<T>(HttpContext http, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, type, http.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult Unreadable(HttpContext http) => Answers.Refused($"That message could not be read. Reload the page and try again.", http);
}

internal sealed record Said(string? Event, string? Text, IReadOnlyList<SaidFile>? Files);

/// <param name="Hash">As <see cref="FileTransfer"/> answered when the file was sent.</param>
internal sealed record SaidFile(string? Hash, string? Name);

/// <param name="Message">The number of the message whose button it was.</param>
internal sealed record Pressed(string? Event, long Message, JsonElement Data);

/// <summary>How large a request may be.</summary>
internal sealed record AtMost(long? MaxRequestBodySize) : IRequestSizeLimitMetadata
{
    public static readonly AtMost Words = new(512 * 1024);
}

[JsonSerializable(typeof(Said))]
[JsonSerializable(typeof(Pressed))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class TalkJson : JsonSerializerContext;
