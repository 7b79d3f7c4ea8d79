using System.CommandLine;
using ChatOps.Host.Configuration;
using ChatOps.Host.Serving;

namespace ChatOps.Host.CommandLine;

/// <summary><c>chatops admin</c></summary>
internal static class AdminCommand
{
    private const string Keep = "keep";
    private const string Delete = "delete";

    public static Command Of(IReadOnlyDictionary<string, string?> settings) => new("admin", Operator.Words($"Whose installation this is.")) { Claim(settings), Code(settings), Status(settings) };

    private static Command Claim(IReadOnlyDictionary<string, string?> settings)
    {
        var code = new Argument<string>("code") { Description = Operator.Words($"What the server prints when it starts, or \"chatops admin code\".") };
        var email = new Option<string>("--email") { Description = Operator.Words($"Your e-mail address."), Required = true };
        var name = new Option<string>("--name") { Description = Operator.Words($"Your name, as others read it."), Required = true };
        var demo = new Option<string?>("--demo") { Description = Operator.Words($"What becomes of the people and tickets of the demonstration; asked when left out."), HelpName = "keep|delete" };
        demo.AcceptOnlyFromAmong(Keep, Delete);

        var command = new Command("claim", Operator.Words($"Makes this installation yours and ends the demonstration.")) { code, email, name, demo };

        command.SetAction(async (parsed, cancellation) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var keep = (parsed.GetValue(demo) ?? Ask(output)) is Keep;
            var request = new ClaimRequest(parsed.GetValue(code)!, parsed.GetValue(email)!.Trim(), parsed.GetValue(name)!.Trim(), keep, Environment.UserName);
            return (await Errands.Claim.Run(Sources.Read(settings), request, cancellation)).Print(output);
        });

        return command;
    }

    private static string Ask(TextWriter output)
    {
        if (Console.IsInputRedirected)
            throw new Trouble($"Say what becomes of the people and tickets of the demonstration: --demo keep or --demo delete.");

        while (true)
        {
            output.Write(Operator.Words($"Keep the people and tickets of the demonstration, or delete them (deactivated and withdrawn)? keep/delete:") + " ");

            if (Console.In.ReadLine()?.Trim().ToLowerInvariant() is (Keep or Delete or null) and var answer)
                return answer ?? throw new Trouble($"Nothing was changed.");
        }
    }

    private static Command Status(IReadOnlyDictionary<string, string?> settings)
    {
        var command = new Command("status", Operator.Words($"Shows how ChatOps fares: its channels, its store, and what waits or could not be delivered."));
        command.SetAction(async (parsed, cancellation) =>
            (await Errands.Status.Run(Sources.Read(settings), new(Environment.UserName, Operator.Language), cancellation)).Print(parsed.InvocationConfiguration.Output));
        return command;
    }

    private static Command Code(IReadOnlyDictionary<string, string?> settings)
    {
        var command = new Command("code", Operator.Words($"Prints a new code with which this installation can be claimed; the one before is no longer valid."));
        command.SetAction(async (parsed, cancellation) =>
            (await Errands.Code.Run(Sources.Read(settings), new(Environment.UserName), cancellation)).Print(parsed.InvocationConfiguration.Output));
        return command;
    }
}
