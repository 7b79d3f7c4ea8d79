using ChatOps.Features;
using ChatOps.Host.Configuration;

namespace ChatOps.Host.Owning;

/// <summary>Where people can talk with the bot, as the settings say: a line of the set-up checklist.</summary>
internal sealed class Surfaces(Settings settings) : IFeature
{
    public void Define(FeatureBuilder feature) => feature.Setup(new(70, $"Channels", _ => new(Look())));

    private SetupState Look() => settings switch
    {
        { Web: false, Discord: not null } => new(true, $"Discord and the terminal", $"Nothing"),
        { Web: false } => new(true, $"the terminal", $"Nothing"),
        { Page.Oidc: not null, Discord: not null } => new(true, $"the page, where people sign in, Discord and the terminal", $"Nothing"),
        { Page.Oidc: not null } => new(true, $"the page, where people sign in, and the terminal", $"Nothing"),
        _ => new(false, $"the terminal; the page lets nobody sign in", $"Set Web:Address and Web:Oidc, as the README says under Signing in"),
    };
}
