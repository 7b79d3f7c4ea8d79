using System.Text.Json.Nodes;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ChatOps.Web;

/// <summary>Takes files in, and gives out those that a message of the asking person names. Everything else does not exist.</summary>
internal sealed class FileTransfer(Files files, IStore store, Bot bot)
{
    /// <summary>A file and what a form needs around it.</summary>
    public static readonly AtMost Limit = new(Files.Largest + 64 * 1024);

    public static string UrlOf(Person person, WebMessage message, string hash) =>
        $"/files/{message.Number}/{hash}{(person.MadeUp ? $"?as={Uri.EscapeDataString(person.Id)}" : "")}";

    public async Task<IResult> Upload(HttpContext http)
    {
        var person = Visitors.Of(http);

        if (http.Request.ContentLength > Limit.MaxRequestBodySize)
            return TooLarge(http);

        try
        {
            if (!http.Request.HasFormContentType || (await http.Request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = Limit.MaxRequestBodySize!.Value }, http.RequestAborted)).Files is not [var file])
                return Answers.Refused($"Send one file at a time, as a form.", http);

            await using var content = file.OpenReadStream();
            var staged = await files.Stage(content, file.FileName, person, http.RequestAborted);
            return Answers.Json(new JsonObject { ["hash"] = staged.Hash, ["value"] = staged.ToString(), ["name"] = file.FileName });
        }
        catch (Refusal refusal)
        {
            return Answers.Refused(refusal.Why, http);
        }
        catch (Exception exception) when (exception is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            return TooLarge(http);
        }
    }

    public async Task<IResult> Download(HttpContext http, long message, string hash)
    {
        var person = Visitors.Of(http);

        if (await store.Get(WebMessage.Kind, WebMessage.IdOf(person.Id, message), http.RequestAborted) is not { Body: var written }
            || written.Said?.Card is not { } card
            || card.Body.SelectMany(block => Named(block, hash)).FirstOrDefault() is not { } name
            || files.Open(hash) is not { } content)
        {
            return Answers.Refused($"There is no such file here. Ask for its card again, and open it there.", http, StatusCodes.Status404NotFound);
        }

        if (written.Said?.Shown is { } shown)
            await bot.NoteFile(person, WebChannel.PlaceOf(person.Id), shown, http.RequestAborted);

        var type = await ImageType(content, http.RequestAborted);
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";

        // Only pictures are shown; everything else is saved, whatever it calls itself.
        return type is null
            ? Results.Stream(content, "application/octet-stream", name, enableRangeProcessing: true)
            : Results.Stream(content, type, enableRangeProcessing: true);
    }

    private static IEnumerable<string> Named(Block block, string hash) => block switch
    {
        Block.Files attached => attached.Items.Where(item => item.Hash == hash).Select(item => item.Name),
        Block.Picture picture when picture.Source == hash => ["picture"],
        Block.Section section => section.Body.SelectMany(inner => Named(inner, hash)),
        _ => [],
    };

    private static async Task<string?> ImageType(Stream content, CancellationToken cancellation)
    {
        var start = new byte[12];
        var read = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        content.Position = 0;

        return start[..read] switch
        {
            [0x89, 0x50, 0x4E, 0x47, ..] => "image/png",
            [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P'] => "image/webp",
            _ => null,
        };
    }

    private static IResult TooLarge(HttpContext http) =>
        Answers.Refused($"That file is larger than {Files.Largest / 1024 / 1024} MB. Make it smaller, or put it on a share and send the link.", http, StatusCodes.Status413PayloadTooLarge);
}
