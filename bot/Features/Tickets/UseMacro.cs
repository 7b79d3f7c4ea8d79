using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Shows what a macro would say and change on a ticket, to be corrected and sent.</summary>
internal sealed record UseMacro(
    [Ask("Which ticket?")] SubjectId Id,
    [Ask("Which macro?", From = "macro", Longest = 60)] string Name) : Command
{
    public static async Task<Reply> Handle(UseMacro command, Turn turn)
    {
        var ticket = await turn.TicketAtWork(command.Id);
        var macro = await turn.MacroNamed(command.Name);

        var form = await turn.Propose(Invocation.Of(
            "macro apply",
            ("id", ticket.Id.ToString()),
            ("name", macro.Name),
            ("text", await MacroWords.Filled(macro, ticket, turn))));

        if (form is not { IsForm: true, Message.Card: { } card } || await Changes(macro, turn) is not [_, ..] changes)
            return form;

        return form with { Message = form.Message with { Card = card with { Body = [new Block.Facts(changes), .. card.Body] } } };
    }

    private static async ValueTask<IReadOnlyList<Block.Fact>> Changes(Macro macro, Turn turn)
    {
        var changes = new List<Block.Fact>();

        if (macro.Priority is { } priority)
            changes.Add(new($"Priority", Say.Text(priority.ToString())));

        if (macro.Queue is { } queue)
            changes.Add(new($"Queue", Say.Text(turn.Access.Queue(queue)?.Name ?? queue)));

        if (macro.Assignee is { } assignee)
            changes.Add(new($"Assignee", $"{await turn.Who(assignee is "me" ? turn.Caller.Id : assignee)}"));

        if (macro.Wait is { } wait)
            changes.Add(new($"Status", $"waiting for {wait} until {turn.Now.AddDays(macro.Days)}"));

        if (macro.Resolve is { } code)
            changes.Add(new($"Status", $"resolved: {code}"));

        return changes;
    }
}
