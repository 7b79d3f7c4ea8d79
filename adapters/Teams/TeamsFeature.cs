using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Relaying;
using ChatOps.Scheduling;
using ChatOps.Teams.Connecting;

namespace ChatOps.Teams;

/// <summary>What Teams adds to the documents, and what is forgotten of them.</summary>
internal sealed class TeamsFeature : IFeature
{
    private const int AtOnce = 1000;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);
    private static readonly Invocation Again = Invocation.Of("teams sweep");

    public void Define(FeatureBuilder feature) => feature
        .Stores(TeamsConversation.Kind, TeamsMessage.Kind)
        .Command<Sweep>("teams sweep", "Forget old messages of Teams", Sweep.Handle, Effect.Write, Roles.System, hidden: true)
        .Every("teams-kept", Recurrence.Daily(new(3, 0), "UTC"), Again);

    /// <summary>
    /// Removes what is known of messages that nobody has used for long, and of threads in which nothing was said. A card that
    /// changes after that is posted anew; a button of it still works.
    /// </summary>
    internal sealed record Sweep : Command
    {
        public static async Task<Reply> Handle(Sweep command, Turn turn)
        {
            var before = Key.Of(turn.Now - Kept);
            var messages = (await turn.Find(TeamsMessage.ByMoment.Where() with { Until = before, Take = AtOnce })).Items;
            var threads = (await turn.Find(TeamsConversation.ByMoment.Where() with { Until = before, Take = AtOnce })).Items;

            foreach (var message in messages)
                turn.Delete(TeamsMessage.Kind, message.Id);

            foreach (var thread in threads)
                await Forget(thread.Body, turn);

            if (messages.Count is AtOnce || threads.Count is AtOnce)
                turn.Schedule($"teams-sweep:{turn.Now.UtcTicks}", turn.Now, Again);

            return (Say)$"Nothing old is left.";
        }

        // What is said on the ticket that it is about is still said there: it is looked at again when that may be over.
        private static async ValueTask Forget(TeamsConversation thread, Turn turn)
        {
            if (await turn.Get(BoundPlace.Kind, thread.Place.ToString()) is null)
                turn.Delete(TeamsConversation.Kind, thread.Id);
            else
                turn.Save(TeamsConversation.Kind, thread with { HeardAt = turn.Now });
        }
    }
}
