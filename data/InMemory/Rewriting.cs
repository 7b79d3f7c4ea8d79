using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>Puts other rows in the place of those that are there.</summary>
internal static class Rewriting
{
    public static State Of(State state, Func<Row, Row?> revise)
    {
        foreach (var row in Moving.Out(state).ToList())
        {
            if (row is not (Row.Form or Row.Counter) && revise(row) is var revised && !ReferenceEquals(revised, row))
                state = Replace(state, row, revised);
        }

        return state;
    }

    private static State Replace(State state, Row row, Row? revised) => (row, revised) switch
    {
        (Row.Document old, Row.Document now) => state.Without(old.Kind, old.Id).With(Indexed(state, now with { Version = old.Version + 1 })),
        (Row.Document old, _) => state.Without(old.Kind, old.Id),
        (Row.Noted old, Row.Noted now) => Moving.In(Without(state, old), now),
        (Row.Seen old, null) => state with { Seen = state.Seen.Remove(old.Key) },
        (Row.Dead old, null) => state with { Dead = state.Dead.Remove(old.Job.Job.Id) },
        (_, { } now) => Moving.In(state, now),
        _ => state,
    };

    private static Row.Document Indexed(State state, Row.Document document) =>
        state.Prepared.FirstOrDefault(kind => kind.Name == document.Kind) is { } kind ? document.Under(kind) : document;

    private static State Without(State state, Row.Noted old)
    {
        var left = state.Trail(old.Fact.Subject).Remove(old.Number);

        return left.IsEmpty
            ? state with { Facts = state.Facts.Remove(old.Fact.Subject), Heads = state.Heads.Remove(old.Fact.Subject) }
            : state with { Facts = state.Facts.SetItem(old.Fact.Subject, left) };
    }
}
