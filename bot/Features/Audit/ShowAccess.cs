using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Auditing;

/// <summary>Who read something restricted, or had it opened: each reader once an hour.</summary>
internal sealed record ShowAccess(
    [Ask("Which ticket?", Hint = "INC-1042")] string About,
    [Ask("As a table to save?", Rare = true)] bool Csv = false) : Command
{
    private const int Most = 100;

    public static async Task<Reply> Handle(ShowAccess command, Turn turn)
    {
        var (subject, facts) = await turn.Meant(command.About);
        turn.Asked("audit access", subject);
        var isOpen = await turn.ReadsTrail(subject);
        var reads = facts.Where(fact => fact.Changes is null && fact.What.Split(' ', ':')[0] is Turn.Read or "unseal").ToArray();

        if (command.Csv)
            return new Card($"Who read {subject}") { Body = [await turn.Csv("audit-access", reads)] };

        var rows = new List<Block.Row>();

        foreach (var fact in reads.TakeLast(Most))
            rows.Add(new([$"{fact.At}", await turn.Named(fact.Actor), Say.Text(fact.Command(isOpen)), Say.Text(fact.Through)]));

        return new Card($"Who read {subject}")
        {
            Body = rows is []
                ? [new Block.Text($"Nobody, as far as is noted. Reading is noted while something is restricted.")]
                : [new Block.Table([$"When", $"Who", $"What", $"Through"], rows)],
            Choices = rows is [] ? [] : [new($"As a table", Invocation.Of("audit access", ("about", command.About), ("csv", "yes")))],
        };
    }
}
