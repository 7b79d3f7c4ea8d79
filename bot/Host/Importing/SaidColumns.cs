using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Host.Serving;
using ChatOps.People;

namespace ChatOps.Host.Importing;

/// <summary>What somebody has said once that the columns of such files mean.</summary>
/// <param name="of">Which files: <c>people</c>.</param>
internal sealed class SaidColumns(IStore store, string of, Func<string, string> parse)
{
    /// <summary>What was said before, and what is said now.</summary>
    public async Task<IReadOnlyDictionary<string, string>> With(ImportRequest request, CancellationToken cancellation)
    {
        var said = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var known = await store.Get(KnownColumns.Kind, of, cancellation);

        foreach (var (header, field) in known?.Body.Fields ?? new Dictionary<string, string>(StringComparer.Ordinal))
            said[header] = field;

        foreach (var (header, field) in request.Map)
            said[header] = parse(field);

        return said;
    }

    public async Task<bool> Remember(IReadOnlyDictionary<string, string> said, Turn turn)
    {
        var known = await turn.Get(KnownColumns.Kind, of) ?? new(of);

        if (known.Fields.Count != said.Count || said.Any(pair => known.Fields.GetValueOrDefault(pair.Key) != pair.Value))
            turn.Save(KnownColumns.Kind, known with { Fields = said });

        return true;
    }
}
