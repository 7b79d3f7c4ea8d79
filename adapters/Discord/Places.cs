using System.Collections.Concurrent;
using System.Text.Json;
using ChatOps.Conversations;
using ChatOps.Discord.People;
using ChatOps.Discord.Receiving;
using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;

namespace ChatOps.Discord;

/// <summary>The channels and threads that the bot has heard of, and what kind of place each is.</summary>
internal sealed class Places(RestClient rest, Myself myself, TimeProvider clock)
{
    private const int Most = 20_000;
    private static readonly TimeSpan Beginning = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Channel> known = new(StringComparer.Ordinal);

    public static Place Of(Channel channel) => new(Callers.Platform, channel.Id) { Kind = KindOf(channel.Type) };

    /// <param name="channel">Where it is said what it is; null: that has to be found out.</param>
    public async ValueTask<Place> Of(string id, Channel? channel, CancellationToken cancellation) =>
        channel is not null ? Of(Keep(channel)) : Of(known.TryGetValue(id, out var kept) ? kept : Keep(await rest.GetChannel(id, cancellation)));

    /// <summary>The bot has opened it, less than a minute ago.</summary>
    public async ValueTask<bool> IsBeginning(Place place, CancellationToken cancellation) =>
        known.TryGetValue(place.Id, out var channel) && place.Kind is PlaceKind.Thread && Snowflake.MomentOf(place.Id) > clock.GetUtcNow() - Beginning
        && channel.OwnerId == await myself.Id(cancellation);

    public static Place Chat(string channel) => new(Callers.Platform, channel);

    /// <summary>What an event tells of channels is remembered, what is gone forgotten.</summary>
    public void Learn(DispatchEvent what)
    {
        switch (what.Name)
        {
            case "GUILD_CREATE" when what.Data.Deserialize(WireJson.Default.Guild) is { } guild:
                foreach (var channel in (guild.Channels ?? []).Concat(guild.Threads ?? []))
                    Keep(channel);

                break;
            case "CHANNEL_CREATE" or "CHANNEL_UPDATE" or "THREAD_CREATE" or "THREAD_UPDATE" when what.Data.Deserialize(WireJson.Default.Channel) is { } channel:
                Keep(channel);
                break;
            case "CHANNEL_DELETE" or "THREAD_DELETE" when what.Data.TryGetProperty("id", out var id) && id.GetString() is { } gone:
                known.TryRemove(gone, out _);
                break;
        }
    }

    private Channel Keep(Channel channel)
    {
        // Asked for again is better than kept for ever.
        if (known.Count > Most)
            known.Clear();

        return known[channel.Id] = channel;
    }

    private static PlaceKind KindOf(ChannelType type) => type switch
    {
        ChannelType.Dm => PlaceKind.Chat,
        ChannelType.AnnouncementThread or ChannelType.PublicThread or ChannelType.PrivateThread => PlaceKind.Thread,
        _ => PlaceKind.Channel,
    };
}
