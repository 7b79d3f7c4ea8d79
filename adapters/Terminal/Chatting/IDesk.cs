using ChatOps.Conversations;

namespace ChatOps.Terminal.Chatting;

/// <summary>The bot as one person at a terminal reaches it: in this process, or in a server beside it.</summary>
public interface IDesk : IAsyncDisposable
{
    /// <summary>Who is speaking here.</summary>
    /// <exception cref="Refusal">Nobody the bot knows.</exception>
    Task<Guest> Greet(CancellationToken cancellation);

    Task<Reply> Hear(Input input, CancellationToken cancellation);

    /// <summary>What has come for them meanwhile, oldest first.</summary>
    /// <param name="printed">What they have read, and need not get again.</param>
    /// <param name="patience">How long to wait for the first.</param>
    Task<IReadOnlyList<Notice>> Notices(IReadOnlyList<string> printed, TimeSpan patience, CancellationToken cancellation);
}

/// <summary>A person at a terminal.</summary>
/// <param name="Language">A BCP 47 tag.</param>
/// <param name="TimeZone">An IANA name.</param>
/// <param name="Role">What they do here, in the demonstration; null: it is none.</param>
public sealed record Guest(string Id, string Name, string Language, string TimeZone, string? Role);

/// <summary>What a command line says of itself.</summary>
/// <param name="As">The person whom it asks to be; null: whoever has the account.</param>
/// <param name="User">The account on this machine.</param>
/// <param name="Locale">What this terminal speaks, as the environment says it: <c>de_DE.UTF-8</c>; null: it does not say.</param>
public sealed record Speaker(string? As, string User, string? Locale = null)
{
    /// <summary>As programs find it: the first of <c>LC_ALL</c>, <c>LC_MESSAGES</c>, <c>LANG</c> that says something.</summary>
    public static string? LocaleOf(Func<string, string?> environment) =>
        ((string[])["LC_ALL", "LC_MESSAGES", "LANG"]).Select(environment).FirstOrDefault(value => !string.IsNullOrEmpty(value));
}
