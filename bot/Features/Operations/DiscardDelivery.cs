using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Operations;

/// <summary>Gives one up for good.</summary>
internal sealed record DiscardDelivery([Ask("Which one?", Longest = GivenUpWords.LongestId)] string Id) : Command
{
    public static async Task<Card> Preview(DiscardDelivery command, Turn turn) =>
        await ViewDelivery.Draw(await turn.RequireGivenUp(command.Id), turn) with { Title = $"Discard this delivery? It will never arrive." };

    public static async Task<Reply> Handle(DiscardDelivery command, Turn turn)
    {
        var work = await turn.RequireGivenUp(command.Id);
        turn.Drop(work);
        turn.Note("outbox", $"discard {work.Id}");
        return (Say)$"Discarded. It will not arrive any more.";
    }
}
