namespace ChatOps.Teams.Trust;

/// <summary>Where the bot may go: an address in a message is somebody's words, and the bot's token would go with it.</summary>
internal sealed class Hosts(TeamsSettings settings)
{
    private readonly string[] connectors = Cloud.Of(settings.Cloud).Hosts;

    /// <summary>Whether this is a connector, so that the bot's token may be shown there.</summary>
    public bool IsConnector(Uri address) => settings.Unauthenticated
        ? address.IsLoopback
        : IsAllowed(address) || IsMicrosoft(address, connectors);

    /// <summary>Whether a file may be fetched from there, without any token.</summary>
    public bool HasFiles(Uri address) => IsMicrosoft(address, Cloud.FileHosts) || IsConnector(address);

    private bool IsAllowed(Uri address) =>
        (address.Scheme is "https" || address is { Scheme: "http", IsLoopback: true })
        && settings.AllowedHosts.Any(host => host.Equals(address.IsDefaultPort ? address.IdnHost : address.Authority, StringComparison.OrdinalIgnoreCase));

    private static bool IsMicrosoft(Uri address, string[] hosts) =>
        address is { Scheme: "https", IsDefaultPort: true, UserInfo: "" }
        && Array.Exists(hosts, host => host[0] is '.' ? address.IdnHost.EndsWith(host, StringComparison.OrdinalIgnoreCase) : address.IdnHost.Equals(host, StringComparison.OrdinalIgnoreCase));
}
