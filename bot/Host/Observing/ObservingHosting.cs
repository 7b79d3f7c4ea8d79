using System.Collections;
using ChatOps.Conversations;
using ChatOps.Host.Configuration;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ChatOps.Host.Observing;

/// <summary>What operators see: health, figures, and where a collector is named, traces and logs too.</summary>
internal static class ObservingHosting
{
    // The runtime's own meters have the figures of the process and of its web server.
    private static readonly string[] Meters = [Telemetry.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    public static WebApplicationBuilder AddObserving(this WebApplicationBuilder builder, Settings settings)
    {
        builder.Services.AddSingleton<Readiness>().AddSingleton<Gauges>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Gauges>());

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("chatops", serviceVersion: typeof(Running).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddPrometheusExporter());

        if (settings.Collector is null)
            return builder;

        // The exporter reads its own variables, from the configuration of the host.
        builder.Configuration.AddInMemoryCollection(Variables());
        telemetry.WithMetrics(metrics => metrics.AddOtlpExporter());

        // A turn is recorded whatever the web server thinks of the request that it came with.
        telemetry.WithTracing(traces => traces
            .AddSource(Telemetry.Name)
            .SetSampler(new ParentBasedSampler(new AlwaysOnSampler(), localParentNotSampled: new AlwaysOnSampler()))
            .AddOtlpExporter());

        builder.Logging.AddOpenTelemetry(logs => logs.AddOtlpExporter());
        return builder;

        IEnumerable<KeyValuePair<string, string?>> Variables() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(pair => ((string)pair.Key).StartsWith("OTEL_", StringComparison.Ordinal))
            .Select(pair => KeyValuePair.Create((string)pair.Key, (string?)pair.Value))
            .Append(KeyValuePair.Create(Settings.CollectorName, (string?)settings.Collector));
    }

    public static void MapObserving(this IEndpointRouteBuilder app, Settings settings)
    {
        app.MapGet("/health/live", (RequestDelegate)(http => Write(http, Health.Live)));
        app.MapGet("/health/ready", (RequestDelegate)(async http => await Write(http, await http.RequestServices.GetRequiredService<Readiness>().Check(http.RequestAborted))));

        var guard = new MetricsGuard(settings.MetricsToken);
        var gauges = app.ServiceProvider.GetRequiredService<Gauges>();

        app.MapPrometheusScrapingEndpoint("/metrics", meterProvider: null, optionsName: null, configureBranchedPipeline: branch => branch.Use(async (http, next) =>
        {
            if (!guard.LetsIn(http))
                return;

            await gauges.Refresh(http.RequestAborted);
            await next(http);
        }));
    }

    private static Task Write(HttpContext http, Health health)
    {
        http.Response.StatusCode = health.IsGood ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(health, HealthJson.Default.Health, cancellationToken: http.RequestAborted);
    }
}
