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

    /// <summary>The id of the person whom it is meant for, where others read too: a platform that can names them, so that they notice.</summary>
    public string? For { get; init; }

    /// <summary>The id of the change that can be undone from here.</summary>
    public Undoable? Undo { get; init; }

    /// <summary>Whom it is drawn for: language and time zone. Set by the core before an adapter sees it.</summary>
    [JsonIgnore]
    public Reader Reader { get; init; } = Reader.Nobody;
}

/// <param name="Kind">The kind of document.</param>
/// <param name="Id">Its id.</param>
public sealed record Shown(string Kind, string Id)
{
    /// <summary>
    /// How it looks where several people read, by the name that the feature gave it: the same for everybody, with nothing of
    /// what only some may know. Null: as its reader sees it.
    /// </summary>
    public string? Face { get; init; }
}

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

    /// <summary>
    /// It is done and needs no words: an adapter puts a reaction (a check mark) under the message it came with. The message is empty.
    /// </summary>
    public bool IsAcknowledged { get; init; }

    /// <summary>Nothing was said to the bot: an adapter does nothing at all. The message is empty.</summary>
    public bool IsSilent { get; init; }

    /// <summary>The event had come before, and nothing came of it now.</summary>
    [JsonIgnore]
    public bool IsRepeated { get; init; }

    /// <summary>
    /// What stands in a shared place instead of a private answer, and says where that went. Only for an adapter that cannot
    /// show the answer to the caller alone in the place itself: it sends the answer to their chat, and this to the place. Null: the answer may stand there.
    /// </summary>
    public Message? Instead { get; init; }

    public static Reply Acknowledged { get; } = new(new Message()) { IsAcknowledged = true };

    public static Reply Silent { get; } = new(new Message()) { IsSilent = true };

    public static implicit operator Reply(Card card) => new(new Message { Card = card });

    public static implicit operator Reply(Say text) => new(new Message { Text = text });

    public static Reply Refuse(Say why) => new(new Message { Card = new Card(why.Briefly()) { Tone = Tone.Warning } }) { IsRefusal = true };
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
    AllowOutOfOrderMetadataProperties = true,
    IncludeFields = false)]
public sealed partial class MessageJson : JsonSerializerContext;
