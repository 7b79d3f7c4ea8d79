using System.CommandLine;
using ChatOps.Conversations;
using ChatOps.Host.Configuration;
using ChatOps.Host.Storing;
using ChatOps.Terminal;
using ChatOps.Terminal.Chatting;

namespace ChatOps.Host.CommandLine;

/// <summary><c>chatops chat</c></summary>
internal static class ChatCommand
{
    public static Command Of(IReadOnlyDictionary<string, string?> settings)
    {
        var who = new Option<string?>("--as") { Description = Operator.Words($"Be one of the people of the demonstration: ada, grace, pam, ruth."), HelpName = "person" };
        var command = new Command("chat", Operator.Words($"Talks with the bot, line by line. From a pipe nothing is asked: what is missing is said, and the exit code is 1 when a line was refused.")) { who };
        command.SetAction((parsed, cancellation) => Run(settings, parsed.GetValue(who), cancellation));
        return command;
    }

    private static async Task<int> Run(IReadOnlyDictionary<string, string?> given, string? who, CancellationToken cancellation)
    {
        var attended = !Console.IsInputRedirected;

        await using var desk = await Desks.Open(Sources.Read(given), new(who, Environment.UserName, Speaker.LocaleOf(Environment.GetEnvironmentVariable)), cancellation);

        try
        {
            return await new Chat(desk.Desk, Console.In, Console.Out, TerminalPrinting.Look, attended, TimeProvider.System).Run(cancellation) ? 0 : 1;
        }
        catch (Refusal refusal)
        {
            throw new Trouble(refusal.Why, refusal);
        }
    }
}
