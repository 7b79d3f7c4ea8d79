using System.Globalization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;

namespace ChatOps.Auditing;

/// <summary>Looks whether anybody has changed, removed, inserted or moved an entry of the audit trail behind the bot's back.</summary>
internal sealed record VerifyTrail : Command
{
    private const int MostShown = 10;

    public static async Task<Reply> Handle(VerifyTrail command, Turn turn)
    {
        turn.Asked("audit verify");
        var verdict = await turn.VerifyTrail();

        return new Card(verdict.IsSound ? (Say)$"The audit trail is as it was written" : $"The audit trail is not as it was written")
        {
            Tone = verdict.IsSound ? Tone.Good : Tone.Bad,
            Body =
            [
                new Block.Text($"{verdict.Facts:one entry|# entries} about {verdict.Subjects:one thing|# things} were looked at."),
                .. verdict.Flaws.Take(MostShown).Select(flaw => new Block.Text(Sentence(flaw))),
                .. Rest(verdict),
            ],
        };
    }

    private static Say Sentence(Flaw flaw) => flaw.Kind switch
    {
        FlawKind.Changed => $"{flaw.Subject}: entry {flaw.Number} was changed.",
        FlawKind.Missing => $"{flaw.Subject}: entry {flaw.Number} is missing.",
        FlawKind.Reordered => $"{flaw.Subject}: entry {flaw.Number} is not in its place.",
        _ => $"{flaw.Subject}: something was inserted at entry {flaw.Number}.",
    };

    private static IEnumerable<Block> Rest(AuditVerdict verdict)
    {
        if (verdict.Broken > MostShown)
            yield return new Block.Text($"{verdict.Broken - MostShown} more are broken.");

        if (verdict.Unknown > 0)
            yield return new Block.Text($"{verdict.Unknown:one entry was|# entries were} made with another key than the one in audit.key, so nobody can say whether they are as they were. Put the key back that was used then.");

        if (verdict.Erased > 0)
            yield return new Block.Text($"The words of {verdict.Erased:one entry|# entries} were erased by the bot itself; their place in the trail holds.");

        if (verdict.Newest is { } digest)
            yield return new Block.Text($"Seal {digest.Number.ToString(CultureInfo.InvariantCulture)} of {digest.At}: {digest.Root}. Whoever keeps it elsewhere can compare.") { Subtle = true };
    }
}

/// <summary>Seals what has come since the last time.</summary>
internal sealed record MakeDigest : Command
{
    public static async Task<Reply> Handle(MakeDigest command, Turn turn)
    {
        await turn.SealTrail();
        return (Say)$"Sealed.";
    }
}
