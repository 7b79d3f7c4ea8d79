using System.Text.Json.Serialization;
using ChatOps.Conversations;
using ChatOps.Documents;

namespace ChatOps.Relaying;

/// <summary>Whose conversation about a subject a place is.</summary>
public enum Side
{
    /// <summary>The thread in which it was asked: everybody in that channel reads there.</summary>
    Requester,

    /// <summary>The thread of those who work on it.</summary>
    Staff,
}

/// <summary>A place that is about one subject. A place has one subject at the most, a subject any number of places.</summary>
/// <param name="Id">The place.</param>
/// <param name="Subject">A number: <c>INC-7</c>.</param>
public sealed record BoundPlace(string Id, Place Place, string Subject, Side Side)
{
    public static readonly Kind<BoundPlace> Kind = new Kind<BoundPlace>("binding", RelayingJson.Default.BoundPlace, bound => bound.Id).Unaudited();

    public static readonly Index<BoundPlace> BySubject = Kind.Index("subject", bound => Key.Of(bound.Subject));

    /// <summary>Ids of the people who are known to read there: those whom it was opened for, and those who have spoken. They are not told a second time of what is said.</summary>
    public IReadOnlyList<string> Readers { get; init; } = [];

    /// <summary>What the thread is called, when the bot has opened it; null: it is somebody else's.</summary>
    public string? Name { get; init; }

    public bool IsArchived { get; init; }

    internal BoundPlace With(string reader) => Readers.Contains(reader) ? this : this with { Readers = [.. Readers, reader] };
}

/// <summary>A public message as it stands in a place: what edits, deletes and reactions go by.</summary>
/// <param name="Message">The id of the message.</param>
/// <param name="MessageId">As the platform knows it.</param>
public sealed record Copy(string Id, string Message, Place Place, string MessageId)
{
    public static readonly Kind<Copy> Kind = new Kind<Copy>("copy", RelayingJson.Default.Copy, copy => copy.Id).Unaudited();

    public static readonly Index<Copy> ByMessage = Kind.Index("message", copy => Key.Of(copy.Message));

    public static readonly Index<Copy> ByPlace = Kind.Index("place", copy => Key.Of(copy.Place.ToString(), copy.MessageId));

    /// <summary>It is what somebody wrote there themselves.</summary>
    public bool IsOriginal { get; init; }

    public static string IdOf(string message, Place place) => $"{message}@{place}";
}

/// <summary>How a subject stands, as far as its places show it.</summary>
/// <param name="Name">What a thread about it is called.</param>
/// <param name="IsOver">Its threads are archived.</param>
/// <param name="IsWithheld">No shared place may be about it (any more).</param>
/// <param name="Asker">The id of whoever asked: what is said in the place where they asked is meant for them.</param>
/// <param name="Holder">The id of whoever works on it, who is let into the staff's thread; null: nobody.</param>
/// <param name="Triage">Where its card is posted for those who take it up; null: nowhere.</param>
public sealed record Standing(string Name, bool IsOver, bool IsWithheld, string Asker, string? Holder, Place? Triage)
{
    /// <summary>The face of its card in a triage place and in a requester's thread.</summary>
    public const string Shared = "shared";

    /// <summary>The face of its card under what the requester is told in their thread.</summary>
    public const string Asked = "asked";

    /// <summary>The face of its card at the top of the staff's thread.</summary>
    public const string Thread = "thread";
}

/// <summary>What is to be said in a place: named, never carried.</summary>
/// <param name="Kind">The kind of the message.</param>
/// <param name="Place">The id of the place.</param>
internal sealed record RelayWork(string Kind, string Message, string Place);

/// <summary>A thread to be opened, or somebody to be let into the one that there is.</summary>
/// <param name="Said">What was said before, to be read there.</param>
internal sealed record ThreadWork(Shown Subject, Place Parent, IReadOnlyList<string> Members, IReadOnlyList<Shown> Said);

[JsonSerializable(typeof(BoundPlace))]
[JsonSerializable(typeof(Copy))]
[JsonSerializable(typeof(RelayWork))]
[JsonSerializable(typeof(ThreadWork))]
[JsonSerializable(typeof(Shown))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
internal sealed partial class RelayingJson : JsonSerializerContext;
