using System.Text.Json;
using ChatOps.Conversations;
using ChatOps.Teams.Connecting;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Hearing;

/// <summary>Says a long text in a chat bit by bit, so that people read while it comes.</summary>
internal sealed class TextStream(Connector connector, TimeProvider clock)
{
    private const int Long = 1500;
    private const int Bits = 3;

    // Teams takes no more than one bit a second.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1.5);

    public static bool IsWorthIt(Message message) => message is { Card: null, Shown: null, Text: not null } && new Cards.PlainSpeech(message.Reader).Draw(message.Text).Length > Long;

    /// <returns>The id of the message that it became.</returns>
    public async Task<string> Say(TeamsConversation to, Activity whole, CancellationToken cancellation = default)
    {
        var writing = new Writing(to, connector, clock);

        foreach (var end in EndsOf(whole.Text!))
            await writing.Write(whole.Text![..end], cancellation);

        return await writing.End(whole, cancellation);
    }

    // Between words, and of about the same length.
    private static IEnumerable<int> EndsOf(string text) =>
        from bit in Enumerable.Range(1, Bits - 1)
        select text.LastIndexOfAny([' ', '\n'], text.Length * bit / Bits) is var end and > 0 ? end : text.Length * bit / Bits;

    /// <summary>One text on its way. Its bits go one after the other; once Teams takes no more of them, the whole comes at the end all the same.</summary>
    internal sealed class Writing(TeamsConversation to, Connector connector, TimeProvider clock)
    {
        private string? id;
        private int sequence;
        private long last;
        private bool isOver;

        /// <param name="soFar">All of the text until now.</param>
        public async Task Write(string soFar, CancellationToken cancellation = default)
        {
            if (isOver)
                return;

            if (id is not null && Pause - clock.GetElapsedTime(last) is var left && left > TimeSpan.Zero)
                await Task.Delay(left, clock, cancellation);

            try
            {
                var sent = await connector.Send(to.Target, Of(new() { Type = ActivityTypes.Typing, Text = soFar }, new("streaminfo", "streaming", id, ++sequence)), Haste.Answer, cancellation);
                (id, last) = (id ?? sent, clock.GetTimestamp());
            }
            catch (ConnectorFailed failed) when (failed.Code is "ContentStreamNotAllowed")
            {
                isOver = true;
            }
        }

        public async Task<string> End(Activity whole, CancellationToken cancellation = default)
        {
            if (id is null)
                return await connector.Send(to.Target, Mail.Addressed(to, whole), Haste.Answer, cancellation);

            try
            {
                if (!isOver)
                {
                    await connector.Send(to.Target, Of(whole, new("streaminfo", "final", id, null)), Haste.Answer, cancellation);
                    return id;
                }
            }
            catch (ConnectorFailed failed) when (failed.Code is "ContentStreamNotAllowed")
            {
                // It took too long, or the person stopped it: what they have is made whole.
            }

            return await connector.Update(to.Target, id, Mail.Addressed(to, whole), Haste.Answer, cancellation)
                ? id
                : await connector.Send(to.Target, Mail.Addressed(to, whole), Haste.Answer, cancellation);
        }

        private Activity Of(Activity activity, StreamInfo info) =>
            Mail.Addressed(to, activity) with { Entities = [JsonSerializer.SerializeToElement(info, WireJson.Plain.StreamInfo)] };
    }
}
