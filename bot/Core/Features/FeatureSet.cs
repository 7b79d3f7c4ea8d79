using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Scheduling;

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
        (views, lookups, Free, Examples, Schedules) = (builder.Views, builder.Lookups, builder.Free, builder.Examples, builder.Schedules);
        Steps = [.. builder.Steps.OrderBy(step => step.Order)];
        Catalog = new(builder.Commands);
        phrases = new(Catalog);
        CheckSchedules();
    }

    public Catalog Catalog { get; }

    public IReadOnlyCollection<Kind> Kinds => kinds.Values;

    internal IReadOnlyList<Example> Examples { get; }

    internal IReadOnlyList<SetupStep> Steps { get; }

    internal IReadOnlyList<Schedule> Schedules { get; }

    internal Func<Heard, Turn, Task<Reply>>? Free { get; }

    internal bool HasView(string kind) => views.ContainsKey(kind);

    internal View View(string kind) => views[kind];

    internal Kind? Kind(string name) => kinds.GetValueOrDefault(name);

    internal Lookup? Lookup(string name) => lookups.GetValueOrDefault(name);

    internal Invocation? Phrase(string sentence) => phrases.Read(sentence);

    private void CheckSchedules()
    {
        if (Schedules.FirstOrDefault(schedule => Catalog.Find(Invocation.Parse(schedule.Invocation)!.Command) is null) is { } unknown)
            throw new InvalidOperationException($"{unknown.Id} is to run {unknown.Invocation}, which no feature defines.");

        if (Schedules.GroupBy(schedule => schedule.Id, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { Key: var twice })
            throw new InvalidOperationException($"Two schedules are called {twice}.");
    }
}
