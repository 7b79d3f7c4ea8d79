using System.Text.Json.Serialization;
using ChatOps.Cards;
using ChatOps.Commands;

namespace ChatOps.Conversations;

/// <summary>Something to read: a line, a card, or both.</summary>
public sealed record Message
{
    /// <summary>At most two sentences: the result first, then who acts next and by when.</summary>
    public Say? Text { get; init; }

    public Card? Card { get; init; }

    /// <summary>What the card is a view of; it is drawn anew wherever it stands when that changes.</summary>
    public Shown? Shown { get; init; }

    /// <summary>The id of the change that can be undone from here.</summary>
    public Undoable? Undo { get; init; }

    /// <summary>Whom it is drawn for: language and time zone. Set by the core before an adapter sees it.</summary>
    [JsonIgnore]
    public Reader Reader { get; init; } = Reader.Nobody;
}

/// <param name="Kind">The kind of document.</param>
/// <param name="Id">Its id.</param>
public sealed record Shown(string Kind, string Id);

public sealed record Undoable(string Id, DateTimeOffset Until);

/// <summary>What the bot answers.</summary>
public sealed record Reply(Message Message)
{
    /// <summary>Private unless the command says Place; a handler may narrow it, never widen it.</summary>
    public Audience? Audience { get; init; }

    /// <summary>The caller has to correct or complete something: the form stays in front of them.</summary>
    public bool IsForm { get; init; }

    /// <summary>Nothing was done, for the reason the message gives.</summary>
    public bool IsRefusal { get; init; }

    public static implicit operator Reply(Card card) => new(new Message { Card = card });

    public static implicit operator Reply(Say text) => new(new Message { Text = text });

    public static Reply Refuse(Say why) => new(new Message { Card = new Card(why) { Tone = Tone.Warning } }) { IsRefusal = true };
}

/// <summary>The bot will not do what was asked, for a reason that the person should read; nothing of the turn is saved.</summary>
public sealed class Refusal(Say why) : Explained(why)
{
    /// <summary>What the person can do instead.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    internal Reply Reply => Conversations.Reply.Refuse(Why) is var reply && Choices is []
        ? reply
        : reply with { Message = reply.Message with { Card = reply.Message.Card! with { Choices = Choices } } };
}

[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(Reply))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true,
    IncludeFields = false)]
public sealed partial class MessageJson : JsonSerializerContext;
