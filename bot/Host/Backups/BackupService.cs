using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Host.Configuration;

namespace ChatOps.Host.Backups;

/// <summary>Makes the backups of the plan. One that was missed is made up for at once, and one that failed is tried again every hour.</summary>
internal sealed partial class BackupService(Backing backing, Bot bot, Settings settings, TimeProvider clock, ILogger<BackupService> logger) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Backups is not { } plan)
            return;

        for (DateTimeOffset? earliest = null; !stoppingToken.IsCancellationRequested;)
        {
            var now = clock.GetUtcNow();
            var next = plan.Next(plan.Made() is [var last, ..] ? last.At : null, now, clock.LocalTimeZone);

            if (earliest > next)
                next = earliest.Value;

            if (next > now)
                await Task.Delay(next - now < LongestWait ? next - now : LongestWait, clock, stoppingToken);
            else
                earliest = await Run(plan, stoppingToken) ? null : now + Again;
        }
    }

    /// <returns>Whether one was made.</returns>
    internal async Task<bool> Run(BackupPlan plan, CancellationToken cancellation)
    {
        try
        {
            var path = plan.PathFor(clock.GetUtcNow());
            await backing.Write(path, settings.Key, _ => { }, cancellation);
            await Say(turn => BackupReport.Made(path, turn), cancellation);

            foreach (var (old, _) in plan.Made().Skip(plan.Keep))
                File.Delete(old);

            return true;
        }
        catch (Exception e) when (e is Trouble or StoreException or IOException or UnauthorizedAccessException)
        {
            Log.Failed(logger, e);
            await Say(turn => BackupReport.Failed(e.Message, turn), cancellation);
            return false;
        }
    }

    private async Task Say(Func<Turn, Task<BackupReport>> report, CancellationToken cancellation)
    {
        try
        {
            await bot.Do("system", "backup", report, cancellation);
        }
        catch (Exception e) when (e is StoreException or Refusal)
        {
            // The store cannot even keep that; the log has it, and the doctor looks at the files themselves.
            Log.Failed(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The scheduled backup failed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
