using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatOps.AdaptiveCards;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Teams.Hearing;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Dialogs;

/// <summary>Makes a ticket of a message that somebody wrote: its words are in the form, for whoever asks to look at first.</summary>
internal sealed partial class FromMessages(FormDialogs dialogs, Catalog catalog) : IInvoke
{
    public const string Command = "ticket";

    private const int Longest = 3500;

    public IReadOnlyList<string> Names => ["composeExtension/fetchTask", "composeExtension/submitAction"];

    public async Task<InvokeResponse> Answer(Arrival arrival, CancellationToken cancellation)
    {
        if (arrival.Activity.Value is not { ValueKind: JsonValueKind.Object } value)
            return InvokeResponse.Bad("There is no value.");

        var reader = new Reader(Phrasebook.Match(arrival.Activity.Locale) ?? "en", TimeZoneInfo.Utc, default);

        if (arrival.Activity.Name is "composeExtension/fetchTask")
            return await dialogs.Press(arrival, new(Invocation.Of("ticket draft", ("text", WordsOf(value)))), cancellation);

        return value.TryGetProperty("data", out var data) && Presses.Read(data, catalog) is { } press
            ? await dialogs.Press(arrival, press, cancellation)
            : Envelope.Words(Presses.Unreadable, reader);
    }

    // What was said, and where it stands.
    private static string? WordsOf(JsonElement value)
    {
        if (!value.TryGetProperty("messagePayload", out var message))
            return null;

        var content = message.Text("body", "content") ?? "";
        var words = message.Text("body", "contentType") is "html" ? WebUtility.HtmlDecode(Tag().Replace(Break().Replace(content, "\n"), "")) : content;
        words = words.Replace('\u00A0', ' ').Trim();

        if (words.Length > Longest)
            words = $"{words[..(char.IsHighSurrogate(words[Longest - 1]) ? Longest - 1 : Longest)]}…";

        var link = message.Text("linkToMessage") is { Length: <= 300 } url && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" ? $"\n{url}" : "";
        return words.Length > 0 ? $"{words}{link}" : null;
    }

    [GeneratedRegex("<br[^>]*>|</p>|</div>|</li>", RegexOptions.IgnoreCase)]
    private static partial Regex Break();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
