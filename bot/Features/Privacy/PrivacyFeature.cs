using ChatOps.Commands;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.DataRights;

/// <summary>What people may ask for by law: to be told what is kept about them, and to be forgotten.</summary>
public sealed class PrivacyFeature : IFeature
{
    public void Define(FeatureBuilder feature) => feature
        .Command<PreviewPerson>("privacy preview", "Show how much is kept about somebody", PreviewPerson.Handle, Effect.Read, Roles.Administrator)
        .Command<ExportPerson>("privacy export", "Give out everything that is kept about somebody", ExportPerson.Handle, Effect.Read, Roles.Administrator)
        .Command<ErasePerson>("privacy erase", "Erase everything about somebody", ErasePerson.Handle, Effect.Destructive, Roles.Administrator, preview: ErasePerson.Preview)
        .Command<RunErasure>("privacy run", "Do an erasure", RunErasure.Handle, Effect.Write, Roles.System, hidden: true);
}
