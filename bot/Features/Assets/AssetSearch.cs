using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Assets;

/// <summary>How well something fits what somebody said.</summary>
internal enum Fit
{
    /// <summary>It is called exactly that: a number, a tag, a serial number, a name, a person.</summary>
    Exact,

    /// <summary>Every word stands on it, or begins one that does.</summary>
    Words,

    /// <summary>Only the beginnings of the words do.</summary>
    Close,
}

/// <summary>Finds assets by whatever somebody says of them: exactly first, then by words, then by what comes close.</summary>
internal static class AssetSearch
{
    private const int ShortestBeginning = 3;
    private static readonly string[] Idle = ["a", "an", "the", "any", "my", "our", "of", "with", "ein", "eine", "einen"];

    /// <param name="Person">Whose assets these are, when the words meant somebody.</param>
    /// <param name="More">There are more than were asked for.</param>
    public sealed record Found(IReadOnlyList<Asset> Assets, Fit Fit, bool More = false, Person? Person = null);

    /// <param name="take">How many at the most.</param>
    public static async ValueTask<Found> Find(string text, int take, Func<Asset, bool> fitting, Turn turn)
    {
        if (await turn.Asset(text) is { } exact)
            return new(fitting(exact) ? [exact] : [], Fit.Exact);

        if (await Person(text, turn) is { } person)
            return await Page(Asset.ByHolder.Where(person.Id), take, fitting, turn) is var (held, more) ? new(held, Fit.Exact, more, person) : throw new System.Diagnostics.UnreachableException();

        string[] words = [.. Words.In(text).Except(Idle, StringComparer.Ordinal)];
        return words is [] ? new([], Fit.Words) : await ByWords(words, take, fitting, turn);
    }

    public static async ValueTask<(IReadOnlyList<Asset> Assets, bool More)> Page(Query<Asset> query, int take, Func<Asset, bool> fitting, Turn turn)
    {
        var page = await turn.Find(query with { Take = take + 1, Filter = fitting });
        return ([.. page.Items.Take(take).Select(item => item.Body)], page.Items.Count > take);
    }

    // Only a whole name means somebody: "Bo", not "bo".
    private static async ValueTask<Person?> Person(string text, Turn turn)
    {
        text = text.Trim().TrimStart('@').Trim();

        if (text is "me" or "myself")
            return turn.Caller;

        var lower = text.ToLowerInvariant();

        if (await turn.Get(People.Person.Kind, lower.StartsWith("person:", StringComparison.Ordinal) ? lower[7..] : lower) is { } known)
            return known;

        foreach (var index in (Index<Person>[])[People.Person.ByEmail, People.Person.ByEmployeeNumber, People.Person.ByName])
        {
            if (await turn.Find(index.Where(lower) with { Take = 2 }) is { Items: [var only] })
                return only.Body;
        }

        // A first name, when one alone has it.
        return text.All(char.IsLetter) && (await turn.Search(People.Person.Kind, text, 2, person => person.Active && person.Name.StartsWith(text + " ", StringComparison.OrdinalIgnoreCase))).Items is [var first] ? first.Body : null;
    }

    // The longest word is most often the rarest: its entries are read, and what else is said has to hold.
    private static async ValueTask<Found> ByWords(string[] words, int take, Func<Asset, bool> fitting, Turn turn)
    {
        var leading = words.MaxBy(word => (word.Any(char.IsAsciiDigit), word.Length))!;
        string[] others = [.. words.Where(word => word != leading)];
        var (exact, more) = await Page(Asset.ByWord.Where(leading), take, asset => fitting(asset) && Has(asset, others), turn);

        if (exact is not [])
            return new(exact, Fit.Words, more);

        for (var length = leading.Length; length >= Math.Min(ShortestBeginning, leading.Length); length--)
        {
            var close = length < leading.Length;
            string[] beginnings = close ? [.. others.Select(other => other[..Math.Min(other.Length, length)])] : others;
            var (assets, further) = await Page(Beginning(leading[..length]), take, asset => fitting(asset) && Has(asset, beginnings), turn);

            if (assets is not [])
                return new(assets, close ? Fit.Close : Fit.Words, further);
        }

        return new([], Fit.Words);
    }

    private static Query<Asset> Beginning(string start) => Asset.ByWord.Where() with { From = new(start), Until = new(start + '\uFFFF') };

    private static bool Has(Asset asset, string[] beginnings) =>
        beginnings is [] || asset.Words().ToArray() is var words && beginnings.All(start => words.Any(word => word.StartsWith(start, StringComparison.Ordinal)));
}
