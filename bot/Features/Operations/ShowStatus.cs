using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;

namespace ChatOps.Operations;

/// <summary>How the process that answers fares, with its store, its outbox and its channels.</summary>
internal sealed record ShowStatus : Command
{
    private const decimal Megabyte = 1024 * 1024;

    public static async Task<Reply> Handle(ShowStatus command, Turn turn)
    {
        var vitals = await turn.Vitals();
        var channels = turn.Running.Channels;
        var down = channels.Count(channel => channel.Contact is { IsUp: false });

        return new Card(Title(vitals, down))
        {
            Tone = down > 0 || vitals.Dead > 0 ? Tone.Warning : Tone.Good,
            Body =
            [
                new Block.Facts(
                    new($"Version", Say.Text(turn.Running.Version)),
                    new($"Running since", $"{turn.Running.Since} ({turn.Running.Since:ago})"),
                    new($"Store", vitals.Bytes is { } bytes ? (Say)$"{vitals.Engine}, {Math.Round(bytes / Megabyte, 1)} MB" : Say.Text(vitals.Engine)),
                    new($"Waiting to be done", $"{vitals.Due}"),
                    new($"Oldest of it", vitals.Oldest is { } oldest ? (Say)$"{oldest:ago}" : $"none"),
                    new($"Given up", $"{vitals.Dead}"),
                    new($"Last backup", await turn.Get(LastBackup.Kind, LastBackup.TheOne) is { } backup ? (Say)$"{backup.At}" : $"never")),
                new Block.Table([$"Channel", $"State", $"Since"], [.. channels.OrderBy(channel => channel.Platform, StringComparer.Ordinal).Select(channel => Row(channel, turn))]),
            ],
            Choices = [.. vitals.Dead > 0 ? (Choice[])[new($"Show what was given up", Invocation.Of("admin outbox"))] : [], new($"Refresh", Invocation.Of("admin status"))],
        };
    }

    private static Say Title(Vitals vitals, int down) => (vitals.Dead, down) switch
    {
        (0, 0) => $"All is well",
        (_, 0) => $"{vitals.Dead:One delivery was given up|# deliveries were given up}",
        _ => $"{down:One channel is not connected|# channels are not connected}",
    };

    private static Block.Row Row(IChannel channel, Turn turn) => channel.Contact switch
    {
        null => new([Say.Text(channel.Platform), $"connected", $"{turn.Running.Since}"]),
        { IsUp: true } contact => new([Say.Text(channel.Platform), $"connected", $"{contact.Since}"]),
        { Why: { } why } contact => new([Say.Text(channel.Platform), $"not connected: {why}", $"{contact.Since}"]),
        var contact => new([Say.Text(channel.Platform), $"not connected", $"{contact.Since}"]),
    };
}
