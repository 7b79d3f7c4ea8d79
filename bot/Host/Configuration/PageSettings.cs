using ChatOps.Web;

namespace ChatOps.Host.Configuration;

/// <summary>Reads where the page is and how people sign in there.</summary>
internal static class PageSettings
{
    private static readonly string[] OidcNames = ["Authority", "ClientId", "ClientSecret"];

    /// <summary>Where anybody's account would do; and what comes from there does not say who has sent it.</summary>
    private static readonly string[] Everybody = ["common", "organizations", "consumers"];

    /// <exception cref="Trouble">The first setting that will not do, and what would.</exception>
    public static WebSettings Read(IConfigurationSection web) => new(AddressOf(web["Address"]), OidcOf(web.GetSection("Oidc")));

    private static Uri? AddressOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.PathAndQuery is not "/" || address.UserInfo is not "" || address.Fragment is not "")
            throw new Trouble($"The setting Web:Address is \"{text}\", which is not the address of a page. Write it like https://help.your.company, with nothing behind the name.");

        return address.Scheme is "https" || address.IsLoopback
            ? address
            : throw new Trouble($"The setting Web:Address is \"{text}\", and what people say there could be read on the way. Write it with https.");
    }

    private static OidcSettings? OidcOf(IConfigurationSection oidc)
    {
        var missing = OidcNames.Where(name => string.IsNullOrWhiteSpace(oidc[name])).ToArray();

        if (missing.Length == OidcNames.Length)
            return null;

        return missing is [var first, ..]
            ? throw new Trouble($"The setting Web:Oidc:{first} is missing. To sign in takes all three, Web:Oidc:Authority, Web:Oidc:ClientId and Web:Oidc:ClientSecret: set it, or remove the others.")
            : new(AuthorityOf(oidc["Authority"]!.Trim()), oidc["ClientId"]!.Trim(), oidc["ClientSecret"]!.Trim());
    }

    private static Uri AuthorityOf(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var authority) || authority.Scheme is not ("http" or "https") || authority.Query is not "" || authority.Fragment is not "" || authority.UserInfo is not "")
            throw new Trouble($"The setting Web:Oidc:Authority is \"{text}\", which is not the address of an OpenID Connect provider. Write it like https://login.your.company/realms/staff.");

        if (authority.Scheme is not "https" && !authority.IsLoopback)
            throw new Trouble($"The setting Web:Oidc:Authority is \"{text}\", and what it says about people could be changed on the way. Write it with https.");

        return authority.Host is "login.microsoftonline.com" && Everybody.Contains(authority.Segments.ElementAtOrDefault(1)?.Trim('/'), StringComparer.OrdinalIgnoreCase)
            ? throw new Trouble($"The setting Web:Oidc:Authority is \"{text}\", where everybody with any Microsoft account could sign in. Name your own tenant: https://login.microsoftonline.com/TENANT/v2.0.")
            : authority;
    }
}
