using ChatOps.Commands;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Setup;

/// <summary>From a fresh installation to a usable help desk: one checklist, left and taken up again at any time.</summary>
public sealed class SetupFeature : IFeature
{
    public void Define(FeatureBuilder feature) => feature.Command<ShowSetup>(
        "setup",
        "See what is settled and what is not",
        ShowSetup.Handle,
        Effect.Read,
        Roles.Administrator,
        says: ["set up", "setup checklist", "what is left to set up"]);
}
