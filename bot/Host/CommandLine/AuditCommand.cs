using System.CommandLine;
using System.Globalization;
using ChatOps.Cards;
using ChatOps.Documents;
using ChatOps.Host.Configuration;
using ChatOps.Host.Serving;

namespace ChatOps.Host.CommandLine;

/// <summary><c>chatops audit</c></summary>
internal static class AuditCommand
{
    private static readonly AsyncLocal<Action<long>?> Progress = new();

    public static Command Of(IReadOnlyDictionary<string, string?> settings) => new("audit", Operator.Words($"The audit trail.")) { Verify(settings) };

    /// <summary>What a verification says, line by line.</summary>
    public static async Task<Printed> Verify(IStore store, CancellationToken cancellation) => Print(await new Verification(store).Run(Progress.Value, cancellation));

    private static Command Verify(IReadOnlyDictionary<string, string?> settings)
    {
        var command = new Command("verify", Operator.Words($"Checks that every entry of the audit trail is as it was written. The exit code is 1 when one is not."));

        command.SetAction(async (parsed, cancellation) =>
        {
            // Where the store is opened by this process; a server says it all at the end.
            if (!Console.IsErrorRedirected)
                Progress.Value = facts => Console.Error.Write($"\r{facts.ToString("N0", CultureInfo.InvariantCulture)} entries ");

            var printed = await Errands.VerifyAudit.Run(Sources.Read(settings), new(Environment.UserName), cancellation);

            if (!Console.IsErrorRedirected)
                await Console.Error.WriteAsync("\r");

            return printed.Print(parsed.InvocationConfiguration.Output);
        });

        return command;
    }

    private static Printed Print(AuditVerdict verdict)
    {
        Say scope = $"{verdict.Facts:one entry|# entries} about {verdict.Subjects:one thing|# things}";
        var lines = new List<Say> { verdict.IsSound ? (Say)$"The audit trail is as it was written: {scope}." : $"The audit trail is not as it was written: {scope} were looked at." };
        lines.AddRange(verdict.Flaws.Select(flaw => (Say)$"  {flaw.Subject}, entry {flaw.Number}: {Say.Term(ChatOps.Commands.Terms.Label(flaw.Kind.ToString()))}"));

        if (verdict.Broken > verdict.Flaws.Count)
            lines.Add($"  and {verdict.Broken - verdict.Flaws.Count} more");

        if (verdict.Unknown > 0)
            lines.Add($"{verdict.Unknown:one entry was|# entries were} made with another key than the one that is here, so nobody can say whether all is as it was. Put the audit.key back that was used then.");

        if (verdict.Erased > 0)
            lines.Add($"The words of {verdict.Erased:one entry|# entries} were erased by ChatOps itself; the place in the trail holds.");

        if (verdict.Newest is { } digest)
            lines.Add($"Seal {digest.Number} of {digest.At}: {digest.Root} ({verdict.Uncovered:one entry since is|# entries since are} not sealed yet). Keep it elsewhere to compare.");

        return new(lines, verdict.IsSound);
    }
}
