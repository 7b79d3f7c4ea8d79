using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Receiving;

/// <summary>Answers by a request of its own.</summary>
internal sealed class CallbackAnswer(RestClient rest, Interaction interaction) : IAnswer
{
    public Task Give(InteractionResponse response, CancellationToken cancellation) => rest.Answer(interaction, response, cancellation);
}
