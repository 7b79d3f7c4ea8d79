using System.CommandLine;
using ChatOps.Host.Configuration;
using ChatOps.Host.Serving;

namespace ChatOps.Host.CommandLine;

/// <summary><c>chatops setup</c></summary>
internal static class SetupCommand
{
    public static Command Of(IReadOnlyDictionary<string, string?> settings)
    {
        var command = new Command("setup", Operator.Words($"Prints what is settled of a new installation and what comes next."));
        command.SetAction(async (parsed, cancellation) =>
            (await Errands.Setup.Run(Sources.Read(settings), new(Environment.UserName, Operator.Language), cancellation)).Print(parsed.InvocationConfiguration.Output));
        return command;
    }
}
