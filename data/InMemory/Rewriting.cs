using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>Puts other rows in the place of those that are there.</summary>
internal static class Rewriting
{
    public static void Of(State state, Func<Row, Row?> revise)
    {
        var revised = Moving.Out(state)
            .Where(row => row is not (Row.Form or Row.Counter))
            .Select(row => (Row: row, Now: revise(row)))
            .Where(pair => !ReferenceEquals(pair.Row, pair.Now))
            .ToList();

        foreach (var (row, now) in revised)
            Replace(state, row, now);
    }

    private static void Replace(State state, Row row, Row? revised)
    {
        switch (row, revised)
        {
            case (Row.Document old, Row.Document now):
                state.Shelf(old.Kind).Remove(old.Id);
                Moving.In(state, Indexed(state, now with { Version = old.Version + 1 }));
                break;
            case (Row.Document old, _):
                state.Shelf(old.Kind).Remove(old.Id);
                break;
            case (Row.Noted old, Row.Noted now):
                Remove(state, old);
                Moving.In(state, now);
                break;
            case (Row.Seen old, null):
                state.Seen.Remove(old.Key);
                break;
            case (Row.Dead old, null):
                state.Dead.Remove(old.Job.Job.Id);
                break;
            case (_, { } now):
                Moving.In(state, now);
                break;
        }
    }

    private static Row.Document Indexed(State state, Row.Document document) =>
        state.Prepared.GetValueOrDefault(document.Kind) is { } kind ? document.Under(kind) : document;

    private static void Remove(State state, Row.Noted old)
    {
        var left = state.Trail(old.Fact.Subject);
        left.Remove(old.Number);

        if (left.Count is 0 && state.Facts.Remove(old.Fact.Subject))
            state.Heads.Remove(old.Fact.Subject);
    }
}
