using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ChatOps.AdaptiveCards;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;
using ChatOps.Teams.Connecting;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Drawing;

/// <summary>
/// Makes activities of messages, for the conversation that they go to. A line above a card is the first line of it: a text
/// and a card in one activity would be torn apart by Teams, and two activities could not be drawn anew as one.
/// </summary>
internal sealed class Activities(IStore store, Catalog catalog, TeamsSettings settings)
{
    private const int MostReaders = 60;
    private const int MostSuggestions = 3;

    private static readonly CardHost Teams = new() { IsTeams = true };

    // The same for everybody who reads in that language.
    private readonly ConcurrentDictionary<string, SuggestedAction[]> suggestions = new(StringComparer.Ordinal);

    /// <returns>In order. Several only when one would be too large; the last one has the buttons.</returns>
    public async ValueTask<IReadOnlyList<Activity>> Draw(TeamsConversation to, Message message)
    {
        if (message.Card is null)
            return [Suggesting(Text(message), to, message)];

        var summary = Summary.Of(message);
        var cards = (await For(to, message)).Draw(message);
        var drawn = cards.Select(card => new Activity { Type = ActivityTypes.Message, Summary = summary, Attachments = [Attached(card)] });
        return message.Card.Choices is [] ? [.. drawn.SkipLast(1), Suggesting(drawn.Last(), to, message)] : [.. drawn];
    }

    /// <summary>As one card in any case, for where nothing else can stand.</summary>
    /// <param name="part">Of what does not fit into one.</param>
    public async ValueTask<JsonObject> Card(TeamsConversation at, Message message, int part = 0)
    {
        message = message.Card is null ? message with { Card = new(message.Text ?? $""), Text = null } : message;
        var cards = (await For(at, message)).Draw(message, part);
        return cards.Count is 1 ? cards[0] : cards[Math.Clamp(part, 0, cards.Count - 1)];
    }

    /// <summary>A form as the content of a dialog.</summary>
    public static JsonObject Dialog(Message message) => new MessageDrawing(Teams with { IsDialog = true }).Draw(message)[0];

    /// <summary>Something that anybody may read, as a card of its own.</summary>
    public static JsonObject Alone(Card card, Reader reader) => new MessageDrawing(Teams).Draw(new() { Card = card, Reader = reader })[0];

    private static Wire.Attachment Attached(JsonObject card) => new() { ContentType = ContentTypes.Card, Content = card };

    private async ValueTask<MessageDrawing> For(TeamsConversation to, Message message)
    {
        // The local client knows no dialogs.
        var host = Teams with { KeepsDrawn = true, OpensDialogs = !settings.Unauthenticated, FilePress = file => Enclosed.Press(file, message.Shown) };

        if (to.IsPersonal)
            return new(host);

        var mentioned = new Dictionary<string, string>(StringComparer.Ordinal);

        foreach (var who in People(message.Text).DistinctBy(who => who.Person))
        {
            if (await AccountOf(who.Person, to.Tenant) is { } account)
                mentioned[who.Person] = account;
        }

        return new(host with { AccountOf = mentioned.GetValueOrDefault }) { Readers = message.Shown is null ? [] : await Staff(to.Tenant) };
    }

    // Whoever works on a queue sees more of what is shown than others, as far as they have met the bot.
    private async ValueTask<IReadOnlyList<string>> Staff(string? tenant)
    {
        var readers = new List<string>();

        foreach (var member in (await store.Find(Queue.All.Where() with { Take = MostReaders })).Items.SelectMany(queue => queue.Body.Members).Distinct(StringComparer.Ordinal))
        {
            if (readers.Count < MostReaders && await AccountOf(member, tenant) is { } account)
                readers.Add(account);
        }

        return readers;
    }

    private async ValueTask<string?> AccountOf(string person, string? tenant)
    {
        foreach (var link in (await store.Find(IdentityLink.ByPerson.Where(person))).Items)
        {
            if (link.Id.Split(':', 2) is [TeamsChannel.Name, var identity]
                && (await store.Find(TeamsConversation.ByIdentity.Where(identity) with { Take = 1 })).Items is [{ Body: { User: { } user } chat }]
                && chat.Tenant == tenant)
            {
                return user;
            }
        }

        return null;
    }

    private static IEnumerable<Part.Who> People(Say? say) => say?.Parts.SelectMany(part => part switch
    {
        Part.Who who => [who],
        Part.Inner inner => People(inner.Say),
        _ => Enumerable.Empty<Part.Who>(),
    }) ?? [];

    private static Activity Text(Message message) => new()
    {
        Type = ActivityTypes.Message,
        TextFormat = "markdown",
        Text = new MarkdownSpeech(message.Reader).Draw(message.Text ?? $""),
        Summary = Summary.Of(message),
    };

    // Where nothing is to be pressed, what can be said next.
    private Activity Suggesting(Activity activity, TeamsConversation to, Message message)
    {
        if (!to.IsPersonal || to.User is not { } user)
            return activity;

        var actions = suggestions.GetOrAdd(message.Reader.Language, language =>
            [.. Prompts.Of(catalog, language).Take(MostSuggestions).Select(prompt => new SuggestedAction("imBack", prompt.Text, prompt.Text))]);

        return activity with { SuggestedActions = new([user], actions) };
    }
}
