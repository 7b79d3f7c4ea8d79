using System.Globalization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Tickets;

/// <summary>Writes a macro, or writes it anew.</summary>
/// <param name="Team">Whose it is, when it belongs to a queue.</param>
internal sealed record EditMacro(
    [Ask("What is it called?", Longest = 60)] string Name,
    [Ask("What should the requester read?", Hint = "Dear {requester}, …", Paragraph = true)] string? Text = null,
    [Ask("Who uses it?")] Scope? Scope = null,
    [Ask("Which queue uses it?", Rare = true, From = "queue")] string? Team = null,
    [Ask("Which priority does it give?", Rare = true)] Priority? Priority = null,
    [Ask("To which queue does it move the ticket?", Rare = true, From = "queue")] string? Queue = null,
    [Ask("Who takes the ticket?", Rare = true, Hint = "A name or me")] PersonRef? Assign = null,
    [Ask("For whom does the ticket wait then?", Rare = true)] WaitFor? Wait = null,
    [Ask("For how many days?", Rare = true)] int? Days = null,
    [Ask("What came of the ticket, when it resolves it?", Rare = true)] ResolutionCode? Resolve = null) : Command
{
    private const int UsualDays = 3;

    public static async Task<Reply> Handle(EditMacro command, Turn turn)
    {
        if (command == new EditMacro(command.Name))
            return await turn.Propose(Filled((await Macros.Of(turn)).FirstOrDefault(macro => macro.Name.Equals(command.Name, StringComparison.OrdinalIgnoreCase)), command.Name));

        var macro = await Written(command, turn);
        Check(macro, turn);
        turn.Save(Macro.Kind, macro);
        return turn.Undoable(new Card($"The macro \"{macro.Name}\" is written.") { Choices = [new($"Use a macro on a ticket", Invocation.Of("macro use", ("name", macro.Name)))] });
    }

    private static async ValueTask<Macro> Written(EditMacro command, Turn turn)
    {
        var scope = command.Scope ?? (command.Team is null ? Tickets.Scope.Personal : Tickets.Scope.Team);

        var of = (scope, command.Team) switch
        {
            (Tickets.Scope.Personal, _) => turn.Caller.Id,
            (Tickets.Scope.Global, _) => "",
            (_, null) => throw new Refusal($"Say of which team it is: name its queue."),
            (_, { } team) => QueueNames.Known(team, turn.Access).Id,
        };

        // What this turn writes over is read first, so that a change in between is noticed.
        await turn.Get(Macro.Kind, Macro.IdOf(command.Name, scope, of));

        return new(command.Name, scope, of)
        {
            Text = command.Text,
            Priority = command.Priority,
            Queue = command.Queue is { } queue ? QueueNames.Known(queue, turn.Access).Id : null,
            Assignee = command.Assign switch { null => null, { Text: "me" or "myself" } => "me", { } person => (await turn.Person(person)).Id },
            Wait = command.Wait,
            Days = command.Wait is null ? 0 : Math.Clamp(command.Days ?? UsualDays, 1, 365),
            Resolve = command.Resolve,
        };
    }

    private static void Check(Macro macro, Turn turn)
    {
        MacroWords.Check(macro.Text);

        if (macro.Scope is Tickets.Scope.Team && !turn.Access.IsStaffOf(macro.Of))
            throw new Refusal($"Only the people who work on {Say.Text(turn.Access.Queue(macro.Of)?.Name ?? macro.Of)} can do that. Ask one of them.");

        if (macro.Scope is Tickets.Scope.Global && !turn.Access.Has(Roles.Manager | Roles.Administrator))
            throw new Refusal($"Only managers and administrators write macros for everybody. Keep it to yourself or to your team.");

        if (macro is { Wait: not null, Resolve: not null })
            throw new Refusal($"A ticket cannot both wait and be resolved. Choose one of them.");

        if (macro is { Text: null } and ({ Wait: not null } or { Resolve: not null }))
            throw new Refusal($"A requester whose ticket waits or is resolved reads why, so the macro needs a text. Give it one.");

        if (macro == new Macro(macro.Name, macro.Scope, macro.Of))
            throw new Refusal($"A macro says or changes something, and this one does nothing. Give it a text or a change.");
    }

    private static Invocation Filled(Macro? macro, string name) => macro is null
        ? Invocation.Of("macro edit", ("name", name))
        : Invocation.Of(
            "macro edit",
            ("name", macro.Name),
            ("text", macro.Text),
            ("scope", Terms.Value(macro.Scope)),
            ("team", macro.Scope is Tickets.Scope.Team ? macro.Of : null),
            ("priority", macro.Priority is { } priority ? Terms.Value(priority) : null),
            ("queue", macro.Queue),
            ("assign", macro.Assignee is null or "me" ? macro.Assignee : $"person:{macro.Assignee}"),
            ("wait", macro.Wait is { } wait ? Terms.Value(wait) : null),
            ("days", macro.Wait is null ? null : macro.Days.ToString(CultureInfo.InvariantCulture)),
            ("resolve", macro.Resolve is { } code ? Terms.Value(code) : null));
}
