using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatOps.People;

namespace ChatOps.Teams.Wire;

/// <summary>What an activity says, where it says it.</summary>
internal static partial class Reading
{
    private const int LongestId = 200;

    /// <summary>What will not do about it; null: it can be worked with.</summary>
    public static string? Fault(this Activity activity) => activity switch
    {
        { Type: not { Length: > 0 and <= 100 } } => "type",
        { ChannelId: not { Length: > 0 and <= 100 } } => "channelId",
        { Conversation: null } => "conversation",
        { From: null } => "from",
        _ when !IsId(activity.Conversation.Id) => "conversation.id",
        _ when !IsId(activity.From.Id) => "from.id",
        _ when activity.Id is { } id && !IsId(id) => "id",
        _ when activity.ReplyToId is { } id && !IsId(id) => "replyToId",
        _ when activity.From.AadObjectId is { } id && !IsId(id) => "from.aadObjectId",
        _ when activity.Tenant() is { } id && !IsId(id) => "tenant",
        _ when activity.ServiceUrl is not { Length: <= 1000 } url || !Uri.TryCreate(url, UriKind.Absolute, out var service) || service.Scheme is not ("https" or "http") || service.UserInfo.Length > 0 => "serviceUrl",
        _ => null,
    };

    public static bool IsPersonal(this Activity activity) =>
        activity.Conversation is { ConversationType: var type, IsGroup: var isGroup } && (type is ConversationTypes.Personal || type is null && isGroup is not true);

    /// <summary>It comes from the box in which people write to each other, wherever that stands: also where the bot is not.</summary>
    public static bool IsOfExtension(this Activity activity) =>
        activity is { Type: ActivityTypes.Invoke, Name: { } name } && name.StartsWith("composeExtension/", StringComparison.Ordinal);

    /// <summary>Who did it: by tenant and Entra account, which stay when the app is another one; a client on this machine has neither.</summary>
    public static Identity Identity(this Activity activity) => new(TeamsChannel.Name, activity.From switch
    {
        { AadObjectId: { } account } when activity.Tenant() is { } tenant => $"{tenant}/{account}",
        var from => from!.Id!,
    });

    public static string? Tenant(this Activity activity) => activity.Conversation?.TenantId ?? activity.ChannelData.Text("tenant", "id");

    /// <summary>The text at the end of a path of names; null: there is none.</summary>
    public static string? Text(this JsonElement? element, params ReadOnlySpan<string> path) => element is { } there ? there.Text(path) : null;

    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        try
        {
            return element.ValueKind is JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped: JSON by its grammar, and no text.
            return null;
        }
    }

    /// <summary>The text of that name; null: there is none.</summary>
    public static string? Text(this JsonNode node, string name)
    {
        try
        {
            return node is JsonObject there && there[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // No text, as above; or the same name twice.
            return null;
        }
    }

    /// <summary>What was typed, without the mention of the bot; mentions of others stay as their names.</summary>
    public static string Words(this Activity activity)
    {
        var text = activity.Text ?? "";

        foreach (var entity in activity.Entities ?? [])
        {
            if (entity.Text("type") is "mention" && entity.Text("mentioned", "id") is { Length: > 0 } id && id == activity.Recipient?.Id && entity.Text("text") is { Length: > 0 } mention)
                text = text.Replace(mention, " ", StringComparison.Ordinal);
        }

        text = Mention().Replace(text, "${name}");
        return (activity.TextFormat is "xml" ? WebUtility.HtmlDecode(text) : text).Replace('\u00A0', ' ').Replace("&nbsp;", " ", StringComparison.Ordinal).Trim();
    }

    /// <summary>Whether the bot was spoken to where others read along.</summary>
    public static bool MentionsBot(this Activity activity) =>
        activity.Recipient?.Id is { } bot && activity.Entities is { } entities && entities.Any(entity => entity.Text("type") is "mention" && entity.Text("mentioned", "id") == bot);

    /// <summary>Whether the bot itself is among these.</summary>
    public static bool HasBot(this Activity activity, IReadOnlyList<Account>? accounts) =>
        activity.Recipient?.Id is { } bot && accounts is not null && accounts.Any(account => account.Id == bot);

    private static bool IsId(string? id) =>
        id is { Length: > 0 and <= LongestId } && !id.AsSpan().ContainsAnyInRange('\0', '\u001F');

    [GeneratedRegex("<at(?: [^<>]*)?>(?<name>[^<>]*)</at>", RegexOptions.ExplicitCapture)]
    private static partial Regex Mention();
}
