using System.Globalization;
using ChatOps.Host.Backups;

namespace ChatOps.Host.Configuration;

/// <summary>When backups are made by themselves: <c>Backup:Folder</c>, <c>Backup:Every</c> and <c>Backup:Keep</c>.</summary>
internal static class BackupSettings
{
    private const string Daily = "24h";
    private const int Kept = 7;
    private const int MostKept = 10_000;
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <exception cref="Trouble">A setting that will not do, and what would.</exception>
    public static BackupPlan? Read(IConfiguration section)
    {
        var folder = section["Folder"];

        if (folder is null)
        {
            return section.GetChildren().FirstOrDefault() is { } alone
                ? throw new Trouble($"The setting Backup:{alone.Key} is there without Backup:Folder. Say where backups go, or remove it.")
                : null;
        }

        if (string.IsNullOrWhiteSpace(folder) || folder.Contains('\0'))
            throw new Trouble($"The setting Backup:Folder is empty. Name a folder, best on another disk.");

        var (every, at) = EveryOf(section["Every"] ?? Daily);
        return new(Path.GetFullPath(folder), every, at, KeepOf(section["Keep"]));
    }

    private static (TimeSpan Every, TimeOnly? At) EveryOf(string text)
    {
        if (TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            return (TimeSpan.FromDays(1), at);

        return text.Trim() is [.. var number, var unit]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && Of(count, unit) is { } every
            && every >= Shortest && every <= Longest
                ? (every, null)
                : throw new Trouble($"The setting Backup:Every is \"{text}\"; it takes a time of day such as 02:00, or a time such as 24h, 30m or 7d, from 5m to 31d.");
    }

    private static TimeSpan? Of(int count, char unit) => unit switch
    {
        'm' => TimeSpan.FromMinutes(count),
        'h' => TimeSpan.FromHours(count),
        'd' => TimeSpan.FromDays(count),
        _ => null,
    };

    private static int KeepOf(string? text) =>
        text is null ? Kept
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var keep) && keep is > 0 and <= MostKept ? keep
        : throw new Trouble($"The setting Backup:Keep is \"{text}\"; it takes how many backups are kept, from 1.");
}
