using System.Collections.Immutable;
using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>A state as rows, and rows into a state.</summary>
internal static class Moving
{
    public static IEnumerable<Row> Out(State state) =>
    [
        .. state.Forms.Select(form => new Row.Form(form.Key, form.Value)),
        .. state.Documents.Values.Select(kept => kept.Row).OrderBy(row => row.Kind, StringComparer.Ordinal),
        .. state.Facts.Values.SelectMany(trail => trail).Select(noted => new Row.Noted(noted.Key, noted.Value)),
        .. state.Jobs.All,
        .. state.Dead.Values.Select(dead => new Row.Dead(dead)),
        .. state.Seen.Values,
        .. state.Counters.Select(counter => new Row.Counter(counter.Key, counter.Value)),
    ];

    public static State In(State state, Row row) => row switch
    {
        Row.Form form => state with { Forms = state.Forms.SetItem(form.Kind, Agreed(state, form)) },
        Row.Document document => state.With(document),
        Row.Noted noted => state with
        {
            Facts = state.Facts.SetItem(noted.Fact.Subject, state.Trail(noted.Fact.Subject).SetItem(noted.Number, noted.Fact)),
            Heads = noted.Fact.Link is { } link && link.Number > state.Heads.GetValueOrDefault(noted.Fact.Subject, Head.None).Number
                ? state.Heads.SetItem(noted.Fact.Subject, new(link.Number, link.Hash))
                : state.Heads,
        },
        Row.Work work => state with { Jobs = state.Jobs.Set(work) },
        Row.Dead dead => state with { Dead = state.Dead.SetItem(dead.Job.Job.Id, dead.Job) },
        Row.Seen seen => state with { Seen = state.Seen.SetItem(seen.Key, seen) },
        Row.Counter counter => state with { Counters = state.Counters.SetItem(counter.Series, Later(state, counter)) },
        _ => state,
    };

    // Documents that were here before may be indexed otherwise than those that come: then all are indexed anew.
    private static string Agreed(State state, Row.Form form) =>
        state.Forms.GetValueOrDefault(form.Kind, form.Fingerprint) == form.Fingerprint ? form.Fingerprint : "";

    private static long Later(State state, Row.Counter counter) => Math.Max(counter.Last, state.Counters.GetValueOrDefault(counter.Series));
}
