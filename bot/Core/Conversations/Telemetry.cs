using System.Diagnostics;
using System.Diagnostics.Metrics;
using ChatOps.Documents;

namespace ChatOps.Conversations;

/// <summary>
/// What operators see of the bot: spans and figures, named by platform, command and outcome alone. Never what people
/// write, who they are or where. While nobody listens, nothing is made.
/// </summary>
public static class Telemetry
{
    /// <summary>Of the source of the spans and of the meter.</summary>
    public const string Name = "ChatOps";

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    };

    private static readonly Meter Meter = new(Name);

    /// <summary>Somebody follows their conversation: +1 when they begin, −1 when they end.</summary>
    public static readonly UpDownCounter<long> Conversations = Meter.CreateUpDownCounter<long>("chatops.conversations.open", description: "Conversations that somebody follows just now.");

    internal static readonly ActivitySource Source = new(Name);

    internal static readonly Counter<long> Turns = Meter.CreateCounter<long>("chatops.turns", description: "Turns, by platform, command and outcome.");

    internal static readonly Histogram<double> TurnDuration = Meter.CreateHistogram("chatops.turn.duration", "s", "How long a turn takes, by command.", advice: Seconds);

    private static readonly Histogram<double> CommitDuration = Meter.CreateHistogram("chatops.store.commit.duration", "s", "How long a commit takes, by outcome: conflicts too.", advice: Seconds);

    private static readonly Counter<long> Jobs = Meter.CreateCounter<long>("chatops.outbox.jobs", description: "Work of the outbox, by task and outcome: done, failed (to be tried again) or buried.");

    internal static void Committed(Outcome outcome, TimeSpan took)
    {
        if (CommitDuration.Enabled)
            CommitDuration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome switch { Outcome.Committed => "committed", Outcome.Duplicate => "duplicate", _ => "conflict" }));
    }

    internal static void Worked(string task, string outcome) => Jobs.Add(1, new("task", task), new("outcome", outcome));

    /// <summary>The present span, for work that is done later; null: nobody listens.</summary>
    internal static string? Trace => Source.HasListeners() ? Activity.Current?.Id : null;

    /// <param name="trace">As <see cref="Trace"/> said in the turn that left the work.</param>
    internal static Activity? Begin(string task, string? trace)
    {
        if (!Source.HasListeners())
            return null;

        ActivityLink[] links = ActivityContext.TryParse(trace, null, out var left) ? [new(left)] : [];
        return Source.StartActivity(task, ActivityKind.Internal, default(ActivityContext), links: links);
    }
}

/// <summary>One turn as operators see it; told when it is disposed.</summary>
internal sealed class TurnWatch : IDisposable
{
    private readonly Activity? span;
    private readonly string platform;
    private readonly TimeProvider clock;
    private readonly long began;

    private TurnWatch(string platform, TimeProvider clock)
    {
        (this.platform, this.clock, began) = (platform, clock, clock.GetTimestamp());
        span = Telemetry.Source.StartActivity("turn");
    }

    public string Command { get; set; } = "none";

    public string Outcome { get; set; } = "unavailable";

    /// <returns>Null: nobody listens.</returns>
    public static TurnWatch? Begin(string platform, TimeProvider clock) =>
        Telemetry.Turns.Enabled || Telemetry.TurnDuration.Enabled || Telemetry.Source.HasListeners() ? new(platform, clock) : null;

    public void Dispose()
    {
        KeyValuePair<string, object?> command = new("command", Command);
        KeyValuePair<string, object?> outcome = new("outcome", Outcome);
        Telemetry.Turns.Add(1, new("platform", platform), command, outcome);
        Telemetry.TurnDuration.Record(clock.GetElapsedTime(began).TotalSeconds, command);

        span?.SetTag("platform", platform).SetTag("command", Command).SetTag("outcome", Outcome);
        span?.SetStatus(Outcome is "failed" or "unavailable" ? ActivityStatusCode.Error : ActivityStatusCode.Ok);
        span?.Dispose();
    }
}
