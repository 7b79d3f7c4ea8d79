using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>Computes the entries of documents anew when the definition of their kind has changed.</summary>
internal static class Forms
{
    public static State Prepare(State state, IEnumerable<Kind> kinds) =>
        kinds.Aggregate(state, Prepare) with { Prepared = [.. state.Prepared.Concat(kinds).Reverse().DistinctBy(kind => kind.Name)] };

    public static State PrepareAgain(State state) => Prepare(state, state.Prepared);

    private static State Prepare(State state, Kind kind) => state.Forms.GetValueOrDefault(kind.Name) == kind.Fingerprint ? state :
        state.Documents.Values
            .Where(kept => kept.Row.Kind == kind.Name)
            .Select(kept => kept.Row.Under(kind))
            .Aggregate(state, (now, row) => now.With(row)) with
        {
            Forms = state.Forms.SetItem(kind.Name, kind.Fingerprint),
        };
}
