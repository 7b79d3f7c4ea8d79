using ChatOps.Discord.Rest;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatOps.Discord.Commands;

/// <summary>Tells Discord of the commands once after the start, however long it takes to reach it or to be let into the server.</summary>
internal sealed partial class Registering(Registration registration, TimeProvider clock, ILogger<Registering> logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await registration.Register(stoppingToken);
                return;
            }
            catch (DiscordException exception) when (exception.IsPassing || exception.Code is Codes.MissingAccess)
            {
                Log.NotYet(logger, exception);
            }
            catch (DiscordException exception)
            {
                Log.Refused(logger, exception);
                return;
            }

            await Task.Delay(pause, clock, stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Discord could not be told of the commands yet")]
        public static partial void NotYet(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "Discord does not take the commands. \"chatops doctor\" says what is wrong")]
        public static partial void Refused(ILogger logger, Exception exception);
    }
}
