using System.Diagnostics.Metrics;
using ChatOps.Conversations;
using ChatOps.Documents;

namespace ChatOps.Host.Observing;

/// <summary>Figures that are read from the store: often while somebody looks at them, never otherwise.</summary>
internal sealed partial class Gauges : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Meter meter = new(Telemetry.Name);
    private readonly IStore store;
    private readonly TimeProvider clock;
    private readonly ILogger<Gauges> logger;
    private readonly Instrument due;
    private volatile Vitals? last;

    public Gauges(IStore store, TimeProvider clock, ILogger<Gauges> logger)
    {
        (this.store, this.clock, this.logger) = (store, clock, logger);
        due = meter.CreateObservableGauge("chatops.outbox.depth", () => Figures(vitals => vitals.Due), description: "Work that is due and not done.");
        meter.CreateObservableGauge("chatops.outbox.oldest.age", () => Figures(Age), "s", "How long the oldest of it is due.");
        meter.CreateObservableGauge("chatops.outbox.dead", () => Figures(vitals => vitals.Dead), description: "Work that was given up and that nobody has looked after yet.");
        meter.CreateObservableGauge("chatops.store.size", () => Figures(vitals => vitals.Bytes ?? 0), "By", "How large the store is; 0: it does not say.");
    }

    public async Task Refresh(CancellationToken cancellation)
    {
        try
        {
            last = await store.Vitals(clock.GetUtcNow(), cancellation);
        }
        catch (StoreException e)
        {
            last = null;
            Log.StoreFailed(logger, e);
        }
    }

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);

        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (due.Enabled)
                await Refresh(stoppingToken);
        }
    }

    private IEnumerable<Measurement<double>> Figures(Func<Vitals, double> figure) => last is { } vitals ? [new(figure(vitals))] : [];

    private double Age(Vitals vitals) => vitals.Oldest is { } oldest ? Math.Max(0, (clock.GetUtcNow() - oldest).TotalSeconds) : 0;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The store cannot be asked how it fares")]
        public static partial void StoreFailed(ILogger logger, Exception exception);
    }
}
