using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Discord;

/// <summary>What happens in channels, and who is told.</summary>
public sealed partial class DiscordServer
{
    internal DiscordFile Keep(string name, byte[] content, string? type = null, string? description = null)
    {
        var id = NewId();
        var file = new DiscordFile(id, name, type ?? "application/octet-stream", content, description, new Uri(Address, $"attachments/{id}/{Uri.EscapeDataString(name)}"));
        return Files[id] = file;
    }

    internal DiscordMessage Write(DiscordUser user, string text, DiscordMessage? replyTo, (string Name, byte[] Content)[] files)
    {
        lock (World)
        {
            if (!user.CanSee(user.Channel) || user.Channel.IsLocked)
                throw new InvalidOperationException($"{user.Account} cannot write in {user.Channel}.");

            return Post(new(NewId(), user.Channel, user.Account, Clock.GetUtcNow())
            {
                Content = text,
                ReplyTo = replyTo,
                Files = [.. files.Select(file => Keep(file.Name, file.Content))],
            });
        }
    }

    internal DiscordMessage Post(DiscordMessage message)
    {
        lock (World)
        {
            var channel = message.Channel;

            if (channel is { IsThread: true, IsArchived: true })
                Change(channel, thread => thread.IsArchived = false);

            channel.All.Add(message);
            channel.Touched = Clock.GetUtcNow();

            if (message.OnlyFor is null)
                TellOf("MESSAGE_CREATE", message);

            return message;
        }
    }

    internal void Edit(DiscordMessage message, Action<DiscordMessage> change)
    {
        lock (World)
        {
            change(message);
            message.EditedAt = Clock.GetUtcNow();
            message.Edits++;

            if (message.OnlyFor is null)
                TellOf("MESSAGE_UPDATE", message);
        }
    }

    internal void Delete(DiscordMessage message)
    {
        lock (World)
        {
            message.IsDeleted = true;
            var json = new JsonObject { ["id"] = message.Id, ["channel_id"] = message.Channel.Id };

            if (message.Channel.Guild is { } guild)
                json["guild_id"] = guild.Id;

            if (message.OnlyFor is null)
                Tell("MESSAGE_DELETE", json, message.Channel.Guild);
        }
    }

    internal void React(DiscordAccount by, DiscordMessage message, string emoji, bool isThere)
    {
        lock (World)
        {
            if (message.Reactions.Contains((emoji, by)) == isThere)
                return;

            message.Reactions = isThere ? [.. message.Reactions, (emoji, by)] : [.. message.Reactions.Where(reaction => reaction != (emoji, by))];
            var json = new JsonObject { ["user_id"] = by.Id, ["channel_id"] = message.Channel.Id, ["message_id"] = message.Id, ["emoji"] = new JsonObject { ["id"] = null, ["name"] = emoji } };

            if (message.Channel.Guild is { } guild)
            {
                json["guild_id"] = guild.Id;

                if (isThere)
                    json["member"] = by.ToMemberJson();
            }

            Tell(isThere ? "MESSAGE_REACTION_ADD" : "MESSAGE_REACTION_REMOVE", json, message.Channel.Guild);
        }
    }

    /// <summary>Somebody archives it, renames it, or its time is over.</summary>
    public void Change(DiscordChannel channel, Action<DiscordChannel> change)
    {
        lock (World)
        {
            change(channel);
            channel.Touched = Clock.GetUtcNow();
            Tell(channel.IsThread ? "THREAD_UPDATE" : "CHANNEL_UPDATE", channel.ToJson(), channel.Guild);
        }
    }

    public void Archive(DiscordChannel thread) => Change(thread, changed => changed.IsArchived = true);

    /// <summary>Somebody deletes the channel or the thread.</summary>
    public void Delete(DiscordChannel channel)
    {
        lock (World)
        {
            Channels.Remove(channel);
            Tell(channel.IsThread ? "THREAD_DELETE" : "CHANNEL_DELETE", channel.ToJson(), channel.Guild);
        }
    }

    private void TellOf(string name, DiscordMessage message)
    {
        var json = message.ToJson();

        if (message.Channel.Guild is { } guild)
        {
            json["guild_id"] = guild.Id;
            json["member"] = message.Author.ToMemberJson(withUser: false);
        }

        Tell(name, json, message.Channel.Guild);
    }
}
