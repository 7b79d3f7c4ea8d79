using System.Globalization;
using ChatOps.Documents;
using LiteDB;

namespace ChatOps.Data;

/// <summary>Facts by subject, each tied to the one before it. The last links of the subjects in use are kept in memory.</summary>
internal sealed class FactTable(Tables tables, EntryTable index, Counters counters, FactChain chain)
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
        {
            var noted = new Row.Noted(counters.Next(Series), fact);
            index.Change([], EntriesOf(noted));
            tables.Insert(Tables.Facts, RowOf(noted));
        }
    }

    public void Put(Row.Noted noted)
    {
        Delete(IdOf(noted));
        index.Change([], EntriesOf(noted));
        tables.Put(Tables.Facts, RowOf(noted));
        heads.Remove(noted.Fact.Subject);
    }

    public void Delete(string id)
    {
        if (!index.Holds(Places.Of(Tables.Facts, Places.Id, id)) || tables.Json(Tables.Facts, id) is not { } json)
            return;

        var noted = (Row.Noted)Row.Read(json);
        index.Change(EntriesOf(noted), []);
        tables.Delete(Tables.Facts, id);
        heads.Remove(noted.Fact.Subject);
    }

    /// <summary>Notes where it stands, which earlier versions left to LiteDB.</summary>
    public void Enter(BsonDocument row) => index.Change([], EntriesOf((Row.Noted)Exporting.Read(row)));

    /// <summary>What was in memory may not be what is on the disk.</summary>
    public void Forget() => heads.Clear();

    public static FactPage Page(Reader from, FactQuery query)
    {
        var after = query.After;

        var rows = query switch
        {
            FactQuery.OfSubjects(var start) => from.Read(tables => tables.Range(Tables.Facts, after is null ? start : after + '\0', start + Tables.End, query.Take + 1)),
            FactQuery.OfActor(var actor, var since, var until) =>
                In(from, query, ByActor, (after is null ? Key.Of(actor, since).Text : after[..^1] + Key.RangeEnd, Key.Of(actor, until).Text[..^1]), place => place[PlaceOfId(place)..]),
            FactQuery.Behind(var number) =>
                In(from, query, ByNumber, (Places.Of((after is null ? number : long.Parse(after, CultureInfo.InvariantCulture)) + 1), null), place => place[Places.Width..]),
            _ => [],
        };

        return FactPage.Of(rows.ConvertAll(Read), query.Take, one => Mark(query, one));
    }

    private static List<BsonDocument> In(Reader from, FactQuery query, string order, (string Low, string? High) range, Func<string, string> idOf) =>
    [
        .. from.Entries((Places.KindOf(Tables.Facts), order), range, isDescending: false)
            .Select(place => from.Read(tables => tables.Find(Tables.Facts, idOf(place)))).OfType<BsonDocument>().Take(query.Take + 1),
    ];

    // Behind the parts of the key by actor.
    private static int PlaceOfId(string place)
    {
        var at = 0;

        for (var part = 0; part < 3; part++)
            at = place.IndexOf(Key.PartEnd, at) + 1;

        return at;
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

        var start = Places.Of(Tables.Facts, Places.Id, Key.Of(subject).Text);
        var last = index.LastWithin(start, start[..^1] + Key.RangeEnd)?[Places.Start(Tables.Facts, Places.Id).Length..];
        return last is not null && tables.Find(Tables.Facts, last) is { } row && Read(row).Fact.Link is { } link ? new(link.Number, link.Hash) : Head.None;
    }

    private static string IdOf(Row.Noted noted) =>
        Key.Of(noted.Fact.Subject).Text + noted.Number.ToString("D20", CultureInfo.InvariantCulture);

    private static IEnumerable<string> EntriesOf(Row.Noted noted)
    {
        var id = IdOf(noted);

        return
        [
            Places.Of(Tables.Facts, Places.Id, id),
            Places.Of(Tables.Facts, ByNumber, Places.Of(noted.Number) + id),
            Places.Of(Tables.Facts, ByActor, Key.Of(noted.Fact.Actor, noted.Fact.At, noted.Number).Text + id),
        ];
    }

    private static BsonDocument RowOf(Row.Noted noted) => new() { ["_id"] = IdOf(noted), ["b"] = noted.Write() };
}
