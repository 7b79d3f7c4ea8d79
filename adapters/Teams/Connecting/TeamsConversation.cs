using System.Text.Json.Serialization;
using ChatOps.Conversations;
using ChatOps.Documents;

namespace ChatOps.Teams.Connecting;

/// <summary>A conversation that the bot is in: all that is needed to say something there without having been asked.</summary>
/// <param name="Id">As Teams names it; a thread of a channel is one of its own.</param>
/// <param name="Service">Where its connector is.</param>
internal sealed record TeamsConversation(string Id, string Service)
{
    public static readonly Kind<TeamsConversation> Kind = new Kind<TeamsConversation>("teams-conversation", TeamsJson.Default.TeamsConversation, conversation => conversation.Id)
        .Unaudited()
        .Concerns(new(
            (conversation, person) => conversation.Person == person,
            (_, _) => [],
            (conversation, erasure) => conversation.Person == erasure.Person ? null : conversation));

    /// <summary>The chats with one person each, by their account.</summary>
    public static readonly Index<TeamsConversation> ByIdentity = Kind.Index("identity", conversation => conversation.Identity is { } identity ? Key.Of(identity) : null);

    public static readonly Index<TeamsConversation> ByTenant = Kind.Index("tenant", conversation => conversation.Tenant is { } tenant ? Key.Of(tenant) : null);

    /// <summary>Threads, which come and go; the other conversations are few and stay.</summary>
    public static readonly Index<TeamsConversation> ByMoment = Kind.Index("moment", conversation => conversation.HeardAt is { } at ? Key.Of(at) : null);

    /// <summary>Who reads there.</summary>
    public PlaceKind Type { get; init; }

    public string? Tenant { get; init; }

    /// <summary>The bot's own id there.</summary>
    public string? Bot { get; init; }

    public string? BotName { get; init; }

    /// <summary>The account of the one person who is in it; null: several are.</summary>
    public string? Identity { get; init; }

    /// <summary>Their id in Teams.</summary>
    public string? User { get; init; }

    /// <summary>The id of the person, once they are known.</summary>
    public string? Person { get; init; }

    public string? Locale { get; init; }

    public string? Team { get; init; }

    public string? Channel { get; init; }

    /// <summary>Nothing can be said there any more, until something is heard from there.</summary>
    public bool IsDead { get; init; }

    public bool IsGreeted { get; init; }

    /// <summary>When something was last heard in a thread, to the day; null: it is none.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    [JsonIgnore]
    public bool IsPersonal => Identity is not null;

    [JsonIgnore]
    public Target Target => new(Service, Tenant, Id);

    [JsonIgnore]
    public Place Place => new(TeamsChannel.Name, Id) { Kind = Type };
}

/// <summary>A message of the bot that can be pressed, drawn anew, or delivered a second time.</summary>
/// <param name="Id">Made from what it answers or delivers: a repeat has the same.</param>
/// <param name="Activity">As Teams names it; empty: it does not say.</param>
internal sealed record TeamsMessage(string Id, string Conversation, string Activity)
{
    public static readonly Kind<TeamsMessage> Kind = new Kind<TeamsMessage>("teams-message", TeamsJson.Default.TeamsMessage, message => message.Id).Unaudited();

    public static readonly Index<TeamsMessage> ByActivity = Kind.Index("activity", message => Key.Of(message.Conversation, message.Activity));

    public static readonly Index<TeamsMessage> ByMoment = Kind.Index("moment", message => Key.Of(message.At));

    public Shown? Shown { get; init; }

    /// <summary>Waits to be filled in, or for a yes.</summary>
    public bool IsForm { get; init; }

    /// <summary>When it was last said, pressed or drawn anew, to the day.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The outbox has yet to bring it.</summary>
    public bool IsAwaited { get; init; }

    /// <summary>The conversation in which was said what this answers, when that is another one.</summary>
    public string? Origin { get; init; }

    public TeamsMessage Used(DateTimeOffset now) => Moments.IsToday(At, now) ? this : this with { At = now };
}

/// <summary>What is used again within a day is not written down again for that.</summary>
internal static class Moments
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static bool IsToday(DateTimeOffset at, DateTimeOffset now) => now - at < Day;
}

[JsonSerializable(typeof(TeamsConversation))]
[JsonSerializable(typeof(TeamsMessage))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
internal sealed partial class TeamsJson : JsonSerializerContext;
