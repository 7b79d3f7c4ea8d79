using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ChatOps.Conversations;
using ChatOps.Discord.Drawing;
using ChatOps.Discord.Keeping;
using ChatOps.Discord.People;
using ChatOps.Discord.Receiving;
using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;
using ChatOps.Documents;
using ChatOps.People;
using Message = ChatOps.Conversations.Message;

namespace ChatOps.Discord;

/// <summary>Discord as a platform: direct messages to people, and cards in channels and threads.</summary>
internal sealed partial class DiscordChannel(RestClient rest, Callers callers, Shelf shelf, Files files, DiscordSettings settings, Myself myself, Line line) : IChannel
{
    private const int LongestNonce = 25;
    private const string Done = "✅";

    private readonly ConcurrentDictionary<string, string> chats = new(StringComparer.Ordinal);
    private readonly MessageDrawing drawing = new(hash => SizeOf(files, hash), hash => files.Open(hash) ?? throw new FileNotFoundException("The content of an attachment is gone.", hash));

    public string Platform => Callers.Platform;

    public bool IsOutside => true;

    public Contact? Contact => line.Contact;

    public Drawn Draw(Message message, string? mention = null) => drawing.Draw(message, mention);

    public async ValueTask<Place?> PlaceOf(Person person, CancellationToken cancellation = default)
    {
        if (await callers.AccountOf(person.Id, cancellation) is not { } account)
            return null;

        if (!chats.TryGetValue(account, out var chat))
            chats[account] = chat = (await Trying(() => rest.CreateDm(account, cancellation), person.Name)).Id;

        return Places.Chat(chat);
    }

    public async Task<Sent> Send(Place place, Message message, string token, CancellationToken cancellation = default)
    {
        var body = await Body(message, [], cancellation) with { Nonce = NonceOf(token), EnforceNonce = true };
        return new(place, (await Trying(() => WithRoom(place, () => rest.CreateMessage(place.Id, body, cancellation), cancellation), place.Id)).Id);
    }

    /// <summary>As an answer to words that stand there.</summary>
    public async Task<Sent> Reply(Place place, Message message, string to, CancellationToken cancellation)
    {
        var body = await Body(message, [], cancellation) with { Nonce = NonceOf($"answer to {to}"), EnforceNonce = true, MessageReference = new() { MessageId = to, FailIfNotExists = false } };
        return new(place, (await Trying(() => rest.CreateMessage(place.Id, body, cancellation), place.Id)).Id);
    }

    /// <summary>A check mark under words that need no others.</summary>
    public Task Acknowledge(Place place, string message, CancellationToken cancellation) => rest.AddReaction(place.Id, message, Done, cancellation);

    public async Task<Sent?> Update(Sent sent, Message message, CancellationToken cancellation = default)
    {
        try
        {
            var body = await Body(message, await Standing(sent, message, cancellation), cancellation);

            await Awake(sent.Place, () => rest.EditMessage(sent.Place.Id, sent.MessageId, body, cancellation), isSeen: false, cancellation);
            return sent;
        }
        catch (DiscordException e) when (e.Code is Codes.UnknownMessage)
        {
            return null;
        }
        catch (DiscordException e) when (IsForEver(e))
        {
            throw new Undeliverable($"Discord will not change a message in {sent.Place.Id}: {e.Message}");
        }
    }

    public async Task Delete(Sent sent, CancellationToken cancellation = default)
    {
        try
        {
            await Awake(sent.Place, () => rest.DeleteMessage(sent.Place.Id, sent.MessageId, cancellation), isSeen: false, cancellation);
        }
        catch (DiscordException e) when (e.Code is Codes.UnknownMessage or Codes.UnknownChannel)
        {
            // Gone already.
        }
    }

    // What lies there already is not sent once more.
    private async Task<IReadOnlyList<StandingFile>> Standing(Sent sent, Message message, CancellationToken cancellation) =>
        Draw(message).Pages[0].Files is [] ? [] : StandingFile.Of(await rest.GetMessage(sent.Place.Id, sent.MessageId, cancellation));

    private async Task<MessageBody> Body(Message message, IReadOnlyList<StandingFile> stand, CancellationToken cancellation)
    {
        var account = message.For is { } person ? await callers.AccountOf(person, cancellation) : null;
        var drawn = Draw(message, account);
        await shelf.Keep(drawn.Kept, cancellation);
        var body = await drawn.Pages[0].Body(isPrivate: false, stand, cancellation);
        return account is null ? body : body with { AllowedMentions = AllowedMentions.Of(account) };
    }

    private static async Task<T> Trying<T>(Func<Task<T>> ask, string whom)
    {
        try
        {
            return await ask();
        }
        catch (DiscordException e) when (IsForEver(e))
        {
            throw new Undeliverable(e.Code is Codes.CannotMessageUser ? $"{whom} takes no direct messages from the bot." : $"Discord will not take a message for {whom}: {e.Message}");
        }
    }

    private static bool IsForEver(DiscordException e) =>
        e.Code is Codes.CannotMessageUser or Codes.UnknownChannel or Codes.UnknownUser or Codes.MissingAccess or Codes.MissingPermissions or Codes.InvalidBody or Codes.ThreadLocked;

    private static long? SizeOf(Files files, string hash)
    {
        using var content = files.Open(hash);
        return content?.Length;
    }

    // The same for the same delivery, and short.
    private static string NonceOf(string token) =>
        token.Length <= LongestNonce ? token : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)))[..LongestNonce];
}
