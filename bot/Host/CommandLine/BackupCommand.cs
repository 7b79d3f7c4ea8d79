using System.CommandLine;
using ChatOps.Cards;
using ChatOps.Host.Backups;
using ChatOps.Host.Configuration;
using ChatOps.Host.Serving;

namespace ChatOps.Host.CommandLine;

/// <summary><c>chatops backup</c>, <c>restore</c>, <c>export</c> and <c>import all</c></summary>
internal static class BackupCommand
{
    public static Command Backup(IReadOnlyDictionary<string, string?> settings)
    {
        var file = new Argument<string?>("file") { Description = Operator.Words($"The backup to make; there must be no such file yet."), HelpName = "FILE", Arity = ArgumentArity.ZeroOrOne };
        var passphrase = PassphraseFile();
        var command = new Command("backup", Operator.Words($"Writes everything into one file, beside a running server or without one.")) { file, passphrase, Verify(settings) };

        command.SetAction(async (parsed, cancellation) =>
        {
            var path = Path.GetFullPath(parsed.GetValue(file) ?? throw new Trouble($"Name the file to write: chatops backup FILE"));
            var request = new BackupRequest(path, FullOrNull(parsed.GetValue(passphrase)), Environment.UserName);
            return (await BackupErrands.Backup.Run(Sources.Read(settings), request, Telling(parsed), cancellation)).Print(parsed.InvocationConfiguration.Output);
        });

        return command;
    }

    public static Command Restore(IReadOnlyDictionary<string, string?> settings)
    {
        var file = new Argument<string>("file") { Description = Operator.Words($"A file that \"chatops backup\" wrote."), HelpName = "FILE" };
        var passphrase = PassphraseFile();
        var command = new Command("restore", Operator.Words($"Brings a backup into an empty data folder or database. Begun again after it was stopped, it goes on where it was.")) { file, passphrase };

        command.SetAction(async (parsed, cancellation) =>
        {
            var read = Sources.Read(settings);
            using var parcel = Parcel(read, parsed.GetValue(file)!, parsed.GetValue(passphrase));
            await Bring(parcel, read, parsed, cancellation);
        });

        return command;
    }

    public static Command Export(IReadOnlyDictionary<string, string?> settings)
    {
        var folder = new Argument<string>("folder") { Description = Operator.Words($"The folder to make; there must be none of that name yet."), HelpName = "FOLDER" };
        var command = new Command("export", Operator.Words($"Writes everything into a folder, one file of JSON lines a kind, attachments beside them. It is not encrypted.")) { folder };

        command.SetAction(async (parsed, cancellation) =>
        {
            var request = new ExportRequest(Path.TrimEndingDirectorySeparator(Path.GetFullPath(parsed.GetValue(folder)!)), Environment.UserName);
            return (await BackupErrands.Export.Run(Sources.Read(settings), request, Telling(parsed), cancellation)).Print(parsed.InvocationConfiguration.Output);
        });

        return command;
    }

    public static Command ImportAll(IReadOnlyDictionary<string, string?> settings)
    {
        var folder = new Argument<string>("folder") { Description = Operator.Words($"A folder that \"chatops export\" wrote."), HelpName = "FOLDER" };
        var command = new Command("all", Operator.Words($"Brings an export into an empty data folder or database. Begun again after it was stopped, it goes on where it was.")) { folder };

        command.SetAction(async (parsed, cancellation) =>
        {
            using var parcel = new FolderParcel(Path.GetFullPath(parsed.GetValue(folder)!));
            await Bring(parcel, Sources.Read(settings), parsed, cancellation);
        });

        return command;
    }

    private static Command Verify(IReadOnlyDictionary<string, string?> settings)
    {
        var file = new Argument<string>("file") { Description = Operator.Words($"A file that \"chatops backup\" wrote."), HelpName = "FILE" };
        var passphrase = PassphraseFile();
        var command = new Command("verify", Operator.Words($"Tries a restore into a place that is thrown away, and compares. The exit code is 1 when something is not as it was.")) { file, passphrase };

        command.SetAction(async (parsed, cancellation) =>
        {
            using var parcel = Parcel(Sources.Read(settings), parsed.GetValue(file)!, parsed.GetValue(passphrase));
            return (await Trying.Run(parcel, Composition.Features().Kinds, cancellation)).Print(parsed.InvocationConfiguration.Output);
        });

        return command;
    }

    private static async Task Bring(IParcel parcel, Settings settings, ParseResult parsed, CancellationToken cancellation)
    {
        await RefuseServed(settings, cancellation);
        var output = parsed.InvocationConfiguration.Output;
        var manifest = await new Restoring(parcel, settings, Telling(parsed)).Run(cancellation);
        output.WriteLine(Operator.Words($"{Backing.Told(manifest)} are in {(settings.Engine is Engine.Postgres ? "PostgreSQL" : settings.Folder)}, and compared."));
        output.WriteLine(Operator.Words($"Next: chatops doctor"));
    }

    private static Action<Say> Telling(ParseResult parsed) => line =>
    {
        parsed.InvocationConfiguration.Output.WriteLine(Operator.Words(line));
        parsed.InvocationConfiguration.Output.Flush();
    };

    private static async Task RefuseServed(Settings settings, CancellationToken cancellation)
    {
        if (await Neighbour.Find(new(settings.Folder), cancellation) is var (client, status))
        {
            using (client)
                throw new Trouble($"The data folder {settings.Folder} belongs to the server that runs as process {Say.Digits(status.Pid)}, and is not empty. Choose an empty folder with Data:Folder.");
        }
    }

    private static FileParcel Parcel(Settings settings, string file, string? passphraseFile) =>
        FileParcel.Of(Path.GetFullPath(file), settings.Key, passphraseFile is null ? null : Passphrase.Read(passphraseFile));

    private static Option<string?> PassphraseFile() =>
        new("--passphrase-file") { Description = Operator.Words($"A file that holds the passphrase, in place of the key of the installation."), HelpName = "file" };

    private static string? FullOrNull(string? path) => path is null ? null : Path.GetFullPath(path);
}
