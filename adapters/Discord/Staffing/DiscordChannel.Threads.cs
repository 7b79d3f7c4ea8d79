using System.Globalization;
using ChatOps.Conversations;
using ChatOps.Discord.Drawing;
using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;
using ChatOps.People;
using ChatOps.Relaying;

namespace ChatOps.Discord;

/// <summary>The threads of the staff: private ones, so that only who works on a ticket reads there.</summary>
internal sealed partial class DiscordChannel : IThreads
{
    private const int LongestName = 100;
    private const int MostFound = 25;
    private const int MostMade = 5;

    // Minutes without a word after which Discord puts a thread out of sight by itself: a week.
    private const int QuietFor = 10_080;

    public async ValueTask<IReadOnlyList<NamedPlace>> Find(string typed, CancellationToken cancellation = default)
    {
        if (settings.GuildId is not { } guild)
            return [];

        return
        [
            .. from channel in await rest.GetChannels(guild, cancellation)
               where channel.Type is ChannelType.GuildText && channel.Name?.Contains(typed.TrimStart('#'), StringComparison.OrdinalIgnoreCase) is true
               orderby channel.Name
               select new NamedPlace(Places.Of(channel), $"#{channel.Name}"),
        ];
    }

    public async Task<Place> Open(Place parent, string name, IReadOnlyList<Person> members, string token, CancellationToken cancellation = default)
    {
        var body = new ChannelBody { Name = Limits.Fit(name, LongestName), Type = ChannelType.PrivateThread, AutoArchiveDuration = QuietFor, Invitable = false };
        var thread = await Known(parent, body.Name!, cancellation) ?? await Make(parent, body, cancellation);
        var place = Places.Of(thread);

        foreach (var member in members)
            await Add(place, member, cancellation);

        return place;
    }

    public async Task Add(Place thread, Person member, CancellationToken cancellation = default)
    {
        if (await callers.AccountOf(member.Id, cancellation) is not { } account)
            return;

        try
        {
            await Awake(thread, () => rest.AddThreadMember(thread.Id, account, cancellation), isSeen: true, cancellation);
        }
        catch (DiscordException e) when (e.Code is Codes.MissingAccess or Codes.UnknownUser or Codes.MissingPermissions)
        {
            // They do not see the channel, or have left the server: they are left out.
        }
    }

    public Task Rename(Place thread, string name, CancellationToken cancellation = default) =>
        Change(thread, new() { Name = Limits.Fit(name, LongestName), Archived = false }, cancellation);

    public Task Archive(Place thread, CancellationToken cancellation = default) => Change(thread, new() { Archived = true }, cancellation);

    public Task Reopen(Place thread, CancellationToken cancellation = default) => Change(thread, new() { Archived = false }, cancellation);

    // Made before, and the answer to that was lost: the name has the number of the ticket in it.
    private async Task<Channel?> Known(Place parent, string name, CancellationToken cancellation) =>
        (await Mine(parent, cancellation)).FirstOrDefault(thread => thread.ParentId == parent.Id && thread.Name == name);

    private async Task<Channel> Make(Place parent, ChannelBody body, CancellationToken cancellation)
    {
        try
        {
            return await WithRoom(parent, () => rest.StartThread(parent.Id, body, cancellation), cancellation);
        }
        catch (DiscordException e) when (IsForEver(e))
        {
            throw new Undeliverable($"Discord will not open a thread in {parent.Id}: {e.Message}");
        }
    }

    // Where as many threads are open as may be, the quietest makes room; a new message brings it back.
    private async Task<T> WithRoom<T>(Place place, Func<Task<T>> ask, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await ask();
            }
            catch (DiscordException e) when (e.Code is Codes.TooManyActiveThreads && tries < MostMade)
            {
                if ((await Mine(place, cancellation)).Where(thread => thread.Id != place.Id).MinBy(LastWord) is not { } quietest)
                    throw;

                await Archive(Places.Of(quietest), cancellation);
            }
        }
    }

    // What changes nothing that was said does not bring a thread back, but nothing can be changed in one that is put away.
    /// <param name="isSeen">It is brought back for good.</param>
    private async Task Awake(Place thread, Func<Task> change, bool isSeen, CancellationToken cancellation)
    {
        try
        {
            await change();
        }
        catch (DiscordException e) when (e.Code is Codes.ThreadArchived)
        {
            var before = await rest.GetChannel(thread.Id, cancellation);
            await Reopen(thread, cancellation);
            await change();

            if (isSeen || before.ThreadMetadata?.Archived is not true)
                return;

            await Archive(thread, cancellation);

            // What somebody has said there meanwhile had brought it back already.
            if ((await rest.GetChannel(thread.Id, cancellation)).LastMessageId != before.LastMessageId)
                await Reopen(thread, cancellation);
        }
    }

    private async Task<IEnumerable<Channel>> Mine(Place place, CancellationToken cancellation)
    {
        if (await GuildOf(place, cancellation) is not { } guild)
            return [];

        var me = await myself.Id(cancellation);
        return (await rest.GetActiveThreads(guild, cancellation)).Threads.Where(thread => thread.OwnerId == me);
    }

    private async Task Change(Place thread, ChannelBody body, CancellationToken cancellation)
    {
        try
        {
            await WithRoom(thread, () => rest.ModifyChannel(thread.Id, body, cancellation), cancellation);
        }
        catch (DiscordException e) when (e.Code is Codes.UnknownChannel)
        {
            // Somebody has deleted it.
        }
        catch (DiscordException e) when (IsForEver(e))
        {
            throw new Undeliverable($"Discord will not change the thread {thread.Id}: {e.Message}");
        }
    }

    private async Task<string?> GuildOf(Place place, CancellationToken cancellation) =>
        settings.GuildId ?? (await rest.GetChannel(place.Id, cancellation)).GuildId;

    private static ulong LastWord(Channel thread) => ulong.Parse(thread.LastMessageId ?? thread.Id, CultureInfo.InvariantCulture);
}
