using System.Text.Json.Nodes;
using ChatOps.Platforms.Discord.Acting;

namespace ChatOps.Platforms.Discord;

/// <summary>Somebody who does things, somewhere: <c>discord.User("grace").In(thread).Runs("/ticket new")</c>.</summary>
public sealed class DiscordUser
{
    internal DiscordUser(DiscordServer server, DiscordAccount account, DiscordChannel channel) => (Server, Account, Channel) = (server, account, channel);

    public DiscordAccount Account { get; }

    /// <summary>Where they are.</summary>
    public DiscordChannel Channel { get; }

    public string Id => Account.Id;

    /// <summary>Their direct messages with the bot.</summary>
    public DiscordUser InDm => In(Server.DmWith(Account));

    /// <summary>What they see there, oldest first.</summary>
    public IReadOnlyList<DiscordMessage> Sees
    {
        get
        {
            lock (Server.World)
                return CanSee(Channel) ? [.. Channel.All.Where(message => !message.IsDeleted && (message.OnlyFor is null || message.OnlyFor == Account))] : [];
        }
    }

    internal DiscordServer Server { get; }

    public DiscordUser In(DiscordChannel channel) => new(Server, Account, channel);

    public bool CanSee(DiscordChannel channel)
    {
        lock (Server.World)
            return channel.Type is DiscordChannel.Text or DiscordChannel.PublicThread || channel.People.Contains(Account) || (channel.Guild is not null && (Account.Permissions & (DiscordRole.Administrator | DiscordRole.ManageThreads)) is not 0);
    }

    /// <summary>Uses a slash command.</summary>
    /// <param name="command">As it is typed, without options: <c>/ticket new</c>.</param>
    public Task<Exchange> Runs(string command, params (string Option, object Value)[] options) => Interact(2, SlashCommand.Data(this, command, options, focused: null), null).Settled();

    /// <summary>Types into an option, and sees what is offered.</summary>
    public async Task<IReadOnlyList<(string Name, string Value)>> Types(string command, string option, string text, params (string Option, object Value)[] others) =>
        (await Interact(4, SlashCommand.Data(this, command, [.. others, (option, text)], option), null).Settled()).Choices;

    /// <summary>Uses an entry of the context menu of a message.</summary>
    public Task<Exchange> Picks(DiscordMessage message, string entry) => Interact(2, SlashCommand.OnMessage(this, entry, message), null).Settled();

    /// <summary>Uses an entry of the context menu of somebody.</summary>
    public Task<Exchange> Picks(DiscordUser user, string entry) => Interact(2, SlashCommand.OnUser(this, entry, user.Account), null).Settled();

    public Task<Exchange> Presses(DiscordMessage message, string label) => Begins(message, label).Settled();

    /// <summary>Presses a button, and does not wait for the answer.</summary>
    public Exchange Begins(DiscordMessage message, string label) => In(message.Channel).Interact(3, Pressing.Button(message, label), message);

    /// <summary>Chooses in a select menu, by its placeholder or custom id; options by label or value, or people, roles, channels.</summary>
    public Task<Exchange> Chooses(DiscordMessage message, string menu, params object[] values) => In(message.Channel).Interact(3, Pressing.Menu(this, message, menu, values), message).Settled();

    /// <summary>Writes something there.</summary>
    public DiscordMessage Writes(string text, params (string Name, byte[] Content)[] files) => Server.Write(this, text, null, files);

    public DiscordMessage Replies(DiscordMessage message, string text) => Server.Write(In(message.Channel), text, message, []);

    public void Edits(DiscordMessage message, string text) => Server.Edit(message, changed => changed.Content = text);

    public void Deletes(DiscordMessage message) => Server.Delete(message);

    public void Reacts(DiscordMessage message, string emoji) => Server.React(Account, message, emoji, isThere: true);

    public void Unreacts(DiscordMessage message, string emoji) => Server.React(Account, message, emoji, isThere: false);

    internal Task<Exchange> Submits(Exchange form, (string Field, object Value)[] values) => Interact(5, Filling.Data(this, form, values), form.On).Settled();

    internal Exchange Interact(int type, JsonObject data, DiscordMessage? on)
    {
        if (!CanSee(Channel))
            throw new InvalidOperationException($"{Account} does not see {Channel}.");

        var exchange = new Exchange(this, Server.NewId(), type, data, on);
        Server.Deliver(exchange);
        return exchange;
    }
}
