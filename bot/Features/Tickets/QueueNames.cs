using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Tickets;

internal static class QueueNames
{
    /// <summary>The queue that is meant by its id or name, or a refusal that says which there are.</summary>
    public static Queue Known(string said, Access access) =>
        access.Queue(said) ?? Terms.Meant(access.Queues, queue => queue.Name, said)
        ?? throw new Refusal($"There is no queue \"{said}\". Choose one of these: {Say.List(access.Queues.OrderBy(queue => queue.Name, StringComparer.OrdinalIgnoreCase).Select(queue => Say.Text(queue.Name)))}.");
}
