using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.People;

namespace ChatOps.Conversations;

/// <summary>Finds out whom a reference means.</summary>
internal static class PeopleOfTurn
{
    private const string Picked = "person:";

    public static async ValueTask<Person> Resolve(this PersonRef reference, Turn turn, bool alsoGone = false)
    {
        bool Fits(Person person) => person.Active || alsoGone;

        var text = reference.Text.Trim().TrimStart('@');

        if (text.ToLowerInvariant() is "me" or "myself" or "ich" or "mich" or "mir")
            return turn.Caller;

        var id = text.StartsWith(Picked, StringComparison.Ordinal) ? text[Picked.Length..] : text.ToLowerInvariant();

        if (await turn.Get(Person.Kind, id) is { } exact && Fits(exact))
            return exact;

        if (text.StartsWith(Picked, StringComparison.Ordinal))
            throw Nobody(text);

        foreach (var index in (Documents.Index<Person>[])[Person.ByEmail, Person.ByName])
        {
            if (await turn.Find(index.Where(text.ToLowerInvariant()) with { Filter = Fits }) is { Items: [var only] })
                return only.Body;
        }

        return (await turn.Search(Person.Kind, text, 6, Fits)).Items switch
        {
            [var only] => only.Body,
            [] => throw Nobody(text),
            var several => throw new Refusal($"\"{text}\" could be {Say.List(several.Select(person => Say.Text(person.Body.Name)))}. Say more of the name, or the e-mail address."),
        };
    }

    private static Refusal Nobody(string text) => new($"I know nobody called \"{text}\". Try the full name or the e-mail address.");
}
