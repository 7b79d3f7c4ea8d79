using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Scheduling;

namespace ChatOps.Conversations;

/// <summary>Every hour, removes what has outlived its use: event ids after 7 days, changes that can no longer be undone, sessions that are over, files that nobody named.</summary>
internal sealed class Housekeeping(IStore store, Files files) : IFeature
{
    private const int AtOnce = 1000;
    private static readonly TimeSpan EventsAreKept = TimeSpan.FromDays(7);

    public void Define(FeatureBuilder feature) => feature
        .Command<Sweep>("sweep", "Remove what has outlived its use", Handle, Effect.Write, Roles.System, hidden: true)
        .Every("sweep", Recurrence.Every(TimeSpan.FromHours(1)), Invocation.Of("sweep"));

    // Beside the turn, and the same when it is done again: what is old stays old.
    private async Task<Reply> Handle(Sweep command, Turn turn)
    {
        await store.Forget(turn.Now - EventsAreKept, turn.Cancellation);
        await files.Sweep(turn.Cancellation);

        foreach (var old in (await turn.Find(UndoRecord.ByEnd.Where() with { Until = Key.Of(turn.Now), Take = AtOnce })).Items)
            turn.Delete(UndoRecord.Kind, old.Id);

        foreach (var old in (await turn.Find(ReadMark.ByMoment.Where() with { Until = Key.Of(turn.Now - ReadMark.Lasts), Take = AtOnce })).Items)
            turn.Delete(ReadMark.Kind, old.Id);

        foreach (var old in (await turn.Find(Session.ByEnd.Where() with { Until = Key.Of(turn.Now), Take = AtOnce })).Items)
            turn.Delete(Session.Kind, old.Id);

        return (Say)$"Nothing old is left.";
    }

    private sealed record Sweep : Command;
}
