using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Tests.Terminal;

/// <summary>A feature with a field of every sort that a terminal asks for.</summary>
internal sealed class Orders : IFeature
{
    public void Define(FeatureBuilder feature) => feature
        .Command<Order>("order new", "Order something", Order.Handle, Effect.Write, Roles.Everyone, says: "get me {what}")
        .Command<ShowOrders>("order list", "See the orders", ShowOrders.Handle, Effect.Read, Roles.Everyone)
        .Command<Burn>("order burn", "Burn all orders", Burn.Handle, Effect.Destructive, Roles.Everyone)
        .Command<Hand>("order hand", "Hand in a file", Hand.Handle, Effect.Write, Roles.Everyone)
        .Command<Poke>("poke", "Tell somebody", Poke.Handle, Effect.Write, Roles.Everyone);

    internal enum Size
    {
        Small,
        VeryLarge,
    }

    internal sealed record Order(
        [Ask("What?", Longest = 20)] string What,
        [Ask("How large?")] Size? Size = null,
        [Ask("Anything to note?", Paragraph = true)] string? Note = null,
        [Ask("For whom?", Rare = true)] PersonRef? For = null) : Command
    {
        public static Task<Reply> Handle(Order order, Turn turn) => Task.FromResult<Reply>(order.What is "fire"
                ? throw new Refusal($"No fire here.") { Choices = [new($"Order water", Invocation.Of("order new", ("what", "water"), ("size", "small")))] }
                : (Say)$"Ordered: {order.What}, {(order.Size is { } size ? Terms.Value(size) : "any size")}, note: {order.Note ?? "none"}, for: {order.For?.ToString() ?? "nobody"}.");
    }

    internal sealed record ShowOrders : Command
    {
        public static Task<Reply> Handle(ShowOrders command, Turn turn) => Task.FromResult<Reply>(new Card($"Orders")
        {
            Body = [new Block.Table([$"No", $"What"], [new([$"1", $"tea"], Invocation.Of("order new", ("what", "tea"), ("size", "small")))])],
            Choices = [new($"Order", Invocation.Of("order new"), "what", "size"), new($"Burn", Invocation.Of("order burn"))],
        });
    }

    internal sealed record Burn : Command
    {
        public static Task<Reply> Handle(Burn command, Turn turn) => Task.FromResult<Reply>((Say)$"Burnt.");
    }

    internal sealed record Hand([Ask("Which file?")] FileRef File) : Command
    {
        public static Task<Reply> Handle(Hand command, Turn turn) => Task.FromResult<Reply>((Say)$"Handed in.");
    }

    internal sealed record Poke([Ask("Whom?")] PersonRef Whom, [Ask("What?")] string Words = "hello") : Command
    {
        public static async Task<Reply> Handle(Poke command, Turn turn)
        {
            var whom = await turn.Person(command.Whom);
            turn.Tell(whom.Id, new Message { Text = $"{turn.Caller} says {command.Words}." });
            return (Say)$"{whom} is told.";
        }
    }
}
