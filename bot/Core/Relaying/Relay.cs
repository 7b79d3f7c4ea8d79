using System.Text.Json;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;

namespace ChatOps.Relaying;

/// <summary>
/// Says in a place what was said in another one: at least once, in the order of the place, once as far as the platform keeps
/// tokens apart. It is drawn when it is delivered, so what was taken back by then is not said.
/// </summary>
internal sealed class Relay(IStore store, Bot bot, IReadOnlyList<IChannel> channels)
{
    public async Task Do(Lease lease, CancellationToken cancellation)
    {
        var work = JsonSerializer.Deserialize(lease.Job.Payload, RelayingJson.Default.RelayWork)!;

        if (await store.Get(BoundPlace.Kind, work.Place, cancellation) is { Body: var bound }
            && await store.Get(Copy.Kind, Copy.IdOf(work.Message, bound.Place), cancellation) is null)
        {
            await Say(work, bound, lease, cancellation);
            return;
        }

        await bot.Commit(new Batch().Finish(lease), cancellation);
    }

    /// <summary>What was said is taken back: it goes from where the relay has said it. What somebody wrote there themselves stays theirs.</summary>
    public async Task Undo(Lease lease, CancellationToken cancellation)
    {
        var work = JsonSerializer.Deserialize(lease.Job.Payload, RelayingJson.Default.RelayWork)!;
        var batch = new Batch().Finish(lease);

        if (await store.Get(BoundPlace.Kind, work.Place, cancellation) is { Body: var bound }
            && await store.Get(Copy.Kind, Copy.IdOf(work.Message, bound.Place), cancellation) is { Body: { IsOriginal: false } copy, Version: var version })
        {
            await channels.Of(copy.Place).Delete(new(copy.Place, copy.MessageId), cancellation);
            batch.Delete(Copy.Kind, copy.Id, version);
        }

        await bot.Commit(batch, cancellation);
    }

    private async Task Say(RelayWork work, BoundPlace bound, Lease lease, CancellationToken cancellation)
    {
        var turn = await bot.ReadingAlong(bound.Place, cancellation);

        if (await bot.Features.Relayed(work.Kind)(work.Message, turn) is { } said && said.Subject == bound.Subject)
        {
            var channel = channels.Of(bound.Place);

            if (bound.IsArchived && channel is IThreads threads)
                await threads.Reopen(bound.Place, cancellation);

            var sent = await channel.Send(bound.Place, await Draw(said, await MeantFor(said, bound, turn), turn), lease.Job.Id, cancellation);
            turn.Save(Copy.Kind, new(Copy.IdOf(said.Id, bound.Place), said.Id, bound.Place, sent.MessageId));
        }

        await bot.Commit((await turn.Sealed(null)).Finish(lease), cancellation);
    }

    private async ValueTask<string?> MeantFor(IPublicMessage said, BoundPlace bound, Turn turn) =>
        SubjectId.TryParse(said.Subject, null, out var id) && await bot.Features.StandingOf(id, turn) is { } standing
        && (bound.Side is Side.Requester ? standing.Asker : standing.Holder) is var person && person != said.Author
            ? person
            : null;

    private static async ValueTask<Message> Draw(IPublicMessage said, string? meant, Turn turn) => new()
    {
        For = meant,
        Card = new($"{await turn.Who(said.Author)} on {said.Subject}")
        {
            Body =
            [
                .. said.Text.Length > 0 ? [new Block.Quote(said.Text)] : (Block[])[],
                .. said.Files is not [] ? [new Block.Files(said.Files)] : (Block[])[],
            ],
        },
        Reader = turn.Reader,
    };
}

internal static class Channels
{
    public static IChannel Of(this IReadOnlyList<IChannel> channels, Place place) =>
        channels.FirstOrDefault(channel => channel.Platform == place.Platform) ?? throw new Undeliverable($"The platform \"{place.Platform}\" is not set up.");
}
