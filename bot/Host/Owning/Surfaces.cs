using ChatOps.Cards;
using ChatOps.Features;
using ChatOps.Host.Configuration;

namespace ChatOps.Host.Owning;

/// <summary>Where people can talk with the bot, as the settings say: a line of the set-up checklist.</summary>
internal sealed class Surfaces(Settings settings) : IFeature
{
    public void Define(FeatureBuilder feature) => feature.Setup(new(70, $"Channels", _ => new(Look())));

    private SetupState Look()
    {
        Say[] where =
        [
            .. settings.Teams is null ? Array.Empty<Say>() : [$"Teams"],
            .. settings.Discord is null ? Array.Empty<Say>() : [$"Discord"],
            .. settings is { Web: true, Page.Oidc: not null } ? [$"the page, where people sign in"] : Array.Empty<Say>(),
            $"the terminal",
        ];

        return where.Length > 1 || !settings.Web
            ? new(true, Say.All(where), $"Nothing")
            : new(false, $"the terminal; the page lets nobody sign in", $"Set Web:Address and Web:Oidc, as the README says under Signing in");
    }
}
