using System.CommandLine.Invocation;
using System.Globalization;
using ChatOps.Cards;
using ChatOps.Host;
using ChatOps.Host.CommandLine;
using ChatOps.Host.Configuration;
using ChatOps.Host.Serving;

// The words of the command line's library: usage, options, what is missing.
CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Operator.Language);

try
{
    var (settings, arguments) = Sources.Split(args);

    // What has to start fast needs no tree of commands.
    if (arguments is [] or ["serve"])
    {
        await Server.Run(Sources.Read(settings), Console.Out, CancellationToken.None);
        return 0;
    }

    var parsed = CommandTree.Of(settings).Parse(arguments);

    // Of a word that nobody knows that is said, and not what else is missing without it.
    var errors = parsed.UnmatchedTokens is [_, ..] unknown ? parsed.Errors.TakeLast(unknown.Count) : parsed.Errors;

    if (parsed.Action is ParseErrorAction)
        throw new Trouble($"{string.Join(" ", errors.Select(error => error.Message))} \"chatops --help\" shows what there is.");

    // Signals are for the server itself; of an error only its sentence is printed.
    return await parsed.InvokeAsync(new() { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
}
catch (Explained e)
{
    await Console.Error.WriteLineAsync($"chatops: {Operator.Words(e.Why)}");
    return 1;
}
