using ChatOps.Discord;

namespace ChatOps.Host.Doctor;

/// <summary>Looks at Discord: the token, the intents, the permissions, the commands.</summary>
internal static class DiscordExamination
{
    /// <returns>Nothing, when Discord is not set up.</returns>
    public static async Task<IReadOnlyList<Finding>> Of(DiscordSettings? settings, CancellationToken cancellation)
    {
        if (settings is null)
            return [];

        var looked = await new DiscordCheckup(settings, Composition.Features(settings).Catalog).Look(cancellation);
        return [.. looked.Select(one => new Finding(one.IsFatal ? Health.Fail : one.Remedy is null ? Health.Ok : Health.Warn, one.What, one.Found, one.Remedy))];
    }
}
