using System.Text.Json;
using ChatOps.Documents;
using ChatOps.Teams.Connecting;
using ChatOps.Teams.Trust;
using Microsoft.Identity.Client;

namespace ChatOps.Teams;

/// <summary>Finds out whether an installation can talk with Teams, for whoever sets it up. Nothing is sent to anybody.</summary>
public static class TeamsCheck
{
    /// <summary>Asks for a token as the bot does.</summary>
    /// <returns>Why there is none, never with a secret (null: there is one); and whether anybody was there to say so.</returns>
    public static async Task<(string? Why, bool IsReached)> Token(TeamsSettings settings, CancellationToken cancellation)
    {
        try
        {
            using var lines = new Lines();
            return (await new Tokens(settings, lines, TimeProvider.System).Get(cancellation) is null ? "none is needed" : null, true);
        }
        catch (MsalException e)
        {
            return ($"{e.ErrorCode}: {e.Message.Split('\n', '\r')[0]}", true);
        }
        catch (HttpRequestException e)
        {
            return (e.Message.Split('\n', '\r')[0], false);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or System.Security.Cryptography.CryptographicException or ArgumentException)
        {
            return (e.Message.Split('\n', '\r')[0], true);
        }
    }

    /// <summary>Asks where the keys are by which Teams is known.</summary>
    /// <returns>Where that is described, and null: they are there; else what is wrong.</returns>
    public static async Task<(Uri At, string? Why)> Keys(TeamsSettings settings, CancellationToken cancellation)
    {
        var at = settings.OpenIdMetadata ?? Cloud.Of(settings.Cloud).Metadata;

        try
        {
            using var lines = new Lines();
            using var json = JsonDocument.Parse(await lines.Get(at, cancellation));
            return (at, json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty("jwks_uri", out _) ? null : "it does not say where the keys are");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || e is OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return (at, e.Message.Split('\n', '\r')[0]);
        }
    }

    /// <summary>In how many conversations with a tenant the bot was, and still is: where it was never heard, it is not installed.</summary>
    public static async Task<(int All, int Alive)> Conversations(IStore store, string? tenant, CancellationToken cancellation)
    {
        const int most = 1000;
        var query = tenant is null ? TeamsConversation.ByTenant.Where() : TeamsConversation.ByTenant.Where(tenant);
        var items = (await store.Find(query with { Take = most }, cancellation)).Items;
        return (items.Count, items.Count(item => !item.Body.IsDead));
    }
}
