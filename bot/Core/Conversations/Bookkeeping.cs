using System.Text.Json;
using System.Text.Json.Serialization;
using ChatOps.Cards;
using ChatOps.Documents;

namespace ChatOps.Conversations;

/// <summary>The tasks that the outbox does.</summary>
internal static class Tasks
{
    public const string Deliver = "deliver";
    public const string Redraw = "redraw";

    /// <summary>Redraws one message, where it is needed.</summary>
    public const string Look = "look";

    public const string Run = "run";
    public const string Recur = "recur";
    public const string Relay = "relay";
    public const string Unsay = "unsay";
    public const string Tend = "tend";
    public const string Thread = "thread";
}

/// <summary>A notice on its way.</summary>
internal sealed record Delivery(string Person, Message Message)
{
    /// <summary>Where it is said, for the person, or for everybody there when that is the bot itself; null: wherever the person reads.</summary>
    public Place? Place { get; init; }

    /// <summary>What it is about, where no card is needed under it: nothing more is said there once that is over or withheld.</summary>
    public Shown? About { get; init; }

    /// <summary>The span of the turn that left it.</summary>
    public string? Trace { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, ConversationJson.Default.Delivery);

    public static Delivery FromJson(string json) => JsonSerializer.Deserialize(json, ConversationJson.Default.Delivery)!;
}

/// <summary>Who was told by which job.</summary>
internal sealed record Told(string Job, string Person);

/// <summary>A message that stands somewhere and is drawn anew when its subject changes.</summary>
/// <param name="Subject">Kind and id: <c>ticket:INC-7</c>.</param>
/// <param name="Reader">The id of the person it is drawn for; the bot itself: everybody in that place.</param>
/// <param name="DrawnVersion">The version of the subject that stands there.</param>
internal sealed record Post(string Id, string Subject, Shown Shown, Place Place, string MessageId, string Reader, long DrawnVersion)
{
    public static readonly Kind<Post> Kind = new Kind<Post>("post", ConversationJson.Default.Post, post => post.Id).Unaudited();

    public static readonly Index<Post> BySubject = Kind.Index("subject", post => Key.Of(post.Subject));

    /// <summary>The line above the card, which stays as it was.</summary>
    public Say? Text { get; init; }

    /// <summary>Whom it is meant for.</summary>
    public string? For { get; init; }

    public Undoable? Undo { get; init; }

    public static string IdOf(Sent sent) => $"{sent.Place}/{sent.MessageId}";

    public static Post Of(Sent sent, Message message, Shown shown, string reader, long version) =>
        new(IdOf(sent), $"{shown.Kind}:{shown.Id}", shown, sent.Place, sent.MessageId, reader, version)
        {
            Text = message.Text,
            For = message.For,
            Undo = message.Undo,
        };
}

/// <summary>The platform that a person used last: where notices reach them first.</summary>
internal sealed record LastPlace(string Person, string Platform)
{
    public static readonly Kind<LastPlace> Kind = new Kind<LastPlace>("last-place", ConversationJson.Default.LastPlace, last => last.Person).Unaudited();
}

/// <summary>A command that waits for a yes.</summary>
/// <param name="Id">The place and the person: one thing waits for a yes at a time.</param>
/// <param name="Token">What the button carries, so that an older card cannot confirm a newer question.</param>
internal sealed record Draft(string Id, string Token, string Invocation, DateTimeOffset Until)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    public static readonly Kind<Draft> Kind = new Kind<Draft>("draft", ConversationJson.Default.Draft, draft => draft.Id).Unaudited();

    public static readonly Index<Draft> ByToken = Kind.Index("token", draft => draft.IsShared ? Key.Of(draft.Token) : null);

    /// <summary>Asked in a shared place, so that the question may stand in the chat of whoever it waits for, and be answered there.</summary>
    public bool IsShared { get; init; }

    public static string IdOf(Turn turn) => $"{turn.Place}/{turn.Caller.Id}";
}

/// <summary>What is needed to take a change back.</summary>
internal sealed record UndoRecord(string Id, string Person, string What, DateTimeOffset Until)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    public static readonly Kind<UndoRecord> Kind = new Kind<UndoRecord>("undo", ConversationJson.Default.UndoRecord, record => record.Id).Unaudited();

    public static readonly Index<UndoRecord> ByEnd = Kind.Index("until", record => Key.Of(record.Until));

    public IReadOnlyList<UndoChange> Changes { get; init; } = [];

    public IReadOnlyList<Told> Told { get; init; } = [];
}

/// <param name="Before">The JSON of the document; null: the change made it.</param>
/// <param name="Version">As the change left it: whoever changed it since makes undoing impossible.</param>
internal sealed record UndoChange(string Kind, string Id, string? Before, int Schema, long Version);

[JsonSerializable(typeof(Delivery))]
[JsonSerializable(typeof(Shown))]
[JsonSerializable(typeof(Post))]
[JsonSerializable(typeof(LastPlace))]
[JsonSerializable(typeof(LastBackup))]
[JsonSerializable(typeof(Draft))]
[JsonSerializable(typeof(UndoRecord))]
[JsonSerializable(typeof(StoredFile))]
[JsonSerializable(typeof(ReadMark))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
internal sealed partial class ConversationJson : JsonSerializerContext;
