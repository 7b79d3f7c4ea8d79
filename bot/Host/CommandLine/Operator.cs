using ChatOps.Cards;
using ChatOps.Terminal.Chatting;

namespace ChatOps.Host.CommandLine;

/// <summary>Whoever runs a command: what is reported to them is in the language of their environment.</summary>
internal static class Operator
{
    public static string Language { get; } = Phrasebook.Match(Speaker.LocaleOf(Environment.GetEnvironmentVariable)) ?? "en";

    public static Reader Reader => new(Language, TimeZoneInfo.Local, TimeProvider.System.GetUtcNow());

    public static string Words(Say say) => new PlainSpeech(Reader).Draw(say);
}
