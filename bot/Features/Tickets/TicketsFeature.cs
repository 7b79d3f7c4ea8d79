using ChatOps.Commands;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Relaying;
using ChatOps.Scheduling;

namespace ChatOps.Tickets;

/// <summary>The help desk: people ask, agents answer, and nothing is lost between them.</summary>
public sealed class TicketsFeature : IFeature
{
    public void Define(FeatureBuilder feature)
    {
        feature
            .Stores(Ticket.Kind, PublicReply.Kind, InternalNote.Kind, NoteWords.Kind, Macro.Kind, Desk.Kind, Retention.Kind)
            .Setting(Desk.Kind, Desk.TheOne)
            .View(Ticket.Kind, TicketCard.Draw)
            .View(Ticket.Kind, SharedCard.Draw, Standing.Shared)
            .View(Ticket.Kind, SharedCard.DrawForThread, Standing.Thread)
            .View(Ticket.Kind, SharedCard.DrawForRequester, Standing.Asked)
            .Relays(PublicReply.Kind, async (reply, turn) => await turn.Get(Ticket.Kind, reply.Ticket) is not null)
            .Places(Ticket.Kind, OpenThread.StandingOf)
            .Holds(person => Ticket.OfPerson.Where(person.Id))
            .Subject("ticket", ["INC", "REQ"], "ticket view", Lookups.Subject)
            .About(Surroundings.TicketsAbout)
            .Lookup("ticket", Lookups.Tickets)
            .Lookup("category", Lookups.Categories)
            .Lookup("service", Lookups.Services)
            .Lookup("activity", Lookups.Activities)
            .Lookup("macro", Lookups.Macros)
            .Example("My laptop does not start", Invocation.Of("ticket draft", ("text", "My laptop does not start")))
            .Example("I need a new mouse", Invocation.Of("ticket draft", ("text", "I need a new mouse")))
            .Example("My tickets", Invocation.Of("ticket list", ("mine", "yes")))
            .Example("Unassigned P1", Invocation.Of("ticket list", ("assignee", "none"), ("priority", "p1")), Roles.Agent)
            .Example("My work", Invocation.Of("ticket list", ("assignee", "me")), Roles.Agent)
            .Setup(DeskSetup.Desk)
            .Setup(DeskSetup.FirstTicket)
            .Otherwise(FreeWords.Hear);

        ForEverybody(feature);
        ForAgents(feature);
        ForSeveral(feature);
        ForMacros(feature);
        ForKeeping(feature);
        ForAdministrators(feature);
        ForTheClock(feature);
    }

    private static void ForEverybody(FeatureBuilder feature) => feature
        .Command<NewTicket>("ticket new", "Ask the help desk", NewTicket.Handle, Effect.Write, Roles.Everyone,
            aloud: $"The thread becomes the conversation about it: its title and the replies are read there. For what is yours alone, cancel this and ask me here.",
            says: ["new request → type:request", "new ticket", "new incident", "report a problem", "open a ticket"])
        .Command<DraftTicket>("ticket draft", "Put a request into words", DraftTicket.Handle, Effect.Draft, Roles.Everyone, hidden: true)
        .Command<ViewTicket>("ticket view", "Show a ticket", ViewTicket.Handle, Effect.Read, Roles.Everyone,
            says: ["status of {id}", "what about {id}", "how is {id} going", "show {id}"])
        .Command<SummarizeTicket>("ticket summary", "Sum up a ticket", SummarizeTicket.Handle, Effect.Read, Roles.Everyone,
            says: ["summary of {id}", "summarize {id}", "summarise {id}", "sum up {id}", "{id} in short", "what happened with {id}"])
        .Command<ListTickets>("ticket list", "Find tickets", ListTickets.Handle, Effect.Read, Roles.Everyone,
            says:
            [
                "my tickets → mine:yes", "show my tickets → mine:yes", "my requests → mine:yes", "my work → assignee:me",
                "unassigned → assignee:none", "unassigned tickets → assignee:none", "unassigned {priority} → assignee:none",
                "{priority} tickets", "open tickets", "find {text}", "search for {text}",
            ])
        .Command<ReplyToTicket>("ticket reply", "Reply on a ticket", ReplyToTicket.Handle, Effect.Write, Roles.Everyone,
            says: ["reply to {id}: {text}", "tell {id}: {text}"])
        .Command<EditTicket>("ticket edit", "Change the words of my ticket", EditTicket.Handle, Effect.Write, Roles.Everyone, says: ["edit {id}"])
        .Command<AttachToTicket>("ticket attach", "Add files to a ticket", AttachToTicket.Handle, Effect.Write, Roles.Everyone)
        .Command<CloseTicket>("ticket close", "Confirm that a ticket is solved", CloseTicket.Handle, Effect.Write, Roles.Everyone,
            says: ["close {id}", "{id} works", "{id} works now", "{id} is solved"])
        .Command<ReopenTicket>("ticket reopen", "Reopen a ticket", ReopenTicket.Handle, Effect.Write, Roles.Everyone,
            says: ["{id} is back", "{id} is not solved", "reopen {id}", "reopen {id}: {reason}"])
        .Command<CancelTicket>("ticket cancel", "Withdraw a ticket", CancelTicket.Handle, Effect.Destructive, Roles.Everyone, preview: CancelTicket.Preview,
            says: ["withdraw {id}", "cancel {id}"])
        .Command<WatchTicket>("ticket watch", "Be told what happens to a ticket", WatchTicket.Handle, Effect.Write, Roles.Everyone, says: ["watch {id}", "follow {id}"])
        .Command<MuteTicket>("ticket mute", "Be told no more of a ticket", MuteTicket.Handle, Effect.Write, Roles.Everyone, says: ["mute {id}"]);

    private static void ForAgents(FeatureBuilder feature) => feature
        .Command<AssignTicket>("ticket assign", "Say who takes a ticket", AssignTicket.Handle, Effect.Write, Roles.Agent,
            says: ["assign {id} to {to}", "give {id} to {to}", "claim {id}", "take {id}", "release {id} → to:none"])
        .Command<UpdateTicket>("ticket update", "Change priority, category or queue", UpdateTicket.Handle, Effect.Write, Roles.Agent,
            says:
            [
                "raise {id} urgency → urgency:high", "raise urgency of {id} → urgency:high", "set {id} to {priority}", "move {id} to {queue}",
                "set urgency of {id} to {urgency}", "set impact of {id} to {impact}",
            ])
        .Command<NoteOnTicket>("ticket note", "Write an internal note", NoteOnTicket.Handle, Effect.Write, Roles.Agent, says: ["note on {id}: {text}"])
        .Command<CheckTicket>("ticket check", "Keep the checklist of a ticket", CheckTicket.Handle, Effect.Write, Roles.Agent, says: ["check {id}: {item}", "tick {item} on {id} → do:tick"])
        .Command<LogTime>("ticket log", "Note down how long it took", LogTime.Handle, Effect.Write, Roles.Agent, says: ["log {minutes} minutes on {id}", "{minutes} minutes on {id}"])
        .Command<ReportTime>("ticket time", "Sum up the time of a month", ReportTime.Handle, Effect.Read, Roles.Agent | Roles.Manager | Roles.Administrator)
        .Command<HoldTicket>("ticket wait", "Put a ticket on hold", HoldTicket.Handle, Effect.Write, Roles.Agent,
            says: ["wait for user until {until} → for:requester", "wait for {for} until {until}", "put {id} on hold until {until}"])
        .Command<ResolveTicket>("ticket resolve", "Resolve a ticket", ResolveTicket.Handle, Effect.Write, Roles.Agent, says: ["resolve {id}: {text}", "resolve {id}"])
        .Command<OpenThread>("ticket thread", "Open a thread about a ticket", OpenThread.Handle, Effect.Write, Roles.Agent, says: ["open a thread for {id}", "thread for {id}"])
        .Command<ShowRequester>("ticket context", "Show who is behind a ticket", ShowRequester.Handle, Effect.Read, Roles.Agent | Roles.Manager | Roles.Administrator, says: ["who is behind {id}"])
        .Command<UnsealTicket>("admin unseal", "Open a restricted ticket for an hour", UnsealTicket.Handle, Effect.Write, Roles.Administrator);

    private static void ForSeveral(FeatureBuilder feature) => feature
        .Command<LinkTicket>("ticket link", "Link two tickets", LinkTicket.Handle, Effect.Write, Roles.Agent,
            says: ["link {id} to {to}", "{id} is a duplicate of {to} → type:duplicate", "{id} causes {to} → type:causes", "unlink {id} from {to} → type:none"])
        .Command<MergeTicket>("ticket merge", "Merge two tickets about the same", MergeTicket.Handle, Effect.Write, Roles.Agent, says: ["merge {id} into {into}"])
        .Command<SplitTicket>("ticket split", "Make a ticket of a part of one", SplitTicket.Handle, Effect.Write, Roles.Agent, says: ["split {id}: {title}", "split {id}"])
        .Command<BulkTickets>("ticket bulk", "End what a queue has heard nothing of", BulkTickets.Handle, Effect.Destructive, Roles.Agent, preview: BulkTickets.Preview)
        .Command<ResolveChildren>("ticket children", "Resolve the children of a ticket", ResolveChildren.Handle, Effect.Write, Roles.Agent, hidden: true);

    private static void ForMacros(FeatureBuilder feature) => feature
        .Command<ListMacros>("macro list", "Show the macros", ListMacros.Handle, Effect.Read, Roles.Agent, says: ["macros", "my macros"])
        .Command<EditMacro>("macro edit", "Write a macro", EditMacro.Handle, Effect.Write, Roles.Agent)
        .Command<UseMacro>("macro use", "Use a macro on a ticket", UseMacro.Handle, Effect.Draft, Roles.Agent, says: ["use {name} on {id}"])
        .Command<ApplyMacro>("macro apply", "Apply a macro", ApplyMacro.Handle, Effect.Write, Roles.Agent, hidden: true)
        .Command<DeleteMacro>("macro delete", "Take a macro away", DeleteMacro.Handle, Effect.Destructive, Roles.Agent, preview: DeleteMacro.Preview);

    private static void ForKeeping(FeatureBuilder feature) => feature
        .Command<OrderHold>("legal hold", "Keep a ticket whatever is to be erased", OrderHold.Handle, Effect.Write, Roles.Administrator)
        .Command<ReleaseHold>("legal release", "End the legal hold of a ticket", ReleaseHold.Handle, Effect.Write, Roles.Administrator)
        .Command<EditRetention>("retention edit", "Say how long closed tickets are kept", EditRetention.Handle, Effect.Destructive, Roles.Administrator)
        .Command<PreviewRetention>("retention preview", "Show which tickets are deleted next", PreviewRetention.Handle, Effect.Read, Roles.Administrator)
        .Command<RunRetention>("retention run", "Delete what is kept long enough", RunRetention.Handle, Effect.Write, Roles.System, hidden: true)
        .Every("retention", Recurrence.Daily(new(2, 0), "UTC"), Invocation.Of("retention run"));

    private static void ForAdministrators(FeatureBuilder feature) => feature
        .Command<ViewDesk>("desk view", "See how the help desk works", ViewDesk.Handle, Effect.Read, Roles.Agent | Roles.Manager | Roles.Administrator)
        .Command<EditDesk>("admin desk", "Say how the help desk works", EditDesk.Handle, Effect.Write, Roles.Administrator)
        .Command<EditMatrix>("admin matrix", "Say which priority follows", EditMatrix.Handle, Effect.Write, Roles.Administrator)
        .Command<RouteCategory>("admin route", "Send a kind of thing straight to a queue", RouteCategory.Handle, Effect.Write, Roles.Administrator);

    private static void ForTheClock(FeatureBuilder feature) => feature
        .Command<AbandonTickets>("ticket abandon", "End what somebody asked for who is gone", AbandonTickets.Handle, Effect.Write, Roles.System, hidden: true)
        .Command<ShieldQueue>("ticket shield", "Take the tickets of a queue out of shared places", ShieldQueue.Handle, Effect.Write, Roles.System, hidden: true)
        .Command<WakeTicket>("ticket wake", "End the wait of a ticket", WakeTicket.Handle, Effect.Write, Roles.Agent | Roles.System, hidden: true)
        .Command<LapseTicket>("ticket lapse", "Close a ticket that stayed without a word", LapseTicket.Handle, Effect.Write, Roles.System, hidden: true)
        .Command<SealTicket>("ticket seal", "End an hour in a restricted ticket", SealTicket.Handle, Effect.Write, Roles.System, hidden: true);
}
