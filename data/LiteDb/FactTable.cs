using System.Globalization;
using ChatOps.Documents;
using LiteDB;

namespace ChatOps.Data;

/// <summary>Facts by subject, each tied to the one before it. The last links of the subjects in use are kept in memory.</summary>
internal sealed class FactTable(Tables tables, Counters counters, FactChain chain)
{
    private const string Series = "~fact";
    private const string ByNumber = "n";
    private const string ByActor = "a";
    private const int MostHeads = 50_000;

    private readonly Dictionary<string, Head> heads = new(StringComparer.Ordinal);

    public FactChain Chain => chain;

    public void Note(List<Fact> facts)
    {
        if (heads.Count > MostHeads)
            heads.Clear();

        foreach (var fact in chain.Append(facts, HeadOf, (subject, head) => heads[subject] = head))
            tables.Insert(Tables.Facts, RowOf(new(counters.Next(Series), fact)));
    }

    public void Put(Row.Noted noted)
    {
        tables.Put(Tables.Facts, RowOf(noted));
        heads.Remove(noted.Fact.Subject);
    }

    /// <summary>What was in memory may not be what is on the disk.</summary>
    public void Forget() => heads.Clear();

    public static FactPage Page(Tables from, FactQuery query)
    {
        var rows = query switch
        {
            FactQuery.OfSubjects(var start) => from.Range(Tables.Facts, query.After is { } after ? after + '\0' : start, start + Tables.End, query.Take + 1),
            FactQuery.OfActor(var actor, var since, var until) => from.By(
                Tables.Facts, ByActor, query.After is { } after ? after + '\0' : Key.Of(actor, since).Text, Key.Of(actor, until).Text[..^1], query.Take + 1),
            FactQuery.Behind(var number) => from.By(
                Tables.Facts, ByNumber, (query.After is { } after ? long.Parse(after, CultureInfo.InvariantCulture) : number) + 1, long.MaxValue, query.Take + 1),
            _ => [],
        };

        return FactPage.Of(rows.ConvertAll(Read), query.Take, one => Mark(query, one));
    }

    private static NumberedFact Read(BsonDocument row) => (Row.Noted)Exporting.Read(row) is var noted ? new(noted.Number, noted.Fact) : null!;

    private static string Mark(FactQuery query, NumberedFact one) => query switch
    {
        FactQuery.OfSubjects => IdOf(new(one.Number, one.Fact)),
        FactQuery.OfActor => Key.Of(one.Fact.Actor, one.Fact.At, one.Number).Text,
        _ => one.Number.ToString(CultureInfo.InvariantCulture),
    };

    private Head HeadOf(string subject)
    {
        if (heads.TryGetValue(subject, out var head))
            return head;

        var start = Key.Of(subject).Text;
        return tables.Last(Tables.Facts, start, start[..^1] + Key.RangeEnd) is { } row && Read(row).Fact.Link is { } link ? new(link.Number, link.Hash) : Head.None;
    }

    private static string IdOf(Row.Noted noted) =>
        Key.Of(noted.Fact.Subject).Text + noted.Number.ToString("D20", CultureInfo.InvariantCulture);

    private static BsonDocument RowOf(Row.Noted noted) => new()
    {
        ["_id"] = IdOf(noted),
        ["b"] = noted.Write(),
        [ByNumber] = noted.Number,
        [ByActor] = Key.Of(noted.Fact.Actor, noted.Fact.At, noted.Number).Text,
    };
}
