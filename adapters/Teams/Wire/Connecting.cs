using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ChatOps.Teams.Wire;

/// <summary>A person of a conversation, as the roster has them.</summary>
internal sealed record Member
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? GivenName { get; init; }

    public string? Surname { get; init; }

    public string? Email { get; init; }

    /// <summary>Its domain is one that the tenant has proven to own, unless it is a guest's.</summary>
    public string? UserPrincipalName { get; init; }

    public string? TenantId { get; init; }

    /// <summary>user, guest, anonymous.</summary>
    public string? UserRole { get; init; }

    public string? AadObjectId { get; init; }

    public string? ObjectId { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}

internal sealed record MemberPage
{
    /// <summary>Null: the last page.</summary>
    public string? ContinuationToken { get; init; }

    public IReadOnlyList<Member>? Members { get; init; }
}

/// <summary>A conversation to be begun.</summary>
internal sealed record NewConversation
{
    public bool IsGroup { get; init; }

    public Account? Bot { get; init; }

    public IReadOnlyList<Account>? Members { get; init; }

    public string? TenantId { get; init; }

    public JsonNode? ChannelData { get; init; }

    /// <summary>The first message of a new thread.</summary>
    public Activity? Activity { get; init; }
}

/// <summary>What was made.</summary>
internal sealed record Resource
{
    public string? Id { get; init; }

    public string? ActivityId { get; init; }

    public string? ServiceUrl { get; init; }
}

/// <summary>What is answered in place of calls to the connector.</summary>
internal sealed record ExpectedReplies(IReadOnlyList<Activity> Activities);

/// <summary>An entity of an activity: which bit of a text it is that comes bit by bit.</summary>
/// <param name="StreamType">streaming or final.</param>
/// <param name="StreamId">Null: the first.</param>
/// <param name="StreamSequence">From 1; null: the last.</param>
internal sealed record StreamInfo(string Type, string StreamType, string? StreamId, int? StreamSequence);
