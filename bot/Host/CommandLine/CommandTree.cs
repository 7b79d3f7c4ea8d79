using System.CommandLine;
using System.CommandLine.Help;

namespace ChatOps.Host.CommandLine;

/// <summary>Every command of <c>chatops</c>; the server itself runs without reading them.</summary>
internal static class CommandTree
{
    public static RootCommand Of(IReadOnlyDictionary<string, string?> settings)
    {
        var root = new RootCommand(Operator.Words($"A help desk in chat."));

        foreach (var option in root.Options.OfType<HelpOption>())
            (option.Action, option.Description) = (new Help(root), Operator.Words($"Shows help."));

        root.Add(new Command("serve", Operator.Words($"Runs the server (also without any command).")));
        root.Add(ChatCommand.Of(settings));
        root.Add(DemoCommand.Of(settings));
        root.Add(ImportCommand.Of(settings));
        root.Add(BackupCommand.Backup(settings));
        root.Add(BackupCommand.Restore(settings));
        root.Add(BackupCommand.Export(settings));
        root.Add(AdminCommand.Of(settings));
        root.Add(AuditCommand.Of(settings));
        root.Add(SetupCommand.Of(settings));
        root.Add(ManifestCommand.Of(settings));
        root.Add(DoctorCommand.Of(settings));
        return root;
    }
}
