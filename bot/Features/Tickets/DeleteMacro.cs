using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Tickets;

/// <summary>Takes a macro away.</summary>
internal sealed record DeleteMacro([Ask("Which macro?", From = "macro", Longest = 60)] string Name) : Command
{
    public static async Task<Card> Preview(DeleteMacro command, Turn turn)
    {
        var macro = await Meant(command, turn);
        return new($"Take the macro \"{macro.Name}\" away?") { Body = macro.Text is { } text ? [new Block.Quote(text)] : [] };
    }

    public static async Task<Reply> Handle(DeleteMacro command, Turn turn)
    {
        var macro = await Meant(command, turn);
        turn.Delete(Macro.Kind, Macro.IdOf(macro.Name, macro.Scope, macro.Of));
        return (Say)$"The macro \"{macro.Name}\" is gone.";
    }

    private static async ValueTask<Macro> Meant(DeleteMacro command, Turn turn)
    {
        var macro = await turn.MacroNamed(command.Name);

        return macro.Scope is Scope.Global && !turn.Access.Has(Roles.Manager | Roles.Administrator)
            ? throw new Refusal($"Only managers and administrators write macros for everybody. Keep it to yourself or to your team.")
            : macro;
    }
}
