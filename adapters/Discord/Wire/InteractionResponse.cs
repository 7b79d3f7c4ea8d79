using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatOps.Discord.Wire;

/// <summary>The first answer to an interaction.</summary>
internal sealed record InteractionResponse(InteractionResponseType Type) : WireRecord
{
    public static readonly InteractionResponse Pong = new(InteractionResponseType.Pong);

    public JsonElement? Data { get; init; }

    /// <summary>Files of <see cref="Data"/>.</summary>
    [JsonIgnore]
    public IReadOnlyList<Upload> Files { get; init; } = [];

    public static InteractionResponse Message(MessageBody message) => With(InteractionResponseType.Message, message);

    /// <summary>"… is thinking": the answer follows by editing the original. Whether others see it is settled now.</summary>
    public static InteractionResponse Later(bool isPrivate) =>
        With(InteractionResponseType.DeferredMessage, new MessageBody { Flags = isPrivate ? MessageFlags.Ephemeral : null });

    /// <summary>The message that the button is on changes, now.</summary>
    public static InteractionResponse Update(MessageBody message) => With(InteractionResponseType.UpdateMessage, message);

    /// <summary>The message that the button is on changes, or something else comes, later.</summary>
    public static InteractionResponse UpdateLater() => new(InteractionResponseType.DeferredUpdateMessage);

    /// <param name="choices">At most 25.</param>
    public static InteractionResponse Choices(IReadOnlyList<ApplicationCommandChoice> choices) => new(InteractionResponseType.AutocompleteResult)
    {
        Data = JsonSerializer.SerializeToElement(new(choices), WireJson.Default.AutocompleteChoices),
    };

    public static InteractionResponse Form(Modal modal) => new(InteractionResponseType.Modal)
    {
        Data = JsonSerializer.SerializeToElement(modal, WireJson.Default.Modal),
    };

    private static InteractionResponse With(InteractionResponseType type, MessageBody message) => new(type)
    {
        Data = JsonSerializer.SerializeToElement(message.Listing(), WireJson.Default.MessageBody),
        Files = message.Files,
    };
}

internal enum InteractionResponseType
{
    Pong = 1,
    Message = 4,
    DeferredMessage = 5,
    DeferredUpdateMessage = 6,
    UpdateMessage = 7,
    AutocompleteResult = 8,
    Modal = 9,
}

internal sealed record AutocompleteChoices(IReadOnlyList<ApplicationCommandChoice> Choices) : WireRecord;

/// <param name="Title">At most 45 characters.</param>
/// <param name="Components">1 to 5 labels or text displays.</param>
internal sealed record Modal(string CustomId, string Title, IReadOnlyList<Component> Components) : WireRecord;

/// <summary>What became of a first answer, when that is asked for.</summary>
internal sealed record InteractionCallback : WireRecord
{
    public InteractionCallbackResource? Resource { get; init; }
}

internal sealed record InteractionCallbackResource(InteractionResponseType Type) : WireRecord
{
    public Message? Message { get; init; }
}
