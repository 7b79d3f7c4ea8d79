namespace ChatOps.Teams.Trust;

/// <summary>Where one of Microsoft's clouds has what, and who speaks for it.</summary>
/// <param name="Issuer">Of the tokens that the channel shows.</param>
/// <param name="Metadata">Where its keys are described.</param>
/// <param name="Login">Where Entra is.</param>
/// <param name="EntraKeys">Where the keys of Entra's tokens are described: those of an emulator, or of another bot.</param>
/// <param name="EntraTenants">Whose Entra tokens are taken beside those of the bot's own tenant.</param>
/// <param name="Resource">What the bot's tokens are for.</param>
/// <param name="Service">Where conversations are begun when no conversation is known.</param>
/// <param name="Hosts">Where connectors are: as they stand, or with a dot in front anything below.</param>
internal sealed record Cloud(string Issuer, Uri Metadata, Uri Login, Uri EntraKeys, string[] EntraTenants, string Resource, string Service, string[] Hosts)
{
    private static readonly Cloud Public = new(
        "https://api.botframework.com",
        new("https://login.botframework.com/v1/.well-known/openidconfiguration"),
        new("https://login.microsoftonline.com/"),
        new("https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration"),
        ["d6d49420-f39b-4df7-a1dc-d59a935871db", "f8cdef31-a31e-4b4a-93e4-5f571e91255a", "69e9b82d-4842-4902-8d1e-abc5b98a55e8"],
        "https://api.botframework.com",
        "https://smba.trafficmanager.net/teams/",
        ["smba.trafficmanager.net", ".botframework.com", "teams.microsoft.com", ".teams.microsoft.com"]);

    private static readonly Cloud UsGovernment = new(
        "https://api.botframework.us",
        new("https://login.botframework.azure.us/v1/.well-known/openidconfiguration"),
        new("https://login.microsoftonline.us/"),
        new("https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0/.well-known/openid-configuration"),
        ["cab8a31a-1906-4287-a0d8-4eef66b95f6e", "f8cdef31-a31e-4b4a-93e4-5f571e91255a"],
        "https://api.botframework.us",
        "https://smba.infra.gov.teams.microsoft.us/teams/",
        [".botframework.azure.us", ".botframework.us", "teams.microsoft.us", ".teams.microsoft.us", "smba.infra.gcc.teams.microsoft.com"]);

    private static readonly Cloud China = new(
        "https://api.botframework.azure.cn",
        new("https://login.botframework.azure.cn/v1/.well-known/openidconfiguration"),
        new("https://login.partner.microsoftonline.cn/"),
        new("https://login.partner.microsoftonline.cn/common/v2.0/.well-known/openid-configuration"),
        [],
        "https://api.botframework.azure.cn",
        "https://frontend.botapi.msg.infra.teams.microsoftonline.cn/teams/",
        [".botframework.azure.cn", ".teams.microsoftonline.cn"]);

    /// <summary>The files of a company, which Teams gives out with an address that needs no token.</summary>
    public static readonly string[] FileHosts = [".sharepoint.com", ".sharepoint.us", ".sharepoint.cn"];

    public static Cloud Of(TeamsCloud cloud) => cloud switch
    {
        TeamsCloud.UsGovernment => UsGovernment,
        TeamsCloud.China => China,
        _ => Public,
    };

    /// <summary>How Entra names itself in the tokens of a tenant, of either version.</summary>
    public bool IsEntra(string issuer, string tenant) =>
        issuer.Equals($"https://sts.windows.net/{tenant}/", StringComparison.OrdinalIgnoreCase)
        || issuer.Equals($"https://sts.chinacloudapi.cn/{tenant}/", StringComparison.OrdinalIgnoreCase) && this == China
        || issuer.Equals($"{Login}{tenant}/v2.0", StringComparison.OrdinalIgnoreCase);
}
