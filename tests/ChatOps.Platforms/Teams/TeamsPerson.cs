using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Teams;

/// <summary>Somebody with a Teams client: what they do there goes to the bot, signed by the channel.</summary>
public sealed class TeamsPerson
{
    private static int count;

    private readonly TeamsPlatform platform;

    public TeamsPerson(TeamsPlatform platform, string name, string email)
    {
        var number = Interlocked.Increment(ref count);
        (this.platform, Name, Email, Principal) = (platform, name, email, email);
        (Id, Account) = ($"29:1{name.Replace(' ', '-')}-{number}", $"e{number:x7}-0000-4000-8000-0000000000aa");
        Chat = platform.Chat($"a:1{name.Replace(' ', '-')}-{number}", "personal", this);
        platform.Enter(this);
    }

    public string Id { get; init; }

    /// <summary>Of Entra.</summary>
    public string Account { get; init; }

    public string Name { get; init; }

    public string? Email { get; init; }

    public string? Principal { get; init; }

    /// <summary>user, guest or anonymous.</summary>
    public string Role { get; init; } = "user";

    /// <summary>Where they are at home.</summary>
    public string Tenant { get; init; } = TeamsPlatform.Tenant;

    public string Locale { get; set; } = "en-GB";

    public string Zone { get; init; } = "Europe/Berlin";

    /// <summary>With the bot alone.</summary>
    public TeamsChat Chat { get; }

    /// <summary>Everything that the bot has said to them alone, as it stands now.</summary>
    public IReadOnlyList<TeamsPost> Inbox => Chat.Posts;

    /// <summary>The last thing that the bot said to them alone.</summary>
    public TeamsPost Last => Inbox[^1];

    public JsonObject Says(string text, TeamsChat? where = null) => Message(where ?? Chat, new() { ["text"] = text, ["textFormat"] = "plain" });

    /// <summary>Writes to the bot where others read along.</summary>
    public JsonObject Mentions(TeamsChat where, string text)
    {
        var message = Message(where, new() { ["text"] = $"<at>ChatOps</at> {text}", ["textFormat"] = "plain" });
        message["entities"]!.AsArray().Add(new JsonObject { ["type"] = "mention", ["text"] = "<at>ChatOps</at>", ["mentioned"] = new JsonObject { ["id"] = platform.BotId, ["name"] = "ChatOps" } });
        return message;
    }

    /// <summary>Takes back what was said, before the bot gets to answer it.</summary>
    public void Deletes(JsonObject said) => platform.Chats.First(chat => chat.Id == (string?)said["conversation"]!["id"]).Said.Remove((string)said["id"]!);

    /// <summary>What pressing a button of that title sends, with what was typed into the card.</summary>
    public JsonObject Presses(TeamsPost post, string title, JsonObject? typed = null)
    {
        var action = Actions(post.Card!).FirstOrDefault(action => (string?)action["title"] == title)
            ?? throw new InvalidOperationException($"There is no \"{title}\" among {string.Join(", ", Actions(post.Card!).Select(action => $"\"{action["title"]}\""))}.");

        var data = action["data"]!.DeepClone().AsObject();

        foreach (var (name, value) in (string?)action["associatedInputs"] is "none" ? [] : Inputs(post.Card!).Concat(typed ?? []))
            data[name] = value?.DeepClone();

        var sent = new JsonObject { ["type"] = action["type"]!.DeepClone(), ["title"] = title, ["verb"] = action["verb"]?.DeepClone(), ["data"] = data };
        return Invokes("adaptiveCard/action", new() { ["action"] = sent, ["trigger"] = "manual" }, post);
    }

    /// <summary>An invoke of that name; with a post, one that came of it.</summary>
    public JsonObject Invokes(string name, JsonObject value, TeamsPost? post = null)
    {
        var activity = Activity("invoke", post?.Chat ?? Chat);
        (activity["name"], activity["value"]) = (name, value);

        if (post is not null)
            activity["replyToId"] = post.Id;

        return activity;
    }

    /// <summary>An activity of this type, of this person, as Teams makes it.</summary>
    public JsonObject Activity(string type, TeamsChat? where = null)
    {
        var chat = where ?? Chat;
        var id = $"f:{Guid.NewGuid():N}";
        chat.Said.Add(id);

        var activity = new JsonObject
        {
            ["type"] = type,
            ["id"] = id,
            ["timestamp"] = "2026-09-07T08:00:00.0000000Z",
            ["localTimestamp"] = "2026-09-07T10:00:00.0000000+02:00",
            ["localTimezone"] = Zone,
            ["channelId"] = "msteams",
            ["serviceUrl"] = platform.Service,
            ["from"] = new JsonObject { ["id"] = Id, ["name"] = Name, ["aadObjectId"] = Account },
            ["recipient"] = new JsonObject { ["id"] = platform.BotId, ["name"] = "ChatOps" },
            ["conversation"] = new JsonObject { ["conversationType"] = chat.Type, ["tenantId"] = TeamsPlatform.Tenant, ["id"] = chat.Id },
            ["entities"] = new JsonArray(new JsonObject { ["type"] = "clientInfo", ["locale"] = Locale, ["country"] = "DE", ["platform"] = "Web", ["timezone"] = Zone }),
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = TeamsPlatform.Tenant } },
            ["locale"] = Locale,
        };

        if (chat.Type is not "personal")
            activity["conversation"]!["isGroup"] = true;

        return activity;
    }

    /// <summary>Brings an activity to the bot.</summary>
    /// <param name="token">In place of a good one; empty: none.</param>
    public async Task<TeamsResponse> Send(JsonObject activity, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, platform.Bot) { Content = new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json") };

        if (token is not "" && !platform.IsOpen)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? platform.Signer.Sign(platform.Signer.Claims((string?)activity["serviceUrl"] ?? "")));

        using var response = await platform.Http.SendAsync(request);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    internal JsonObject Roster() => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["aadObjectId"] = Account,
        ["objectId"] = Account,
        ["email"] = Email,
        ["userPrincipalName"] = Principal,
        ["tenantId"] = Tenant,
        ["userRole"] = Role,
    };

    private JsonObject Message(TeamsChat where, JsonObject content)
    {
        var activity = Activity("message", where);

        foreach (var (name, value) in content)
            activity[name] = value?.DeepClone();

        return activity;
    }

    private static IEnumerable<JsonObject> Actions(JsonNode? node) => node switch
    {
        JsonArray all => all.SelectMany(Actions),
        JsonObject one => (((string?)one["type"])?.StartsWith("Action.", StringComparison.Ordinal) is true && one["title"] is not null ? [one] : Array.Empty<JsonObject>())
            .Concat(one.SelectMany(property => property.Key is "data" ? [] : Actions(property.Value))),
        _ => [],
    };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Inputs(JsonNode? node) => node switch
    {
        JsonArray all => all.SelectMany(Inputs),
        JsonObject one when ((string?)one["type"])?.StartsWith("Input.", StringComparison.Ordinal) is true => [new((string)one["id"]!, one["value"] ?? "")],
        JsonObject one => one.SelectMany(property => Inputs(property.Value)),
        _ => [],
    };
}

/// <summary>What the bot answered to an activity.</summary>
public sealed record TeamsResponse(int Status, string Body)
{
    public JsonNode? Json => Body.Length is 0 ? null : JsonNode.Parse(Body);

    /// <summary>The text of a toast; null: it is something else.</summary>
    public string? Toast => Json is JsonObject json && (string?)json["type"] is "application/vnd.microsoft.activity.message" ? (string?)json["value"] : null;

    /// <summary>The card that stands where it was pressed; null: it is something else.</summary>
    public JsonObject? Card => Json is JsonObject json && (string?)json["type"] is "application/vnd.microsoft.card.adaptive" ? json["value"]!.AsObject() : null;
}
