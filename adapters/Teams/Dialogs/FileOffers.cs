using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Teams.Connecting;
using ChatOps.Teams.Drawing;
using ChatOps.Teams.Hearing;
using ChatOps.Teams.Trust;
using ChatOps.Teams.Wire;
using Attachment = ChatOps.Cards.Attachment;

namespace ChatOps.Teams.Dialogs;

/// <summary>Brings files to people: Teams asks them first, and then they lie in their own OneDrive. Only in the chat with one person.</summary>
internal sealed class FileOffers(Bot bot, Files files, Listener listener, Connector connector, Lines lines, Hosts hosts) : IInvoke
{
    private const string Consent = "application/vnd.microsoft.teams.card.file.consent";
    private const string Info = "application/vnd.microsoft.teams.card.file.info";

    public IReadOnlyList<string> Names => ["fileConsent/invoke"];

    /// <summary>Asks somebody whether they want a file that a card names.</summary>
    /// <returns>What to say to them at once.</returns>
    public async Task<Say> Offer(Arrival arrival, Enclosed asked, CancellationToken cancellation)
    {
        if (await Find(arrival, asked, cancellation) is not { } file)
            return $"There is no such file here. Ask for its card again, and open it there.";

        if ((await listener.PlacesOf(arrival, cancellation)).Private is not { } chat)
            return $"I cannot write to you alone yet. Open a chat with me, and ask there.";

        var context = Enclosed.Context(asked);

        await Send(chat, new()
        {
            ContentType = Consent,
            Name = file.Name,
            Content = new JsonObject
            {
                ["description"] = new PlainSpeech(new(Phrasebook.Match(arrival.Activity.Locale) ?? "en", TimeZoneInfo.Utc, default)).Draw($"It is kept in your OneDrive then."),
                ["sizeInBytes"] = file.Size,
                ["acceptContext"] = context,
                ["declineContext"] = context.DeepClone(),
            },
        }, cancellation);

        return $"{file.Name} is offered to you in our chat. Accept it there.";
    }

    public async Task<InvokeResponse> Answer(Arrival arrival, CancellationToken cancellation)
    {
        var value = arrival.Activity.Value;

        if (value is not { ValueKind: JsonValueKind.Object } consent || !consent.TryGetProperty("context", out var context) || Enclosed.Read(context) is not { } asked)
            return InvokeResponse.Bad("There is no file in the context.");

        // The question has been answered; it need not stand there any more.
        if (arrival.Activity.ReplyToId is { } question)
            await connector.Delete(arrival.Here.Target, question, cancellation);

        if (value.Text("action") is not "accept")
            return InvokeResponse.Ok();

        if (await Find(arrival, asked, cancellation) is not { } file || files.Open(file.Hash) is not { } content)
            return InvokeResponse.Bad("There is no such file.");

        await using (content)
            return await Upload(arrival, consent, file, content, cancellation);
    }

    private async Task<InvokeResponse> Upload(Arrival arrival, JsonElement consent, Attachment file, Stream content, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(consent.Text("uploadInfo", "uploadUrl"), UriKind.Absolute, out var to) || !hosts.HasFiles(to) || consent.Text("uploadInfo", "contentUrl") is not { } lies)
            return InvokeResponse.Bad("The file cannot be put there.");

        using var body = new StreamContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        body.Headers.ContentLength = file.Size;
        body.Headers.ContentRange = new(0, file.Size - 1, file.Size);

        // The address itself is the permission: the bot's token is not shown there.
        using var response = await lines.Http.PutAsync(to, body, cancellation);
        response.EnsureSuccessStatusCode();

        await Send(arrival.Here, new()
        {
            ContentType = Info,
            ContentUrl = lies,
            Name = consent.Text("uploadInfo", "name") ?? file.Name,
            Content = new JsonObject { ["uniqueId"] = consent.Text("uploadInfo", "uniqueId"), ["fileType"] = consent.Text("uploadInfo", "fileType") },
        }, cancellation);

        return InvokeResponse.Ok();
    }

    // What they may see names it, or it was made for them. Otherwise it does not exist.
    private async Task<Attachment?> Find(Arrival arrival, Enclosed asked, CancellationToken cancellation)
    {
        if (await bot.Recognise(arrival.Identity, cancellation) is not { } person)
            return null;

        if (asked.Of is not { } of)
            return await files.Of(person, asked.Hash, cancellation);

        var named = (await bot.Look(person, arrival.Place, of, cancellation))?.Card?.Body.SelectMany(Attachments).FirstOrDefault(file => file.Hash == asked.Hash);

        if (named is not null)
            await bot.NoteFile(person, arrival.Place, of, cancellation);

        return named;
    }

    private static IEnumerable<Attachment> Attachments(Block block) => block switch
    {
        Block.Files files => files.Items,
        Block.Section section => section.Body.SelectMany(Attachments),
        _ => [],
    };

    private Task<string> Send(TeamsConversation to, Wire.Attachment attachment, CancellationToken cancellation) =>
        connector.Send(to.Target, Mail.Addressed(to, new() { Type = ActivityTypes.Message, Summary = attachment.Name, Attachments = [attachment] }), Haste.Answer, cancellation);
}
