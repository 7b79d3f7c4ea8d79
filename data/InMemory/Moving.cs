using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>A state as rows, and rows into a state.</summary>
internal static class Moving
{
    public static IReadOnlyList<Row> Out(State state) =>
    [
        .. state.Forms.Select(form => new Row.Form(form.Key, form.Value)),
        .. state.Shelves.OrderBy(shelf => shelf.Key, StringComparer.Ordinal).SelectMany(shelf => shelf.Value.All).Select(kept => kept.Row),
        .. state.Facts.Values.SelectMany(trail => trail).Select(noted => new Row.Noted(noted.Key, noted.Value)),
        .. state.Jobs.All,
        .. state.Dead.Values.Select(dead => new Row.Dead(dead)),
        .. state.Seen.Values,
        .. state.Counters.Select(counter => new Row.Counter(counter.Key, counter.Value)),
    ];

    public static void In(State state, Row row)
    {
        switch (row)
        {
            case Row.Form form:
                // Documents that were here before may be indexed otherwise than those that come: then all are indexed anew.
                state.Forms[form.Kind] = state.Forms.GetValueOrDefault(form.Kind, form.Fingerprint) == form.Fingerprint ? form.Fingerprint : "";
                break;
            case Row.Document document:
                state.Shelf(document.Kind).Put(Kept.Of(document));
                break;
            case Row.Noted(var number, var fact):
                state.Note(number, fact);

                if (fact.Link is { } link && link.Number > state.HeadOf(fact.Subject).Number)
                    state.Heads[fact.Subject] = new(link.Number, link.Hash);

                break;
            case Row.Work work:
                state.Jobs.Set(work);
                break;
            case Row.Dead(var dead):
                state.Dead[dead.Job.Id] = dead;
                break;
            case Row.Seen seen:
                state.Seen[seen.Key] = seen;
                break;
            case Row.Counter counter:
                state.Counters[counter.Series] = Math.Max(counter.Last, state.Counters.GetValueOrDefault(counter.Series));
                break;
        }
    }
}
