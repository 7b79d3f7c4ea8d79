using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.StandUps;

/// <summary>Leads from the numbers in what people said to the cards that they stand for, of whatever feature.</summary>
internal static class Mentions
{
    private const int Most = 20;

    private static readonly (string Series, string Command)[] Views = [("INC", "ticket view"), ("REQ", "ticket view"), ("TSK", "task view"), ("PRB", "problem view"), ("CHG", "change view")];

    /// <param name="also">A number that is not in the texts; null: none.</param>
    /// <returns>Nothing when no text names anything that can be opened.</returns>
    public static IEnumerable<Block> Table(IEnumerable<(string Person, string Text)> texts, SubjectId? also, Turn turn)
    {
        var ids = texts.SelectMany(one => Linked.Ids(one.Text)).Concat(also is { } one ? [one] : []).Distinct();
        Block.Row[] rows = [.. from id in ids where View(id, turn) is not null select new Block.Row([$"{id}"], View(id, turn))];

        if (rows is not [])
            yield return new Block.Table([$"Named here"], [.. rows.Take(Most)]);
    }

    private static Invocation? View(SubjectId id, Turn turn) =>
        Views.FirstOrDefault(view => view.Series == id.Series).Command is { } command && turn.Catalog.Find(command) is { } spec && spec.IsAllowed(turn.Caller)
            ? Invocation.Of(command, ("id", id.ToString()))
            : null;
}
