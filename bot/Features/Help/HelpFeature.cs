using ChatOps.Commands;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Help;

/// <summary>Says what the bot can do for whoever asks.</summary>
public sealed class HelpFeature : IFeature
{
    public void Define(FeatureBuilder feature) => feature.Command<GetHelp>(
        "help",
        "See what you can do here",
        GetHelp.Handle,
        Effect.Read,
        Roles.Everyone,
        says: ["what can you do", "what can i do", "how does this work", "hello", "hi", "hey", "hello there", "good morning", "good afternoon", "help with {text}", "how do i {text}"]);
}
