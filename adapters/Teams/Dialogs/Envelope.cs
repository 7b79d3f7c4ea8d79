using System.Text.Json.Nodes;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Teams.Drawing;
using ChatOps.Teams.Hearing;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Dialogs;

/// <summary>What a dialog of Teams is answered with.</summary>
internal static class Envelope
{
    /// <summary>The dialog shows this form, also when it showed one before.</summary>
    public static InvokeResponse Form(Message message) => Task("continue", new JsonObject
    {
        ["title"] = new PlainSpeech(message.Reader).Draw(message.Card!.Title),
        ["width"] = "medium",
        ["height"] = "medium",
        ["card"] = new JsonObject { ["contentType"] = ContentTypes.Card, ["content"] = Activities.Dialog(message) },
    });

    /// <summary>The dialog says this, and can be closed then.</summary>
    public static InvokeResponse Words(Message message) => Words(message.Text ?? message.Card?.Title ?? $"", message.Reader);

    public static InvokeResponse Words(Say say, Reader reader) => Task("message", new PlainSpeech(reader).Draw(say));

    /// <summary>The dialog closes.</summary>
    public static InvokeResponse Closed { get; } = InvokeResponse.Ok();

    private static InvokeResponse Task(string type, JsonNode value) =>
        InvokeResponse.Ok(new JsonObject { ["task"] = new JsonObject { ["type"] = type, ["value"] = value } });
}
