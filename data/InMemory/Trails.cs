using System.Globalization;
using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>Facts in every order there is.</summary>
internal static class Trails
{
    public static FactPage Page(State state, FactQuery query)
    {
        var found = Ordered(state, query)
            .SkipWhile(one => query.After is { } after && string.CompareOrdinal(Mark(query, one), after) <= 0)
            .Take(query.Take + 1)
            .ToList();

        return FactPage.Of(found, query.Take, one => Mark(query, one));
    }

    private static IEnumerable<NumberedFact> Ordered(State state, FactQuery query) =>
        All(state).Where(one => Fits(query, one)).OrderBy(one => Mark(query, one), StringComparer.Ordinal);

    private static IEnumerable<NumberedFact> All(State state) =>
        state.Facts.Values.SelectMany(trail => trail).Select(noted => new NumberedFact(noted.Key, noted.Value));

    private static bool Fits(FactQuery query, NumberedFact one) => query switch
    {
        FactQuery.OfSubjects(var start) => one.Fact.Subject.StartsWith(start, StringComparison.Ordinal),
        FactQuery.OfActor(var actor, var from, var until) => one.Fact.Actor == actor && one.Fact.At >= from && one.Fact.At < until,
        FactQuery.Behind(var number) => one.Number > number,
        _ => false,
    };

    private static string Mark(FactQuery query, NumberedFact one) => query switch
    {
        FactQuery.OfSubjects => Key.Of(one.Fact.Subject).Text + one.Number.ToString("D20", CultureInfo.InvariantCulture),
        FactQuery.OfActor => Key.Of(one.Fact.At, one.Number).Text,
        _ => one.Number.ToString("D20", CultureInfo.InvariantCulture),
    };
}
