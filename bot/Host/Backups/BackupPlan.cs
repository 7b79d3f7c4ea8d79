using System.Globalization;

namespace ChatOps.Host.Backups;

/// <summary>When backups are made by themselves, where, and how many are kept.</summary>
/// <param name="At">A time of day here; null: <paramref name="Every"/> counts from the last.</param>
internal sealed record BackupPlan(string Folder, TimeSpan Every, TimeOnly? At, int Keep)
{
    private const string Start = "chatops-";
    private const string Extension = ".backup";
    private const string Stamp = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The backups of this plan, newest first.</summary>
    public IReadOnlyList<(string Path, DateTimeOffset At)> Made() => !Directory.Exists(Folder)
        ? []
        : [.. Directory.EnumerateFiles(Folder, $"{Start}*{Extension}").Select(path => (path, MadeAt(path))).Where(made => made.Item2 is not null).Select(made => (made.path, made.Item2!.Value)).OrderByDescending(made => made.Value)];

    public string PathFor(DateTimeOffset now) =>
        Path.Combine(Folder, Start + now.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture) + Extension);

    /// <summary>The moment of the next one, which may be past.</summary>
    /// <param name="last">Null: there was none.</param>
    public DateTimeOffset Next(DateTimeOffset? last, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (last is not { } before)
            return now;

        if (At is not { } time)
            return before + Every;

        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(before, zone).DateTime);
        var due = Instant(day, time, zone);
        return due > before ? due : Instant(day.AddDays(1), time, zone);
    }

    // An hour that the clock skips is the one after it.
    private static DateTimeOffset Instant(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);

        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(30);

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static DateTimeOffset? MadeAt(string path) =>
        DateTimeOffset.TryParseExact(Path.GetFileName(path)[Start.Length..^Extension.Length], Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
