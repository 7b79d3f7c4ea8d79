using System.Collections.Concurrent;
using ChatOps.Discord.Rest;

namespace ChatOps.Discord.People;

/// <summary>The account of the bot: whom a mention of it names, and whose its threads are.</summary>
internal sealed class Myself(RestClient rest)
{
    private readonly ConcurrentDictionary<string, string> roles = new(StringComparer.Ordinal);
    private volatile string? id;

    public async ValueTask<string> Id(CancellationToken cancellation) => id ??= (await rest.GetMe(cancellation)).Id;

    /// <summary>The role that Discord has made for the bot in a server: it has the same name, so people mention that just as well.</summary>
    /// <returns>Empty: there is none.</returns>
    public async ValueTask<string> RoleIn(string guild, CancellationToken cancellation)
    {
        if (roles.TryGetValue(guild, out var known))
            return known;

        var me = await Id(cancellation);
        return roles[guild] = (await rest.GetRoles(guild, cancellation)).FirstOrDefault(role => role.Tags?.BotId == me)?.Id ?? "";
    }
}
