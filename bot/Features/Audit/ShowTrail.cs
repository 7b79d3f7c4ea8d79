using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;

namespace ChatOps.Auditing;

/// <summary>The story of one thing, in sentences. Of what the asker may not read it says who, when and what, and no word of it.</summary>
internal sealed record ShowTrail(
    [Ask("About what?", Hint = "INC-1042 or queue:hr")] string About,
    [Ask("Which page?", Rare = true)] int Page = 1,
    [Ask("As a table to save?", Rare = true)] bool Csv = false) : Command
{
    private const int PageSize = 8;
    private const int Longest = 300;

    public static async Task<Reply> Handle(ShowTrail command, Turn turn)
    {
        var (subject, facts) = await turn.Meant(command.About);
        turn.Asked("audit show", subject);

        if (command.Csv)
            return new Card($"What happened to {subject}") { Body = [await turn.Csv("audit-show", facts)] };

        var isOpen = await turn.ReadsTrail(subject);
        var pages = (facts.Count + PageSize - 1) / PageSize;
        var page = Math.Clamp(command.Page, 1, pages);
        var body = new List<Block>();

        foreach (var fact in facts.Skip((page - 1) * PageSize).Take(PageSize))
            body.AddRange(await Draw(fact, isOpen, turn));

        if (!isOpen)
            body.Add(new Block.Text($"What was written is not shown to you: this is restricted.") { Subtle = true });

        return new Card($"What happened to {subject}")
        {
            Body = [new Block.Text($"{facts.Count:one entry|# entries}, the oldest first; page {page} of {pages}."), .. body],
            Choices =
            [
                .. page < pages ? [On(command.About, ("page", $"{page + 1}"), $"Later")] : (Choice[])[],
                .. page > 1 ? [On(command.About, ("page", $"{page - 1}"), $"Earlier")] : (Choice[])[],
                On(command.About, ("csv", "yes"), $"As a table"),
            ],
        };
    }

    private static async ValueTask<IEnumerable<Block>> Draw(Fact fact, bool isOpen, Turn turn)
    {
        Say line = $"{fact.At}: {await turn.Named(fact.Actor)}, {fact.Command(isOpen)}, through {fact.Through}.";
        var changes = FieldChange.In(fact.Changes).ToArray();

        return changes switch
        {
            [] => [new Block.Text(line)],
            _ when !isOpen => [new Block.Text($"{line} Changed: {string.Join(", ", changes.Select(change => change.Name))}.")],
            _ => [new Block.Text(line), new Block.Facts([.. changes.Select(change => new Block.Fact(Say.Text(change.Name), Words(change)))])],
        };
    }

    private static Say Words(FieldChange change) => change switch
    {
        { Grew: true } => $"+ {Short(change.After)}",
        { Before.Length: 0 } => Say.Text(Short(change.After)),
        _ => $"{Short(change.Before)} → {(change.After.Length is 0 ? "—" : Short(change.After))}",
    };

    private static string Short(string text) => text.Length <= Longest ? text : text[..Longest] + "…";

    private static Choice On(string about, (string, string?) more, Say label) => new(label, Invocation.Of("audit show", ("about", about), more));
}
