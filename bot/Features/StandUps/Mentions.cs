using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Features;

namespace ChatOps.StandUps;

/// <summary>Leads from the numbers in what people said to the cards that they stand for, of whatever feature.</summary>
internal static class Mentions
{
    private const int Most = 20;

    /// <returns>Nothing when no text names anything that the caller may see.</returns>
    public static async ValueTask<IReadOnlyList<Block>> In(IEnumerable<string> texts, Turn turn)
    {
        var found = new List<Subject>();

        foreach (var text in texts)
            found.AddRange(await turn.Mentioned(text));

        return found is [] ? [] : [turn.Table(found.DistinctBy(subject => subject.Id).Take(Most))];
    }
}
