using System.Text.Json;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Teams.Dialogs;
using ChatOps.Teams.Drawing;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Hearing;

/// <summary>
/// Shows somebody what a card holds for them alone: how it looks to them where several read it, the part of it that did not
/// fit, a file that it names. Nothing is changed by that, and what is not theirs to see does not exist.
/// </summary>
internal sealed class Closer(Bot bot, Activities activities, FileOffers files)
{
    /// <returns>Null: something else was pressed.</returns>
    public async Task<InvokeResponse?> Look(Arrival arrival, JsonElement data, CancellationToken cancellation)
    {
        if (Enclosed.Read(data) is { } file)
            return CardActions.Respond(200, ContentTypes.Toast, new PlainSpeech(ReaderOf(arrival)).Draw(await files.Offer(arrival, file, cancellation)));

        if (Views.Read(data) is not { } view)
            return null;

        if (await bot.Recognise(arrival.Identity, cancellation) is not { } person || await bot.Look(person, arrival.Place, view.Of, cancellation) is not { } message)
            return CardActions.Respond(200, ContentTypes.Toast, new PlainSpeech(ReaderOf(arrival)).Draw($"This is no longer shown to you. Say \"help\" to see what you can do."));

        return CardActions.Respond(200, ContentTypes.Card, await activities.Card(arrival.Here, message, view.Part));
    }

    private static Reader ReaderOf(Arrival arrival) => new(Phrasebook.Match(arrival.Activity.Locale) ?? "en", TimeZoneInfo.Utc, default);
}
