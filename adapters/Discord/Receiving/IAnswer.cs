using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Receiving;

/// <summary>The way back for the first answer to an interaction. Everything after it goes through <see cref="Rest.RestClient"/>.</summary>
internal interface IAnswer
{
    /// <summary>Gives it; when this returns, Discord has it, and it can be edited. Once, and within 3 seconds of the interaction.</summary>
    /// <exception cref="Rest.DiscordException">It came too late, or was refused.</exception>
    Task Give(InteractionResponse response, CancellationToken cancellation);
}
