using System.Globalization;
using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Teams;

/// <summary>What Teams takes from a bot.</summary>
public static class TeamsRules
{
    private const int Largest = 100 * 1024;

    private static readonly string[] Texts = ["plain", "markdown", "xml"];

    public static bool IsTooLarge(string body) => body.Length * sizeof(char) > Largest;

    /// <returns>What is wrong; null: nothing.</returns>
    public static string? Fault(JsonNode? body, TeamsChat chat, string bot)
    {
        if (body is not JsonObject activity)
            return "it is no activity";

        if (activity.ContainsKey("id") || activity.ContainsKey("timestamp"))
            return "the platform gives id and timestamp";

        if ((string?)activity["type"] is not ("message" or "typing"))
            return $"a bot sends no {activity["type"]}";

        if ((string?)activity["from"]?["id"] != bot)
            return "it is not from the bot";

        if ((string?)activity["conversation"]?["id"] != chat.Id)
            return "it is of another conversation";

        if ((string?)activity["recipient"]?["id"] is { } recipient && !chat.Members.Exists(member => member.Id == recipient || member.Account == recipient))
            return "the recipient is not there";

        return (string?)activity["type"] is "typing" ? null : Message(activity);
    }

    private static string? Message(JsonObject activity)
    {
        var text = (string?)activity["text"];
        var attachments = activity["attachments"]?.AsArray() ?? [];

        if (string.IsNullOrEmpty(text) && attachments.Count is 0)
            return "it is empty";

        if (!string.IsNullOrEmpty(text) && attachments.Count > 0)
            return "text and attachment would be torn apart";

        if ((string?)activity["textFormat"] is { } format && !Texts.Contains(format, StringComparer.Ordinal))
            return $"textFormat {format}";

        return attachments.Select(Attachment).FirstOrDefault(fault => fault is not null);
    }

    private static string? Attachment(JsonNode? attachment) => (string?)attachment?["contentType"] switch
    {
        "application/vnd.microsoft.card.adaptive" => Card(attachment!["content"]),
        { Length: > 0 } => null,
        _ => "an attachment without contentType",
    };

    /// <returns>What is wrong with a card; null: nothing.</returns>
    public static string? Card(JsonNode? card) =>
        (string?)card?["type"] is not "AdaptiveCard" ? "it is no Adaptive Card"
        : !decimal.TryParse((string?)card["version"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var version) || version is < 1.0m or > 1.5m ? $"version {card["version"]}"
        : card["body"] is not JsonArray ? "a card without a body"
        : null;
}
