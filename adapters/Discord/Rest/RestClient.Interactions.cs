using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Rest;

/// <summary>Answers, with the token of the interaction: for 15 minutes.</summary>
internal sealed partial class RestClient
{
    /// <summary>The first answer, within 3 seconds.</summary>
    public Task Answer(Interaction interaction, InteractionResponse response, CancellationToken cancellation) =>
        Tell(Request.Of(Route.Post($"interactions/{interaction.Id}/{interaction.Token}/callback"), response, WireJson.Default.InteractionResponse, response.Files) with { IsRepeatable = true }, cancellation);

    public Task<Message> GetOriginal(Interaction interaction, CancellationToken cancellation) =>
        Ask(new(Route.Get($"webhooks/{interaction.ApplicationId}/{interaction.Token}/messages/@original")), WireJson.Default.Message, cancellation);

    /// <summary>Changes the first answer, or gives the one that was put off.</summary>
    public Task<Message> EditOriginal(Interaction interaction, MessageBody message, CancellationToken cancellation) =>
        Ask(Request.Of(Route.Patch($"webhooks/{interaction.ApplicationId}/{interaction.Token}/messages/@original"), message.Listing(), WireJson.Default.MessageBody, message.Files), WireJson.Default.Message, cancellation);

    public Task DeleteOriginal(Interaction interaction, CancellationToken cancellation) =>
        Tell(new(Route.Delete($"webhooks/{interaction.ApplicationId}/{interaction.Token}/messages/@original")), cancellation);

    public Task<Message> FollowUp(Interaction interaction, MessageBody message, CancellationToken cancellation) =>
        Ask(Request.Of(Route.Post($"webhooks/{interaction.ApplicationId}/{interaction.Token}"), message.Listing(), WireJson.Default.MessageBody, message.Files) with { Query = "wait=true" }, WireJson.Default.Message, cancellation);

    public Task<Message> EditFollowUp(Interaction interaction, string message, MessageBody body, CancellationToken cancellation) =>
        Ask(Request.Of(Route.Patch($"webhooks/{interaction.ApplicationId}/{interaction.Token}/messages/{message}"), body.Listing(), WireJson.Default.MessageBody, body.Files), WireJson.Default.Message, cancellation);

    public Task DeleteFollowUp(Interaction interaction, string message, CancellationToken cancellation) =>
        Tell(new(Route.Delete($"webhooks/{interaction.ApplicationId}/{interaction.Token}/messages/{message}")), cancellation);
}
