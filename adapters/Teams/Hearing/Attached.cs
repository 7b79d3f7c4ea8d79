using System.Net;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Teams.Trust;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Hearing;

/// <summary>Fetches the files that came with a message: from Teams and from the company's own, with the bot's token only where it may be shown.</summary>
internal sealed class Attached(Bot bot, Files files, Acquaintance acquaintance, Lines lines, Tokens tokens, Hosts hosts)
{
    private const int MostFiles = 10;

    /// <exception cref="Refusal">One of them will not do.</exception>
    public async Task<IReadOnlyList<FileRef>> Stage(Arrival arrival)
    {
        var sent = (arrival.Activity.Attachments ?? []).Select(Of).OfType<Sent>().ToArray();

        if (sent is [])
            return [];

        if (sent.Length > MostFiles)
            throw new Refusal($"A message takes {MostFiles} files, and this one has {sent.Length}. Send the others in a second message.");

        var person = await bot.Recognise(arrival.Identity);

        if (person is null && await acquaintance.Meet(arrival))
            person = await bot.Recognise(arrival.Identity);

        // They are told so when their words are heard.
        if (person is null)
            return [];

        var staged = new List<FileRef>();

        foreach (var file in sent)
            staged.Add(await Stage(file, person));

        return staged;
    }

    private async Task<FileRef> Stage(Sent file, People.Person person)
    {
        if (!hosts.HasFiles(file.From))
            throw new Refusal($"{file.Name} lies at {file.From.Host}, where files are not taken from. Send it from your own device.");

        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, file.From);

            if (hosts.IsConnector(file.From) && await tokens.Get(default) is { } token)
                request.Headers.Authorization = new("Bearer", token);

            using var response = await lines.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

            if (response.StatusCode is not HttpStatusCode.OK)
                throw Unreadable(file.Name);

            await using var content = await response.Content.ReadAsStreamAsync();
            return await files.Stage(content, file.Name, person);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            throw Unreadable(file.Name);
        }
    }

    private static Refusal Unreadable(string name) => new($"{name} could not be fetched from Teams. Send it again in a minute.");

    // What is a card, or the message once more as HTML, is no file.
    private static Sent? Of(Attachment attachment) => attachment switch
    {
        { ContentType: ContentTypes.FileDownload, Content: { } content } when Address(content.Text("downloadUrl")) is { } from => new(from, attachment.Name ?? "file"),
        { ContentType: { } type, ContentUrl: { } url } when type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) && Address(url) is { } from => new(from, attachment.Name ?? $"picture.{Ending(type)}"),
        _ => null,
    };

    private static string Ending(string type) => type.ToLowerInvariant() switch { "image/jpeg" => "jpeg", "image/gif" => "gif", "image/webp" => "webp", _ => "png" };

    private static Uri? Address(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? address : null;

    private sealed record Sent(Uri From, string Name);
}
