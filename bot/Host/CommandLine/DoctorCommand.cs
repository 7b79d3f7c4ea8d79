using System.CommandLine;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Discord;
using ChatOps.Host.Configuration;
using ChatOps.Host.Doctor;
using ChatOps.Host.Serving;
using ChatOps.Terminal;

namespace ChatOps.Host.CommandLine;

/// <summary><c>chatops doctor</c></summary>
internal static class DoctorCommand
{
    public static Command Of(IReadOnlyDictionary<string, string?> settings)
    {
        var repair = new Option<bool>("--repair") { Description = Operator.Words($"Bring what can be read of a damaged LiteDB file into a new one; the old one is kept.") };
        var command = new Command("doctor", Operator.Words($"Checks the settings, the data folder, the disk, the port, the running server and Discord, and says what to do. The exit code is 1 when something fails.")) { repair };

        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(repair))
                return (await Repair.Run(Sources.Read(settings), cancellation)).Print(parsed.InvocationConfiguration.Output);

            var code = Print("chatops doctor", await Examination.Of(settings, cancellation));
            await PrintSetup(settings, parsed.InvocationConfiguration.Output, cancellation);
            return code;
        });

        command.Add(Teams(settings));
        command.Add(OfDiscord(settings));
        return command;
    }

    private static Command OfDiscord(IReadOnlyDictionary<string, string?> settings)
    {
        var command = new Command("discord", Operator.Words($"Checks Discord alone: the token, the intents, the permissions and the commands."));

        command.SetAction(async (parsed, cancellation) =>
        {
            var discord = Sources.Read(settings).Discord ?? throw new Trouble($"Discord is not set up. Set Discord:Token and Discord:ApplicationId, as the README says under Discord.");
            var code = Print("chatops doctor discord", await DiscordExamination.Of(discord, cancellation));

            // Whole, so that it can be copied.
            parsed.InvocationConfiguration.Output.WriteLine(Operator.Words($"The bot is let into a server at {DiscordCheckup.InvitationOf(discord)}"));
            return code;
        });

        return command;
    }

    private static Command Teams(IReadOnlyDictionary<string, string?> settings)
    {
        var package = new Option<string>("--package") { Description = Operator.Words($"What \"chatops manifest teams\" has written."), HelpName = "file", DefaultValueFactory = _ => ManifestCommand.Package };
        var command = new Command("teams", Operator.Words($"Checks what Teams needs: the public address, the token, the package, the consent. The exit code is 1 when something fails.")) { package };
        command.SetAction(async (parsed, cancellation) => Print("chatops doctor teams", await TeamsExamination.Of(settings, parsed.GetValue(package)!, cancellation)));
        return command;
    }

    // What is broken is said above; a store that does not open has no list.
    private static async Task PrintSetup(IReadOnlyDictionary<string, string?> given, TextWriter output, CancellationToken cancellation)
    {
        try
        {
            if (Sources.Read(given) is var settings && Examination.IsThere(settings))
                (await Errands.Setup.Run(settings, new(Environment.UserName, Operator.Language), cancellation)).Print(output);
        }
        catch (Explained)
        {
        }
    }

    private static int Print(string title, IReadOnlyList<Finding> findings)
    {
        var card = new Card(Say.Text(title))
        {
            Body = [new Block.Table([$"", $"What", $"Found", $"What to do"], [.. findings.Select(Row)])],
        };

        Console.Out.Write(TerminalPrinting.Draw(new Message { Card = card, Reader = Operator.Reader }));
        return findings.Any(finding => finding.Health is Health.Fail) ? 1 : 0;
    }

    private static Block.Row Row(Finding finding) =>
        new([Say.Text(finding.Health.ToString().ToUpperInvariant()), finding.What, finding.Found, finding.Remedy ?? $""]);
}
