using ChatOps.Documents;
using ChatOps.Host;
using ChatOps.Host.CommandLine;
using ChatOps.Host.Configuration;

try
{
    var (settings, arguments) = Sources.Split(args);

    // Signals are for the server itself; nothing is printed for an error but its sentence.
    return await CommandTree.Of(settings).Parse(arguments).InvokeAsync(new() { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is Trouble or StoreException)
{
    await Console.Error.WriteLineAsync($"chatops: {e.Message}");
    return 1;
}
