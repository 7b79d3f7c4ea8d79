using ChatOps.Teams.Connecting;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Hearing;

/// <summary>Shows that somebody is writing, once an answer takes longer than people wait without a thought. Dispose it with the answer.</summary>
internal sealed class TypingSign : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // Teams takes the sign away after a few seconds.
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(4);

    private readonly ITimer timer;

    public TypingSign(TeamsConversation where, Connector connector, Afterwards afterwards, TimeProvider clock) =>
        timer = clock.CreateTimer(_ => afterwards.Do(() => connector.Send(where.Target, Mail.Addressed(where, new() { Type = ActivityTypes.Typing }), Haste.Answer)), null, Patience, Again);

    public void Dispose() => timer.Dispose();
}
