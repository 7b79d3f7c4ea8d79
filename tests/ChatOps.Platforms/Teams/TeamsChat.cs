using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Teams;

/// <summary>A conversation of Teams: a chat, a group chat, a thread of a channel.</summary>
public sealed class TeamsChat(string id, string type)
{
    private readonly List<TeamsPost> posts = [];
    private readonly Queue<DateTimeOffset> sent = new();

    public string Id => id;

    /// <summary>personal, groupChat or channel.</summary>
    public string Type => type;

    public List<TeamsPerson> Members { get; } = [];

    /// <summary>The person has blocked the bot, or removed it.</summary>
    public bool IsBlocked { get; set; }

    /// <summary>A chat of people among themselves: the bot is not in it.</summary>
    public bool IsForeign { get; set; }

    /// <summary>Everything of the bot that stands there, oldest first.</summary>
    public IReadOnlyList<TeamsPost> Posts
    {
        get
        {
            lock (posts)
                return [.. posts.Where(post => !post.IsDeleted)];
        }
    }

    /// <summary>Ids of what people have said here.</summary>
    internal HashSet<string> Said { get; } = new(StringComparer.Ordinal);

    /// <summary>What the bot has put under what people said: the id of an activity, and the reaction.</summary>
    public List<(string Activity, string Reaction)> Reactions { get; } = [];

    private readonly Dictionary<string, (int Sequence, DateTimeOffset At, string Text)> streams = new(StringComparer.Ordinal);

    /// <summary>How a stream goes on.</summary>
    /// <returns>Its id, or what is wrong.</returns>
    internal (string? Id, string? Fault) Stream(JsonObject activity, JsonNode info, DateTimeOffset now)
    {
        lock (posts)
        {
            var (text, type, id) = ((string?)activity["text"] ?? "", (string?)info["streamType"], (string?)info["streamId"]);

            if (Type is not "personal")
                return (null, "ContentStreamNotAllowed");

            if (type is not ("streaming" or "informative" or "final") || (string?)activity["type"] is not (var sent and ("typing" or "message")) || type is "final" != sent is "message")
                return (null, $"streamType {type}");

            if (id is null ? type is "final" || (int?)info["streamSequence"] is not 1 : !streams.ContainsKey(id))
                return (null, "streamId");

            id ??= $"s:{Guid.NewGuid():N}";

            if (streams.TryGetValue(id, out var before))
            {
                if (now - before.At > TimeSpan.FromMinutes(2))
                    return (null, "ContentStreamNotAllowed");

                if (type is not "final" && (now - before.At < TimeSpan.FromSeconds(1) || (int?)info["streamSequence"] != before.Sequence + 1 || !text.StartsWith(before.Text, StringComparison.Ordinal)))
                    return (null, "a stream goes on with all of the text so far, in order and not faster than once a second");
            }

            if (type is "final")
            {
                streams.Remove(id);
                posts.Add(new(id, this, activity));
            }
            else
            {
                streams[id] = (before.Sequence + 1, now, text);
            }

            return (id, null);
        }
    }

    internal bool React(string activity, string reaction)
    {
        lock (posts)
            Reactions.Add((activity, reaction));

        return true;
    }

    internal TeamsPost Add(JsonObject activity)
    {
        lock (posts)
        {
            var post = new TeamsPost($"1:{Guid.NewGuid():N}", this, activity);
            posts.Add(post);
            return post;
        }
    }

    internal TeamsPost? Find(string activity)
    {
        lock (posts)
            return posts.Find(post => post.Id == activity && !post.IsDeleted);
    }

    /// <returns>How long the bot has to wait; null: not at all.</returns>
    internal TimeSpan? TooFast(DateTimeOffset now)
    {
        lock (sent)
        {
            while (sent.TryPeek(out var oldest) && now - oldest >= TimeSpan.FromHours(1))
                sent.Dequeue();

            foreach (var (count, seconds) in ((int, int)[])[(7, 1), (8, 2), (60, 30), (1800, 3600)])
            {
                if (sent.Count(at => now - at < TimeSpan.FromSeconds(seconds)) >= count)
                    return TimeSpan.FromSeconds(1);
            }

            sent.Enqueue(now);
            return null;
        }
    }
}

/// <summary>A message of the bot, as it stands now.</summary>
public sealed class TeamsPost(string id, TeamsChat chat, JsonObject activity)
{
    public string Id => id;

    public TeamsChat Chat => chat;

    public JsonObject Activity { get; internal set; } = activity;

    public bool IsDeleted { get; internal set; }

    /// <summary>How often it was changed.</summary>
    public int Changes { get; internal set; }

    public string? Text => (string?)Activity["text"];

    public JsonObject? Card => Activity["attachments"]?[0]?["content"]?.AsObject();

    public string Summary => (string?)Activity["summary"] ?? "";

    /// <summary>Everything that can be read of it.</summary>
    public string Words => string.Join('\n', Text is { } text ? [text] : Card is { } card ? Read(card["body"]) : Array.Empty<string>());

    private static IEnumerable<string> Read(JsonNode? node) => node switch
    {
        JsonArray all => all.SelectMany(Read),
        JsonObject one => one.SelectMany(property => property is { Key: "text" or "title" or "value" or "label", Value: JsonValue value } && value.TryGetValue<string>(out var text) ? [text] : Read(property.Value)),
        _ => [],
    };
}

/// <summary>One call that the bot made, and what it was answered.</summary>
public sealed record TeamsCall(string Method, string Path, string? Body, int Status, string? Why)
{
    public override string ToString() => $"{Method} {Path} → {Status} {Why}";
}
