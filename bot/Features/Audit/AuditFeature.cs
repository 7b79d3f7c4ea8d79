using ChatOps.Commands;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Scheduling;

namespace ChatOps.Auditing;

/// <summary>What happened, who did it and who could see it, for those who have to answer for that.</summary>
public sealed class AuditFeature : IFeature
{
    private const Roles Auditors = Roles.Auditor | Roles.Administrator;

    public void Define(FeatureBuilder feature) => feature
        .Stores(AuditDigest.Kind)
        .Command<ShowTrail>("audit show", "Show what happened to something", ShowTrail.Handle, Effect.Read, Auditors, says: ["audit {about}"])
        .Command<ShowDeeds>("audit person", "Show what somebody did, and what was done to them", ShowDeeds.Handle, Effect.Read, Auditors)
        .Command<ShowReaders>("audit queue", "Show who could read a queue on a day", ShowReaders.Handle, Effect.Read, Auditors)
        .Command<ShowAccess>("audit access", "Show who read a restricted ticket", ShowAccess.Handle, Effect.Read, Auditors)
        .Command<VerifyTrail>("audit verify", "Check that nobody has changed the audit trail", VerifyTrail.Handle, Effect.Read, Auditors)
        .Command<MakeDigest>("audit digest", "Seal the audit trail", MakeDigest.Handle, Effect.Write, Roles.System, hidden: true)
        .Every("audit", Recurrence.Every(TimeSpan.FromHours(1)), Invocation.Of("audit digest"));
}
