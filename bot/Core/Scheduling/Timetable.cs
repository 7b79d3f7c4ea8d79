using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatOps.Scheduling;

/// <summary>
/// At start, brings what is planned in line with what the features of this version define: new and changed schedules are
/// planned, those that are gone are taken back.
/// </summary>
internal sealed partial class Timetable(Bot bot, FeatureSet features, TimeProvider clock, ILogger<Timetable> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public Task Plan(CancellationToken cancellation) => bot.Do("clock", "schedule", async turn =>
    {
        foreach (var schedule in features.Schedules)
            await turn.Schedule(schedule);

        for (var all = Schedule.ById.Where(); ;)
        {
            var page = await turn.Find(all);

            foreach (var stored in page.Items)
                await Check(turn, stored.Body);

            if (page.Next is null)
                return true;

            all = all with { After = page.Next };
        }
    }, cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await Plan(stoppingToken);
                return;
            }
            catch (Exception exception) when (exception is StoreException or Refusal)
            {
                Log.Failed(logger, exception);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }

    private async ValueTask Check(Turn turn, Schedule stored)
    {
        if (stored.IsOfFeature && features.Schedules.All(schedule => schedule.Id != stored.Id))
            await turn.Unschedule(stored.Id);
        else
            await turn.EnsurePlanned(stored.Id);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "What recurs could not be planned; it is tried again")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
