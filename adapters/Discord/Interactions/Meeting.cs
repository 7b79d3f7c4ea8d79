using ChatOps.Discord.People;
using ChatOps.Discord.Receiving;
using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Interactions;

/// <summary>Finds out who speaks, and where.</summary>
internal sealed class Meeting(Callers callers, Places places, Myself myself)
{
    // Types of messages.
    private const int Plain = 0;
    private const int Answering = 19;

    public Callers Callers => callers;

    /// <returns>Null: nobody who may be here.</returns>
    public async Task<Speaker?> Of(Interaction interaction, CancellationToken cancellation)
    {
        if (interaction is not { By: { } user, ChannelId: { } channel })
            return null;

        var place = await places.Of(channel, interaction.Channel, cancellation);
        return await callers.Meet(user, interaction.Member, interaction.GuildId, interaction.Locale, cancellation) is { } person ? new(person.Through(interaction.Locale), user, place, interaction.Locale) : null;
    }

    /// <summary>Whose words these are; somebody who may not be here speaks as nobody.</summary>
    /// <returns>Null: nobody spoke to the bot, and it does not listen there.</returns>
    public async Task<Words?> Of(Message message, CancellationToken cancellation)
    {
        if (message is not { Author: { Bot: not true } author, WebhookId: null, Type: null or Plain or Answering })
            return null;

        var me = await myself.Id(cancellation);
        var role = message is { GuildId: { } guild, MentionRoles: [_, ..] } ? await myself.RoleIn(guild, cancellation) : "";
        var isSpokenTo = message.GuildId is null || message.Mentions?.Any(user => user.Id == me) is true || message.MentionRoles?.Contains(role) is true;
        var place = message.GuildId is null ? Places.Chat(message.ChannelId) : await places.Of(message.ChannelId, null, cancellation);

        // In a channel people talk with each other.
        if (!isSpokenTo && place.Kind is not Conversations.PlaceKind.Thread)
            return null;

        var person = await callers.Meet(author, message.Member, message.GuildId, null, cancellation);

        // The mention only says to whom it is said.
        string[] names = [$"<@{me}>", $"<@!{me}>", $"<@&{role}>"];
        var text = names.Aggregate(message.Content ?? "", (words, name) => words.Replace(name, "", StringComparison.Ordinal)).Trim();
        return new(text, place, isSpokenTo, person is null ? null : new(person, author, place, null));
    }

    /// <summary>The bot has just opened this thread, and may not yet know what it is about.</summary>
    public ValueTask<bool> IsBeginning(Conversations.Place place, CancellationToken cancellation) => places.IsBeginning(place, cancellation);

    /// <summary>What an event tells of channels.</summary>
    public void Learn(DispatchEvent what) => places.Learn(what);
}

/// <summary>What somebody said.</summary>
/// <param name="IsAddressed">To the bot; false: it only overhears.</param>
internal sealed record Words(string Text, Conversations.Place Place, bool IsAddressed, Speaker? Speaker);
