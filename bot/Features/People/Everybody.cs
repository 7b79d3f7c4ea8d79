using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Staff;

/// <summary>People as administrators see them: those who have left too.</summary>
internal static class Everybody
{
    private const string Picked = "person:";
    private const int Most = 20;

    /// <summary>Whom the words could mean, best first.</summary>
    public static async ValueTask<IReadOnlyList<Person>> Meant(this Turn turn, PersonRef reference)
    {
        var text = reference.Text.Trim().TrimStart('@');

        if (text is "me" or "myself")
            return [turn.Caller];

        var lower = text.ToLowerInvariant();
        var isPicked = lower.StartsWith(Picked, StringComparison.Ordinal);

        if (await turn.Get(Person.Kind, isPicked ? lower[Picked.Length..] : lower) is { } exact)
            return [exact];

        foreach (var index in (Index<Person>[])[Person.ByEmail, Person.ByEmployeeNumber, Person.ByName])
        {
            if (await turn.Find(index.Where(lower)) is { Items: [_, ..] items })
                return [.. items.Select(item => item.Body)];
        }

        return [.. (await turn.Search(Person.Kind, text, Most)).Items.Select(item => item.Body)];
    }

    /// <summary>Keeps what the caller has changed about themselves, and shows it.</summary>
    public static async Task<Reply> Keep(this Turn turn, Person changed, Say receipt)
    {
        // Read first, so that it is the present document that changes.
        await turn.Get(Person.Kind, changed.Id);
        turn.Save(Person.Kind, changed);
        return turn.Undoable(new(new Message { Text = receipt, Card = await ViewPerson.Draw(changed, turn) }));
    }
}
