using Microsoft.Extensions.Logging.Console;

namespace ChatOps.Host.Serving;

internal static class QuietConsole
{
    /// <summary>Warnings and worse, one a line, beside what the program prints.</summary>
    public static ILoggingBuilder AddQuietConsole(this ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "HH:mm:ss ";
            options.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        return logging;
    }
}
