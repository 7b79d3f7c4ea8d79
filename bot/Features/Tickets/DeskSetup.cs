using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Tickets;

/// <summary>What of tickets a new installation settles: that the first one arrives.</summary>
internal static class DeskSetup
{
    private const int Some = 20;

    public static readonly SetupStep Desk = new(60, $"Help desk", LookAtDesk);

    public static readonly SetupStep FirstTicket = new(90, $"First ticket", Look);

    private static async ValueTask<SetupState> LookAtDesk(Turn turn)
    {
        var desk = await Tickets.Desk.Of(turn);

        return new(
            desk.IsDecided,
            $"{desk.Categories.Count:one kind of thing|# kinds of thing}, {desk.Services.Count:one service|# services}",
            $"Look through kinds of thing and services",
            new($"Help desk", Invocation.Of("admin desk")));
    }

    private static async ValueTask<SetupState> Look(Turn turn)
    {
        var isThere = false;

        // The tickets of the demonstration say nothing about this desk.
        foreach (var ticket in (await turn.Find(Ticket.ByDay.Where() with { Descending = true, Take = Some })).Items)
            isThere |= await turn.Get(Person.Kind, ticket.Body.Requester) is { MadeUp: false };

        return new(
            isThere,
            isThere ? (Say)$"arrived" : $"none yet",
            $"Make a test ticket",
            new($"Make a test ticket", Invocation.Of("ticket new", ("title", "A test: does this ticket arrive?"), ("details", "Claim it, reply, and resolve it."))));
    }
}
