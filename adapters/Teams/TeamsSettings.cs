namespace ChatOps.Teams;

/// <summary>How the bot is known to Teams. Without one of these there is no endpoint.</summary>
/// <param name="AppId">Of the app registration; empty only with <see cref="Unauthenticated"/>.</param>
public sealed record TeamsSettings(string AppId)
{
    /// <summary>The tenant of a single-tenant registration (every new one is); null: registered for several.</summary>
    public string? TenantId { get; init; }

    /// <summary>The client secret: what the bot shows to get a token, unless one of the three below says otherwise.</summary>
    public string? Secret { get; init; }

    /// <summary>A PEM file with certificate and key, or a PKCS#12 file without a password.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>The machine's own identity in Azure: "system", or the client id of a user-assigned one. With <see cref="Federated"/> it vouches for the app.</summary>
    public string? ManagedIdentity { get; init; }

    /// <summary>A file that holds a token of another issuer which Entra trusts (workload identity), or "managed": the token of <see cref="ManagedIdentity"/>.</summary>
    public string? Federated { get; init; }

    public TeamsCloud Cloud { get; init; } = TeamsCloud.Public;

    /// <summary>Tenants whose people may talk to the bot. Empty: that of <see cref="TenantId"/> only; without it, none.</summary>
    public IReadOnlyList<string> AllowedTenants { get; init; } = [];

    /// <summary>Hosts, beside Microsoft's own, to which the bot's token may be sent.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Where the keys of the channel's tokens are described; null: as the cloud says.</summary>
    public Uri? OpenIdMetadata { get; init; }

    /// <summary>Where the bot gets its tokens (…/oauth2/v2.0/token); null: as the cloud and tenant say.</summary>
    public Uri? TokenEndpoint { get; init; }

    /// <summary>For a client on this machine, such as the Agents Playground: nobody shows a token, and only this machine is heard and answered.</summary>
    public bool Unauthenticated { get; init; }

    /// <summary>What Teams takes from one app in one tenant.</summary>
    public int RequestsPerSecond { get; init; } = 30;

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{AppId} in {TenantId ?? "several tenants"}";
}

public enum TeamsCloud
{
    Public,
    UsGovernment,
    China,
}
