using ChatOps.Conversations;
using ChatOps.People;
using ChatOps.Teams.Connecting;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Hearing;

/// <summary>An activity that was let in.</summary>
/// <param name="Here">The conversation it comes from, as it stands now.</param>
internal sealed record Arrival(Activity Activity, TeamsConversation Here)
{
    public Identity Identity { get; } = Activity.Identity();

    /// <summary>Two conversations may use the same ids.</summary>
    public string EventId { get; init; } = $"{Activity.Conversation!.Id}/{Activity.Id ?? Guid.NewGuid().ToString("N")}";

    /// <summary>What names the delivery of the answer: the same for a repeat, and for the outbox.</summary>
    public string Answer => $"answer:{EventId}";

    /// <summary>Where what would be said goes, when the asker wants it in the response; null: to the connector.</summary>
    public List<Activity>? Replies { get; } = Activity.DeliveryMode is DeliveryModes.ExpectReplies ? [] : null;

    /// <summary>Who sees what is said here: the one person, or several.</summary>
    public bool IsPersonal => Here.IsPersonal;

    public Place Place => Here.Place;
}
