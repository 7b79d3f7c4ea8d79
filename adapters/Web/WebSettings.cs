namespace ChatOps.Web;

/// <summary>How the page is reached, and who says who somebody is.</summary>
/// <param name="Address">As people write it, without a path; null: from this machine only.</param>
/// <param name="Oidc">Null: nobody can sign in.</param>
public sealed record WebSettings(Uri? Address = null, OidcSettings? Oidc = null);

/// <summary>Where people sign in: an OpenID Connect provider, and what this installation is there.</summary>
public sealed record OidcSettings(Uri Authority, string ClientId, string ClientSecret)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{ClientId} at {Authority}";
}
