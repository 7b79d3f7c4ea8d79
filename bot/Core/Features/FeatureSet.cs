using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;

namespace ChatOps.Features;

/// <summary>Everything that the features define, put together once at start.</summary>
public sealed class FeatureSet
{
    private readonly Dictionary<string, Kind> kinds;
    private readonly Dictionary<string, View> views;
    private readonly Dictionary<string, Lookup> lookups;
    private readonly Phrases phrases;

    public FeatureSet(IEnumerable<IFeature> features)
    {
        var builder = new FeatureBuilder();

        foreach (var feature in features.Prepend(new CoreFeature()))
            feature.Define(builder);

        kinds = builder.Kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);
        (views, lookups, Free, Examples) = (builder.Views, builder.Lookups, builder.Free, builder.Examples);
        Steps = [.. builder.Steps.OrderBy(step => step.Order)];
        Catalog = new(builder.Commands);
        phrases = new(Catalog);
    }

    public Catalog Catalog { get; }

    public IReadOnlyCollection<Kind> Kinds => kinds.Values;

    internal IReadOnlyList<Example> Examples { get; }

    internal IReadOnlyList<SetupStep> Steps { get; }

    internal Func<Heard, Turn, Task<Reply>>? Free { get; }

    internal bool HasView(string kind) => views.ContainsKey(kind);

    internal View View(string kind) => views[kind];

    internal Kind? Kind(string name) => kinds.GetValueOrDefault(name);

    internal Lookup? Lookup(string name) => lookups.GetValueOrDefault(name);

    internal Invocation? Phrase(string sentence) => phrases.Read(sentence);
}
