using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Importing;
using ChatOps.People;
using ChatOps.Relaying;
using ChatOps.Scheduling;

namespace ChatOps.Features;

/// <summary>Everything that the features define, put together once at start.</summary>
public sealed class FeatureSet
{
    private readonly Dictionary<string, Kind> kinds;
    private readonly Dictionary<string, View> views;
    private readonly Dictionary<string, Lookup> lookups;
    private readonly Dictionary<string, SubjectKind> subjects;
    private readonly Dictionary<string, Func<string, Turn, ValueTask<IPublicMessage?>>> relayed;
    private readonly Dictionary<string, StandingRule> standings;
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
        subjects = builder.Subjects.SelectMany(subject => subject.Series, (subject, series) => (series, subject)).ToDictionary(pair => pair.series, pair => pair.subject, StringComparer.Ordinal);
        (OfPeople, OfSubjects, Imports) = (builder.OfPeople, builder.OfSubjects, builder.Imports);
        (relayed, standings, Holding, Settings) = (builder.Relayed, builder.Standings, builder.Holding, builder.Settings);
        phrases = new(Catalog, builder.Subjects);
        CheckSchedules();
    }

    public Catalog Catalog { get; }

    public IReadOnlyCollection<Kind> Kinds => kinds.Values;

    /// <summary>What can be brought in from a table.</summary>
    public IReadOnlyList<Import> Imports { get; }

    internal IReadOnlyList<Func<Person, Turn, ValueTask<IReadOnlyList<Block>>>> OfPeople { get; }

    internal IReadOnlyList<Func<SubjectId, Turn, ValueTask<IReadOnlyList<Block>>>> OfSubjects { get; }

    internal IReadOnlyList<Func<Person, IStore, CancellationToken, ValueTask<bool>>> Holding { get; }

    internal IReadOnlyList<Func<Wanted>> Settings { get; }

    internal IReadOnlyCollection<string> Series => subjects.Keys;

    internal IReadOnlyList<Example> Examples { get; }

    internal IReadOnlyList<SetupStep> Steps { get; }

    internal IReadOnlyList<Schedule> Schedules { get; }

    internal Func<Heard, Turn, Task<Reply>>? Free { get; }

    internal bool HasView(string kind) => views.ContainsKey(kind);

    internal View View(Shown shown) => views[ViewOf(shown.Kind, shown.Face)];

    internal static string ViewOf(string kind, string? face) => face is null ? kind : $"{kind}/{face}";

    internal bool Relays(string kind) => relayed.ContainsKey(kind);

    /// <summary>Reads a public message for a place; the result is null when it is not (any more) to be said there.</summary>
    internal Func<string, Turn, ValueTask<IPublicMessage?>> Relayed(string kind) => relayed[kind];

    /// <summary>How a document stood and stands in a turn; null: no place is about its kind.</summary>
    internal (Standing? Before, Standing? Now)? StandingOf(Entry entry, Access access) =>
        standings.GetValueOrDefault(entry.Kind.Name) is { } rule ? (rule.Of(entry.Original, access), rule.Of(entry.Document, access)) : null;

    /// <returns>Null: there is no such thing, or no place can be about it.</returns>
    internal ValueTask<Standing?> StandingOf(Shown subject, Turn turn) => standings.GetValueOrDefault(subject.Kind)?.Read(subject.Id, turn) ?? new((Standing?)null);

    // A thing is called what its kind is called.
    internal ValueTask<Standing?> StandingOf(SubjectId id, Turn turn) => Subject(id) is { Noun: var kind } ? StandingOf(new Shown(kind, id.ToString()), turn) : new((Standing?)null);

    internal Kind? Kind(string name) => kinds.GetValueOrDefault(name);

    /// <summary>What has numbers of this series; null: nothing.</summary>
    internal SubjectKind? Subject(SubjectId id) => subjects.GetValueOrDefault(id.Series);

    internal SubjectKind? Subject(string noun) => subjects.Values.FirstOrDefault(subject => subject.Noun == noun);

    internal Lookup? Lookup(string name) => lookups.GetValueOrDefault(name);

    /// <summary>What a sentence means: a number alone asks for what has it.</summary>
    internal Invocation? Phrase(string sentence) =>
        SubjectId.TryParse(sentence.Trim().TrimEnd('?', '.'), null, out var id) && Subject(id) is { } subject ? subject.Open(id) : phrases.Read(sentence);

    private void CheckSchedules()
    {
        if (Schedules.FirstOrDefault(schedule => Catalog.Find(Invocation.Parse(schedule.Invocation)!.Command) is null) is { } unknown)
            throw new InvalidOperationException($"{unknown.Id} is to run {unknown.Invocation}, which no feature defines.");

        if (Schedules.GroupBy(schedule => schedule.Id, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { Key: var twice })
            throw new InvalidOperationException($"Two schedules are called {twice}.");
    }
}
