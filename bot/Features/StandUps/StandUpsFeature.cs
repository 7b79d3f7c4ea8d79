using ChatOps.Commands;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Scheduling;

namespace ChatOps.StandUps;

/// <summary>Teams tell each other day by day what is done, what is next and what stands in the way.</summary>
public sealed class StandUpsFeature : IFeature
{
    public void Define(FeatureBuilder feature)
    {
        feature
            .Stores(Team.Kind, StandUp.Kind, Blocker.Kind)
            .View(StandUp.Kind, StandUpCard.Draw)
            .View(Blocker.Kind, Blockers.Draw)
            .Holds(person => Team.ByName.Where() with { Filter = team => team.Has(person.Id) })
            .Holds(person => StandUp.ByTeam.Where() with { Filter = day => day.AnswerOf(person.Id) is not null })
            .Lookup("team", Teams.Find)
            .Lookup("blocker", Teams.Blockers)
            .Every("stand-ups", Recurrence.Every(TimeSpan.FromHours(1)), Invocation.Of("standup plan"));

        ForEverybody(feature);
        ForTheClock(feature);

        feature.Command<EditTeam>("standup setup", "Make a team with stand-ups or change one", EditTeam.Handle, Effect.Write, Roles.Manager | Roles.ProjectManager | Roles.Administrator,
            says: ["set up a stand-up", "set up stand-ups", "set up stand-ups for {name}"]);
    }

    private static void ForEverybody(FeatureBuilder feature) => feature
        .Command<StartStandUp>("standup", "Open my stand-up", StartStandUp.Handle, Effect.Read, Roles.Everyone,
            says: ["stand-up", "my stand-up", "my standup", "here is my standup", "submit my stand-up", "post my daily update", "my update: {text}", "my stand-up: {text}", "my standup: {text}", "standup: {text}", "stand-up: {text}"])
        .Command<AnswerStandUp>("standup answer", "Answer the stand-up", AnswerStandUp.Handle, Effect.Write, Roles.Everyone)
        .Command<ViewSummary>("standup summary", "Show what a team said", ViewSummary.Handle, Effect.Read, Roles.Everyone,
            says: ["today's stand-up", "today's standup", "show the stand-up summary", "stand-up summary", "stand-up summary of {team}", "who has not posted their stand-up", "what did the team do yesterday → day:yesterday"])
        .Command<ListTeams>("standup list", "Show the teams with stand-ups", ListTeams.Handle, Effect.Read, Roles.Everyone, says: ["stand-ups", "my teams"])
        .Command<ViewBlocker>("standup blocker", "Show what stands in the way", ViewBlocker.Handle, Effect.Read, Roles.Everyone)
        .Command<ClearBlocker>("standup clear", "Say that something no longer stands in the way", ClearBlocker.Handle, Effect.Write, Roles.Everyone)
        .Command<TicketForBlocker>("standup ticket", "Make a ticket of what stands in the way", TicketForBlocker.Handle, Effect.Write, Roles.Everyone);

    private static void ForTheClock(FeatureBuilder feature) => feature
        .Command<AskTeam>("standup ask", "Ask the members of a team", AskTeam.Handle, Effect.Write, Roles.System, hidden: true)
        .Command<RemindTeam>("standup remind", "Remind those who have not answered", RemindTeam.Handle, Effect.Write, Roles.System, hidden: true)
        .Command<PostSummary>("standup post", "Send the summary of a team", PostSummary.Handle, Effect.Write, Roles.System, hidden: true)
        .Command<PlanTeams>("standup plan", "Plan what recurs for the teams", PlanTeams.Handle, Effect.Write, Roles.System, hidden: true);
}
