using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Teams.Connecting;

namespace ChatOps.Teams.Hearing;

/// <summary>Where the answers of one turn go.</summary>
/// <param name="Here">Where it was said.</param>
/// <param name="Private">The chat with who said it; null: there is none.</param>
/// <param name="Pressed">The message whose button was pressed; null: words were typed, or it is not known any more.</param>
internal sealed record Places(TeamsConversation Here, TeamsConversation? Private, TeamsMessage? Pressed)
{
    /// <summary>A form was sent to which somebody's words in another place have led.</summary>
    public bool IsOfForm => Pressed is { IsForm: true, Origin: not null };

    /// <summary>Nothing personal where others read along.</summary>
    public TeamsConversation? For(Reply reply) => reply.Audience is Audience.Place ? Here : Private;

    /// <summary>
    /// The message that the reply takes the place of: a form stays until it has been answered, then the answer stands in
    /// its place; and a card that was pressed becomes the card that its button answers with.
    /// </summary>
    public TeamsMessage? Replaced(Reply reply) =>
        Pressed is { } stands && For(reply)?.Id == stands.Conversation && !reply.IsRefusal
        && (stands.IsForm || !reply.IsForm && reply.Message.Shown is { } shown && stands.Shown == shown)
            ? stands
            : null;
}
