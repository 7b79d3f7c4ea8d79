using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Discord.Rest;

/// <summary>Messages, threads, reactions.</summary>
public sealed partial class DiscordRest
{
    private const int Loading = 1 << 7;
    private const int ComponentsV2 = 1 << 15;

    private Answer CreateMessage(DiscordChannel channel, Asked asked)
    {
        var nonce = asked.Json["nonce"]?.ToString();

        if (channel.Type is DiscordChannel.Dm && channel.People.Any(person => person.ClosesDms))
            return Rest.Answer.Error(403, 50007, "Cannot send messages to this user");

        if (channel.IsThread && channel is { IsArchived: true, IsLocked: true })
            return Rest.Answer.Error(403, 160005, "Thread is locked");

        if ((bool?)asked.Json["enforce_nonce"] is true && nonce is not null && channel.All.Find(message => message.Nonce == nonce && message.Author.IsBot) is { } known)
            return Rest.Answer.Of(known.ToJson());

        if (channel is { IsThread: true, IsArchived: true } && IsFull(channel.Guild!))
            return Full;

        var made = new DiscordMessage(server.NewId(), channel, server.Bot, server.Clock.GetUtcNow()) { Nonce = nonce };
        Fill(made, asked);
        return Rest.Answer.Of(server.Post(made).ToJson());
    }

    private Answer EditMessage(DiscordMessage message, Asked asked)
    {
        if (!message.Author.IsBot)
            return Rest.Answer.Error(403, 50005, "Cannot edit a message authored by another user");

        if (message.Channel is { IsThread: true, IsArchived: true })
            return Rest.Answer.Error(400, 50083, "Thread is archived");

        server.Edit(message, changed => Fill(changed, asked));
        return Rest.Answer.Of(message.ToJson());
    }

    private Answer Delete(DiscordMessage message)
    {
        server.Delete(message);
        return Rest.Answer.Nothing;
    }

    private Answer React(DiscordMessage message, string emoji, bool isThere)
    {
        server.React(server.Bot, message, emoji, isThere);
        return Rest.Answer.Nothing;
    }

    private static bool IsFull(DiscordGuild guild) => guild.ActiveThreads.Count >= guild.ActiveThreadLimit;

    private static Answer Full => Rest.Answer.Error(400, 160006, "Maximum number of active threads reached");

    private Answer StartThread(DiscordChannel parent, DiscordMessage? from, JsonObject body)
    {
        if (parent.IsThread || parent.Guild is null)
            return Rest.Answer.Error(400, 50024, "Cannot execute action on this channel type");

        if (from is not null && server.ChannelOf(from.Id) is not null)
            return Rest.Answer.Error(400, 160004, "A thread has already been created for this message");

        if (IsFull(parent.Guild))
            return Full;

        var thread = new DiscordChannel(server, from?.Id ?? server.NewId(), from is null ? (int?)body["type"] ?? DiscordChannel.PrivateThread : DiscordChannel.PublicThread, (string)body["name"]!)
        {
            Guild = parent.Guild,
            Parent = parent,
            AutoArchiveDuration = (int?)body["auto_archive_duration"] ?? 4320,
            Touched = server.Clock.GetUtcNow(),
            People = { server.Bot },
        };
        server.Channels.Add(thread);
        server.Tell("THREAD_CREATE", thread.ToJson(), thread.Guild);
        return Rest.Answer.Made(thread.ToJson());
    }

    private Answer ChangeChannel(DiscordChannel channel, JsonObject body)
    {
        var archived = (bool?)body["archived"];

        if (channel.IsArchived && archived is not false)
            return archived is true && body.Count is 1 ? Rest.Answer.Of(channel.ToJson()) : Rest.Answer.Error(400, 50083, "Thread is archived");

        if (channel.IsArchived && IsFull(channel.Guild!))
            return Full;

        server.Change(channel, changed =>
        {
            changed.Name = (string?)body["name"] ?? changed.Name;
            changed.IsArchived = archived ?? changed.IsArchived;
            changed.IsLocked = (bool?)body["locked"] ?? changed.IsLocked;
            changed.AutoArchiveDuration = (int?)body["auto_archive_duration"] ?? changed.AutoArchiveDuration;
        });
        return Rest.Answer.Of(channel.ToJson());
    }

    private Answer ChangeMember(DiscordChannel thread, string user, bool isIn)
    {
        if (!thread.IsThread)
            return Rest.Answer.Error(400, 50024, "Cannot execute action on this channel type");

        if (thread.IsArchived)
            return Rest.Answer.Error(400, 50083, "Thread is archived");

        if (server.AccountOf(user) is not { } account)
            return Rest.Answer.Error(404, 10013, "Unknown User");

        if (isIn == thread.People.Contains(account))
            return Rest.Answer.Nothing;

        if (isIn)
            thread.People.Add(account);
        else
            thread.People.Remove(account);

        return Rest.Answer.Nothing;
    }

    private void Fill(DiscordMessage message, Asked asked)
    {
        var body = asked.Body is JsonObject { } json && json["data"] is JsonObject data && json["type"] is not null ? data : asked.Json;
        Fill(message, body, asked);
    }

    private void Fill(DiscordMessage message, JsonObject body, Asked asked)
    {
        if (body.ContainsKey("content"))
            message.Content = (string?)body["content"] ?? "";

        if (body.ContainsKey("components"))
            message.Components = body["components"]?.DeepClone().AsArray() ?? [];

        if (body.ContainsKey("embeds"))
            message.Embeds = body["embeds"]?.DeepClone().AsArray() ?? [];

        if (body["attachments"] is JsonArray attachments)
            message.Files = [.. attachments.OfType<JsonObject>().Select(attachment => FileOf(message, attachment, asked)).OfType<DiscordFile>()];

        foreach (var url in message.Dangling())
            server.Complain($"{asked}: There is no {url}");

        // Once a message is made of components, it stays so, and who sees it is settled when it is made.
        message.Flags = ((((int?)body["flags"] ?? message.Flags) & ~Ephemeral) | (message.Flags & (ComponentsV2 | Ephemeral))) & ~Loading;
        // Nobody is notified by a change.
        if (message.IsLoading || !message.Channel.All.Contains(message))
            message.Pinged = Pinged(message, body);
    }

    private DiscordFile? FileOf(DiscordMessage message, JsonObject attachment, Asked asked)
    {
        var id = attachment["id"]!.ToString();

        if (asked.Files.TryGetValue(id, out var file))
            return server.Keep((string?)attachment["filename"] ?? file.Name, file.Content, file.Type, (string?)attachment["description"]);

        if (message.Files.FirstOrDefault(old => old.Id == id) is { } kept)
            return kept;

        server.Complain($"{asked}: The message has no attachment {id}");
        return null;
    }

    private IReadOnlyList<string> Pinged(DiscordMessage message, JsonObject body)
    {
        var mentioned = server.MentionedIn(message.Text).Select(account => account.Id);

        if (body["allowed_mentions"] is not JsonObject allowed)
            return [.. mentioned];

        var all = (allowed["parse"] as JsonArray)?.Any(kind => (string?)kind is "users") is true;
        return [.. mentioned.Where(id => all || (allowed["users"] as JsonArray)?.Any(user => (string?)user == id) is true)];
    }
}
