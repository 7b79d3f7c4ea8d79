using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using ChatOps.Cards;

namespace ChatOps.Host.CommandLine;

/// <summary>Help as somebody reads it who has a minute.</summary>
internal sealed class Help(RootCommand root) : SynchronousCommandLineAction
{
    private const int Widest = 33;

    private static readonly (Say Heading, (string What, Say Why)[] Lines)[] Parts =
    [
        ($"ChatOps - a help desk in chat.", [("chatops", $"run the server at http://localhost:3978")]),
        ($"Talk with it here",
        [
            ("chatops chat --as ada", $"chat in this terminal, as one of the people of the demonstration"),
            ("chatops chat < lines.txt", $"the same from a file or a pipe; nothing is asked then"),
        ]),
        ($"Look after it",
        [
            ("chatops demo", $"fill it with a believable company, its assets and 200 tickets"),
            ("chatops admin claim CODE", $"make it yours, with the code that the server prints (--email, --name)"),
            ("chatops admin code", $"print a new code, while it is nobody's"),
            ("chatops admin status", $"show its channels, its store, and what waits or could not be delivered"),
            ("chatops import people FILE.csv", $"create and update people from a personnel file (--dry-run only reports)"),
            ("chatops import assets FILE.csv", $"the same for what the company owns, from Snipe-IT or any other program"),
            ("chatops setup", $"what is settled of a new installation, and what comes next"),
            ("chatops audit verify", $"find out whether anybody has changed the audit trail"),
            ("chatops backup FILE", $"everything in one file, also beside a running server"),
            ("chatops backup verify FILE", $"try whether it can be restored"),
            ("chatops restore FILE", $"bring it into an empty data folder or database"),
            ("chatops export FOLDER", $"everything in an open format; \"import all FOLDER\" brings it in"),
            ("chatops doctor --repair", $"bring what is readable of a damaged database into a new one"),
            ("chatops manifest teams", $"write the app package for Microsoft Teams (--app-id, --domain)"),
            ("chatops doctor teams", $"check what Teams needs: address, token, package, consent"),
            ("chatops doctor discord", $"check what Discord needs: token, intents, permissions, commands"),
            ("chatops doctor", $"check the settings, the data folder, the port, the disk"),
        ]),
        ($"Settings (also in appsettings.json, or in the environment as Data__Folder)",
        [
            ("--Urls http://localhost:3978", $"where the server listens"),
            ("--Data:Folder chatops-data", $"where everything is kept, seen from here"),
            ("--Data:Engine LiteDb", $"LiteDb, Postgres, or InMemory to keep nothing"),
            ("--Web:Enabled true", $"whether the page is served"),
        ]),
    ];

    private static readonly string[] Examples =
    [
        "chatops --Urls http://localhost:4000 --Data:Folder /tmp/try",
        "echo 'ticket new title:\"VPN is down\" impact:high urgency:high' | chatops chat --as ada",
        "chatops chat --as grace",
    ];

    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.CommandResult.Command == root)
            Write(parseResult.InvocationConfiguration.Output);
        else
            Describe(parseResult);

        return 0;
    }

    // Without the library's heading over what it is for, which has no German.
    private static void Describe(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        using var help = new StringWriter();
        parsed.InvocationConfiguration.Output = help;
        new HelpAction().Invoke(parsed);
        output.Write(help.ToString().Split('\n', 2)[1]);
    }

    private static void Write(TextWriter output)
    {
        foreach (var (heading, lines) in Parts)
        {
            output.WriteLine(Operator.Words(heading));

            foreach (var (what, why) in lines)
                output.WriteLine($"  {what.PadRight(Widest)}{Operator.Words(why)}");

            output.WriteLine();
        }

        output.WriteLine(Operator.Words($"Examples"));

        foreach (var example in Examples)
            output.WriteLine($"  {example}");

        output.WriteLine();
        output.WriteLine(Operator.Words($"chatops COMMAND --help says more. Commands that need the data work beside a running server, and without one."));
        output.WriteLine();
    }
}
