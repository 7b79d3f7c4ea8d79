using System.Globalization;
using System.Text.Json.Serialization;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Scheduling;

/// <summary>
/// A command that runs again and again. One job waits for its next occurrence; the commit of each run plans the one after.
/// </summary>
/// <param name="Invocation">The command and its arguments, as a button carries them.</param>
public sealed record Schedule(string Id, Recurrence Recurrence, string Invocation)
{
    public static readonly Kind<Schedule> Kind = new Kind<Schedule>("schedule", SchedulingJson.Default.Schedule, schedule => schedule.Id).Unaudited();

    internal static readonly Index<Schedule> ById = Kind.Index("id", schedule => Key.Of(schedule.Id));

    private const string OfFeatures = "every:";

    /// <summary>The person whose rights it has when it runs, or <c>system</c>.</summary>
    public string RunAs { get; init; } = Person.System.Id;

    /// <summary>So much later an occurrence is still run; null: however late.</summary>
    public TimeSpan? Grace { get; init; }

    /// <summary>The next occurrence.</summary>
    public DateTimeOffset Next { get; init; }

    /// <summary>The occurrence that was done last, or passed over; none is planned at or before it, wherever the clock jumps.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>Its person is gone, and the administrators have been told: occurrences pass until the person is back.</summary>
    public bool IsPaused { get; init; }

    /// <summary>A feature has it in its definition, in this version or an older one.</summary>
    [JsonIgnore]
    internal bool IsOfFeature => Id.StartsWith(OfFeatures, StringComparison.Ordinal);

    /// <summary>The next occurrence as work to do.</summary>
    [JsonIgnore]
    internal Job Job => new($"{Id}@{Next.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", CultureInfo.InvariantCulture)}", Next, Tasks.Recur, Id) { RunAs = RunAs };

    internal static string IdOfFeature(string name) => OfFeatures + name;

    internal bool IsDefinedAs(Schedule other) => this with { Next = other.Next, Last = other.Last, IsPaused = other.IsPaused } == other;

    internal bool IsTooLate(DateTimeOffset now) => Grace is { } grace && now - Next > grace;

    /// <summary>With its next occurrence after now and after everything that was done, the clock having been put back or not.</summary>
    internal Schedule From(DateTimeOffset now) => this with { Next = Recurrence.After(Last is { } last && last > now ? last : now) };

    /// <summary>The next occurrence is over.</summary>
    internal Schedule Passed(DateTimeOffset now) => (this with { Last = Next }).From(now);
}

[JsonSerializable(typeof(Schedule))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
internal sealed partial class SchedulingJson : JsonSerializerContext;
