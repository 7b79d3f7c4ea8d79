using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Shows the macros that the caller can use.</summary>
internal sealed record ListMacros : Command
{
    private const int Most = 50;

    public static async Task<Reply> Handle(ListMacros command, Turn turn)
    {
        var macros = await Macros.Of(turn);

        return new Card($"Macros")
        {
            Body = macros is []
                ? [new Block.Text($"None yet.")]
                : [new Block.Table([$"Name", $"Whose", $"Text"], [.. macros.Take(Most).Select(macro => Row(macro, turn))])],
            Choices = [new($"Write one", Invocation.Of("macro edit"), "name", "text", "scope")],
        };
    }

    private static Block.Row Row(Macro macro, Turn turn) => new(
        [Say.Text(macro.Name), Whose(macro, turn), Say.Text(FirstWords.Title(macro.Text ?? "—"))],
        Invocation.Of("macro edit", ("name", macro.Name)));

    private static Say Whose(Macro macro, Turn turn) => macro.Scope is Scope.Team ? Say.Text(turn.Access.Queue(macro.Of)?.Name ?? macro.Of) : $"{macro.Scope}";
}
