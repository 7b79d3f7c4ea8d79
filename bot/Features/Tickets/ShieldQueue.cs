using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>A queue is restricted from now on: its open tickets leave every shared place, in rounds.</summary>
/// <param name="Queue">The id.</param>
/// <param name="After">Where the round begins.</param>
internal sealed record ShieldQueue([Ask("Which queue?")] string Queue, [Ask("After which ticket?", Longest = 1000)] string? After = null) : Command
{
    private const int AtOnce = 200;

    public static async Task<Reply> Handle(ShieldQueue command, Turn turn)
    {
        var page = await turn.Find(Ticket.ByQueue.Where(command.Queue, true) with { Take = AtOnce, After = command.After });

        foreach (var shown in page.Items.Select(item => new Shown(Ticket.Kind.Name, item.Id)))
        {
            turn.Tend(shown);
            turn.Redraw(shown);
        }

        if (page is { Next: { } next, Items: [.., var last] })
            turn.Schedule($"shield:{command.Queue}:{last.Id}:{turn.Now.Ticks}", turn.Now, Invocation.Of("ticket shield", ("queue", command.Queue), ("after", next)));

        return (Say)$"Done.";
    }
}
