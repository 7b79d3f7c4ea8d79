using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>Computes the entries of documents anew when the definition of their kind has changed.</summary>
internal static class Forms
{
    public static void Prepare(State state, IEnumerable<Kind> kinds)
    {
        foreach (var kind in kinds)
        {
            state.Prepared[kind.Name] = kind;
            Prepare(state, kind);
        }
    }

    public static void PrepareAgain(State state)
    {
        foreach (var kind in state.Prepared.Values)
            Prepare(state, kind);
    }

    private static void Prepare(State state, Kind kind)
    {
        if (state.Forms.GetValueOrDefault(kind.Name) == kind.Fingerprint)
            return;

        foreach (var row in state.Shelf(kind.Name).All.Select(kept => kept.Row.Under(kind)).ToList())
            state.Shelf(kind.Name).Put(Kept.Of(row));

        state.Forms[kind.Name] = kind.Fingerprint;
    }
}
