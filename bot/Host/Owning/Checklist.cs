using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Features;
using ChatOps.Host.Serving;

namespace ChatOps.Host.Owning;

/// <summary>The set-up checklist as lines of text: the same that administrators see in a chat.</summary>
internal static class Checklist
{
    private const int Widest = 14;

    public static Task<Printed> Of(Bot bot, CodeRequest request, CancellationToken cancellation) =>
        bot.Do($"cli:{request.User}", "setup", turn => Lines(turn, new PlainSpeech(new(request.Language, TimeZoneInfo.Utc, turn.Now))), cancellation);

    private static async Task<Printed> Lines(Turn turn, Speech speech)
    {
        var lines = new List<string>();
        SetupState? next = null;

        foreach (var step in turn.SetupSteps)
        {
            var state = await step.Look(turn);
            lines.Add($"{(state.IsSettled ? "[x]" : "[ ]")} {speech.Draw(step.Title).PadRight(Widest)} {speech.Draw(state.Found)}");
            next ??= state.IsSettled ? null : state;
        }

        lines.Add(speech.Draw(next is null ? $"Everything is settled."
            : next.Do is null ? (Say)$"Next: {next.Next}."
            : $"Next: {next.Next}. Say \"setup\" in a chat: chatops chat"));

        return new([.. lines.Select(Say.Text)], IsFine: true);
    }
}
