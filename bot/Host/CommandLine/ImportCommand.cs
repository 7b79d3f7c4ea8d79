using System.CommandLine;
using ChatOps.Cards;
using ChatOps.Host.Configuration;
using ChatOps.Host.Importing;
using ChatOps.Host.Serving;

namespace ChatOps.Host.CommandLine;

/// <summary><c>chatops import</c></summary>
internal static class ImportCommand
{
    public static Command Of(IReadOnlyDictionary<string, string?> settings) => new("import", Operator.Words($"Brings in what another program knows.")) { People(settings), Assets(settings), BackupCommand.ImportAll(settings) };

    private static Command People(IReadOnlyDictionary<string, string?> settings)
    {
        var deactivate = new Option<bool>("--deactivate-missing") { Description = Operator.Words($"Deactivate who is not in the file. Nobody is ever deleted.") };
        var yes = new Option<bool>("--yes") { Description = Operator.Words($"Also when that is more than 5 % of the people.") };

        return Import(
            "people",
            $"Creates and updates people from a personnel file, by e-mail address or employee number. The exit code is 1 when a row was refused.",
            "\"Kostenstelle=department\"",
            (parsed, request, cancellation) => Errands.ImportPeople.Run(Sources.Read(settings), request with { DeactivateMissing = parsed.GetValue(deactivate), Yes = parsed.GetValue(yes) }, cancellation),
            deactivate,
            yes);
    }

    private static Command Assets(IReadOnlyDictionary<string, string?> settings) => Import(
        "assets",
        $"Creates and updates assets from the CSV file of Snipe-IT or of any program, by tag or serial number. The exit code is 1 when a row was refused.",
        "\"Inventarnummer=tag\"",
        (_, request, cancellation) => Errands.ImportAssets.Run(Sources.Read(settings), request, cancellation));

    private static Command Import(string name, Say what, string example, Func<ParseResult, ImportRequest, CancellationToken, Task<Printed>> run, params Option[] options)
    {
        var file = new Argument<string>("file") { Description = Operator.Words($"A CSV file; its first line names the columns."), HelpName = "FILE.csv" };
        var dryRun = new Option<bool>("--dry-run") { Description = Operator.Words($"Only report what would change.") };
        var map = new Option<string[]>("--map") { Description = Operator.Words($"What a column means, once: {example}. It is remembered."), HelpName = "Header=field" };
        var command = new Command(name, Operator.Words(what)) { file, dryRun, map };

        foreach (var option in options)
            command.Add(option);

        command.SetAction(async (parsed, cancellation) =>
        {
            var request = new ImportRequest(await Read(parsed.GetValue(file)!, cancellation), Mapping(parsed.GetValue(map) ?? []), Environment.UserName)
            {
                DryRun = parsed.GetValue(dryRun),
                Language = Operator.Language,
            };

            return (await run(parsed, request, cancellation)).Print(parsed.InvocationConfiguration.Output);
        });

        return command;
    }

    private static async Task<string> Read(string path, CancellationToken cancellation)
    {
        try
        {
            return CsvTable.Decode(await File.ReadAllBytesAsync(path, cancellation));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Trouble($"The file {path} cannot be read ({e.Message.TrimEnd('.')}). Name another.", e);
        }
    }

    private static Dictionary<string, string> Mapping(IEnumerable<string> said)
    {
        var map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

        foreach (var one in said)
        {
            var at = one.LastIndexOf('=');

            if (at < 1)
                throw new Trouble($"--map \"{one}\" does not say what it means. Write --map \"{one.TrimEnd('=')}=email\".");

            map[one[..at].Trim()] = one[(at + 1)..].Trim();
        }

        return map;
    }
}

internal static class Printing
{
    /// <returns>The exit code.</returns>
    public static int Print(this Printed printed, TextWriter output)
    {
        foreach (var line in printed.Lines)
            output.WriteLine(Operator.Words(line));

        return printed.IsFine ? 0 : 1;
    }
}
