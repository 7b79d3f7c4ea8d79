using System.Globalization;
using ChatOps.Cards;
using ChatOps.Data;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.Host.Configuration;
using ChatOps.Host.Serving;
using ChatOps.Host.Storing;

namespace ChatOps.Host.Doctor;

/// <summary>Looks at everything that has to be right, and at the rest too when something is wrong.</summary>
internal static class Examination
{
    private const long LittleSpace = 1L << 30;
    private const long NoSpace = 100L << 20;

    public static async Task<IReadOnlyList<Finding>> Of(IReadOnlyDictionary<string, string?> given, CancellationToken cancellation)
    {
        Settings settings;

        try
        {
            settings = Sources.Read(given);
        }
        catch (Trouble trouble)
        {
            return [new(Health.Fail, $"Settings", trouble.Why, $"Correct it, then ask the doctor again."), Node()];
        }

        var folder = new DataFolder(settings.Folder);
        var server = await Neighbour.Find(folder, cancellation);
        using var client = server?.Client;

        return
        [
            new(Health.Ok, $"Settings", settings.Web ? (Say)$"{settings.Engine.ToString()}, with the page" : $"{settings.Engine.ToString()}, without the page"),
            Writable(folder),
            await Database(settings, folder, server is not null, cancellation),
            Backup(settings),
            Disk(folder),
            Server(folder, server?.Status, client?.BaseAddress),
            await SignInExamination.Of(settings, cancellation),
            await ModelExamination.Of(settings, cancellation),
            .. await DiscordExamination.Of(settings.Discord, cancellation),
            server is null ? Port(settings) : new(Health.Ok, $"Port", $"in use by that server"),
            Node(),
        ];
    }

    /// <summary>There is something to look into: the doctor makes nothing that is not there.</summary>
    public static bool IsThere(Settings settings) =>
        settings.Engine is Engine.Postgres || settings.Engine is Engine.LiteDb && File.Exists(new DataFolder(settings.Folder).Database);

    private static Finding Writable(DataFolder folder)
    {
        if (!Directory.Exists(folder.Path))
            return new(Health.Ok, $"Data folder", $"{folder.Path} is not there yet; the first start makes it");

        return Tried($"Data folder", () => Say.Text(folder.Prepare().Path));
    }

    private static async Task<Finding> Database(Settings settings, DataFolder folder, bool isServed, CancellationToken cancellation)
    {
        if (settings.Engine is Engine.InMemory)
            return new(Health.Warn, $"Database", $"in memory: gone when the server stops", $"Use Data:Engine LiteDb to keep it.");

        if (settings.Engine is Engine.Postgres)
            return await Openable(Say.Text("PostgreSQL"), settings, folder, cancellation);

        if (!File.Exists(folder.Database))
            return new(Health.Ok, $"Database", $"not there yet; the first start makes it");

        Say size = $"{Size(new FileInfo(folder.Database).Length)}, LiteDB 5 with a journal";

        if (isServed)
            return new(Health.Ok, $"Database", $"{size}, open in the server");

        return await Openable(size, settings, folder, cancellation);
    }

    private static async Task<Finding> Openable(Say size, Settings settings, DataFolder folder, CancellationToken cancellation)
    {
        try
        {
            await using var store = await folder.Open(settings, cancellation);
            await using var services = new ServiceCollection().AddLogging().AddBot(settings, folder, store).BuildServiceProvider();
            await store.Prepare(services.GetRequiredService<FeatureSet>().Kinds, cancellation);

            if (store is LiteDbStore file && await file.DamagedPages() is { Count: > 0 } pages)
                return new(Health.Fail, $"Database", $"{size}; damaged pages: {string.Join(", ", pages.Take(10))}", $"Run chatops doctor --repair, which keeps what can be read, or restore a backup.");

            return await Dead(store, size, cancellation);
        }
        catch (StoreException e)
        {
            return new(Health.Fail, $"Database", size, e.Why);
        }
    }

    private static async Task<Finding> Dead(IStore store, Say size, CancellationToken cancellation) =>
        (await store.Dead(cancellation: cancellation)).Count is > 0 and var count
            ? new(Health.Warn, $"Database", $"opens, {size}; {count:# delivery was given up|# deliveries were given up}", $"Look at what they say: a platform was not reachable for long.")
            : new(Health.Ok, $"Database", $"opens, {size}");

    // The files themselves: what a server says of them may be out of date.
    private static Finding Backup(Settings settings)
    {
        if (settings.Backups is not { } plan)
            return new(Health.Ok, $"Backup", $"by hand; Backup:Folder plans them");

        if (plan.Made() is not [var last, ..] made)
            return new(Health.Warn, $"Backup", $"none in {plan.Folder} yet", $"A running server makes the first at once.");

        Say found = $"{made.Count} in {plan.Folder}, the last of {last.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC ({Size(new FileInfo(last.Path).Length)})";

        return last.At + (2 * plan.Every) < TimeProvider.System.GetUtcNow()
            ? new(Health.Fail, $"Backup", found, $"It is overdue. Look at the output of the server, which says why a backup failed.")
            : new(Health.Ok, $"Backup", found);
    }

    private static Finding Disk(DataFolder folder)
    {
        var root = folder.Path;

        while (!Directory.Exists(root))
            root = Path.GetDirectoryName(root)!;

        var free = new DriveInfo(root).AvailableFreeSpace;
        Say found = $"{Size(free)} free";

        return free switch
        {
            < NoSpace => new(Health.Fail, $"Disk", found, $"Make room: the database stops when the disk is full."),
            < LittleSpace => new(Health.Warn, $"Disk", found, $"Make room soon."),
            _ => new(Health.Ok, $"Disk", found),
        };
    }

    private static Finding Server(DataFolder folder, Status? status, Uri? address) =>
        status is not null ? new(Health.Ok, $"Server", $"runs at {address!.ToString().TrimEnd('/')} (process {Say.Text(status.Pid.ToString(CultureInfo.InvariantCulture))})")
        : File.Exists(folder.ServerFile) ? new(Health.Warn, $"Server", $"does not answer, and did not stop cleanly", $"Nothing, if it was killed: the next start puts it right.")
        : new(Health.Ok, $"Server", $"does not run");

    private static Finding Port(Settings settings) => Tried($"Port", () =>
    {
        Ports.Check(settings.Urls);
        return $"{Say.All(settings.Urls.Select(url => Say.Text($"{url.Port}")))} can be had";
    });

    private static Finding Tried(Say what, Func<Say> look)
    {
        try
        {
            return new(Health.Ok, what, look());
        }
        catch (Trouble trouble)
        {
            return new(Health.Fail, what, $"not usable", trouble.Why);
        }
    }

    private static Finding Node()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var name = OperatingSystem.IsWindows() ? "node.exe" : "node";

        return folders.Any(folder => File.Exists(Path.Combine(folder, name)))
            ? new(Health.Ok, $"Node", $"is there, to build the page")
            : new(Health.Warn, $"Node", $"is not there", $"Install Node.js to build the page from source; running does not need it.");
    }

    private static string Size(long bytes) => bytes >= 1L << 30
        ? $"{(bytes / (double)(1L << 30)).ToString("0.0", CultureInfo.InvariantCulture)} GB"
        : $"{bytes >> 20} MB";
}
