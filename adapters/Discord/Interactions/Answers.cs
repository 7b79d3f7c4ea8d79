using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Discord.Drawing;
using ChatOps.Discord.Keeping;
using ChatOps.Discord.Modals;
using ChatOps.Discord.Receiving;
using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;
using ChatOps.People;
using Message = ChatOps.Conversations.Message;

namespace ChatOps.Discord.Interactions;

/// <summary>An interaction and the way back to who did it.</summary>
internal sealed record Way(Interaction Interaction, Answering Answer);

/// <summary>Gives what the bot says the form that fits the interaction: a modal, a message for one or for all, or another face of the message that was pressed.</summary>
internal sealed class Answers(Bot bot, RestClient rest, DiscordChannel channel, Shelf shelf, TimeProvider clock)
{
    public Way Begin(Interaction interaction, IAnswer answer) => new(interaction, new(interaction, answer, rest, clock));

    /// <returns>Null: it is too old, or never was.</returns>
    public Task<Kept?> Kept(string id, CancellationToken cancellation) => shelf.Find(id, cancellation);

    public FormModal ModalOf(FilledForm form, Speaker speaker) => new(form, speaker.ReaderAt(clock.GetUtcNow()), speaker.IsAmongOthers);

    /// <summary>The form that an invocation needs, as far as it can be drawn at once and for anybody.</summary>
    /// <returns>Null: it may need none, or has no room without the store.</returns>
    public Modal? Sketch(Interaction interaction, Input.Press press)
    {
        if (interaction.Channel is not { } channel)
            return null;

        var place = Places.Of(channel);
        var language = Phrasebook.Match(interaction.Locale) ?? "en";
        var anybody = new Person("anybody", "Anybody") { Roles = ~Roles.System, Language = language };

        return bot.Sketch(press.Invocation, press.Ask, anybody, place) is { } message && FilledForm.Of(message) is { } form
            && new FormModal(form, new(language, TimeZoneInfo.Utc, clock.GetUtcNow()), place.IsShared) is { NeedsKeeping: false } modal
            ? modal.Draw(0, null)
            : null;
    }

    public async Task Give(Way way, Speaker speaker, Reply reply, CancellationToken cancellation)
    {
        var isPrivate = speaker.IsAmongOthers && reply.Audience is not Audience.Place;

        if (reply.IsForm && way is { Answer.IsOpen: true, Interaction.Type: not InteractionType.ModalSubmit } && FilledForm.Of(reply.Message) is { } form)
            await Ask(way, speaker, form, 0, cancellation);
        else if (reply is { IsRefusal: false } && Pressed.Becomes(way.Interaction.Message, reply, speaker.IsAmongOthers))
            await Replace(way, speaker, reply.Message, cancellation);
        else
            await Say(way, speaker, reply.Message, isPrivate, cancellation);
    }

    /// <summary>Opens a step of a form. Where it is too late for that, the form is a message that opens it.</summary>
    public async Task Ask(Way way, Speaker speaker, FilledForm form, int step, CancellationToken cancellation)
    {
        if (!way.Answer.IsOpen)
        {
            await Say(way, speaker, form.Message, speaker.IsAmongOthers, cancellation);
            return;
        }

        var modal = ModalOf(form, speaker);
        var kept = modal.NeedsKeeping ? Keeping.Kept.Of(form.Message) : null;

        if (kept is not null)
            await way.Answer.Within(Keep(kept, cancellation), isPrivate: true, cancellation);

        if (way.Answer.IsOpen)
            await way.Answer.Ask(modal.Draw(Math.Min(step, modal.Steps.Count - 1), kept?.Id), cancellation);
        else
            await Say(way, speaker, form.Message, speaker.IsAmongOthers, cancellation);
    }

    /// <summary>What was filled in is kept, and the next step waits to be opened.</summary>
    public async Task Continue(Way way, Speaker speaker, Message form, int step, CancellationToken cancellation)
    {
        var kept = Keeping.Kept.Of(form);
        await way.Answer.Within(Keep(kept, cancellation), isPrivate: true, cancellation);
        var texts = new Texts(speaker.ReaderAt(clock.GetUtcNow()));
        var body = new MessageBody
        {
            Flags = MessageFlags.IsComponentsV2 | (speaker.IsAmongOthers ? MessageFlags.Ephemeral : MessageFlags.None),
            Components =
            [
                Shapes.Text(texts.Marked($"Step {step} of {ModalOf(FilledForm.Of(form)!, speaker).Steps.Count} is filled in. Press Continue for the next one.")),
                Shapes.Row(
                    Buttons.Button(texts.Label($"Continue"), PressId.Form(kept.Id, step), ButtonStyle.Primary),
                    Buttons.Button(texts.Label($"Cancel"), "dismiss", ButtonStyle.Secondary)),
            ],
        };

        if (way.Interaction.Message is { } stands && Pressed.IsForm(stands))
            await Reach(way, speaker, () => way.Answer.Replace(body, cancellation), body, speaker.IsAmongOthers, cancellation);
        else
            await Reach(way, speaker, () => way.Answer.Say(body, speaker.IsAmongOthers, cancellation), body, speaker.IsAmongOthers, cancellation);
    }

    /// <summary>Another page of a kept message, in place of the one that is shown.</summary>
    public async Task Turn(Way way, Speaker speaker, Message message, int page, CancellationToken cancellation)
    {
        var drawn = channel.Draw(message with { Reader = speaker.ReaderAt(clock.GetUtcNow()) });
        await way.Answer.Within(Keep([.. drawn.Kept], cancellation), isPrivate: true, cancellation);
        await Put(way, speaker, drawn.Pages[Math.Clamp(page, 0, drawn.Pages.Count - 1)], cancellation);
    }

    public async Task Refuse(Way way, Say why, CancellationToken cancellation)
    {
        var message = Reply.Refuse(why).Message with { Reader = Reader.Nobody with { Language = Phrasebook.Match(way.Interaction.Locale) ?? "en" } };
        var body = await channel.Draw(message).Pages[0].Body(true, [], cancellation);

        try
        {
            await way.Answer.Say(body, isPrivate: true, cancellation);
        }
        catch (Exception exception) when (exception is DiscordException || way.Answer.IsOver)
        {
            // There is nobody to tell any more.
        }
    }

    private async Task Say(Way way, Speaker speaker, Message message, bool isPrivate, CancellationToken cancellation)
    {
        var body = await (await Draw(way, message, isPrivate, cancellation)).Body(isPrivate, [], cancellation);
        Wire.Message? stands = null;
        await Reach(way, speaker, async () => stands = await way.Answer.Say(body, isPrivate, cancellation), body, isPrivate, cancellation);

        if (stands is not null && message.Shown is not null)
            await bot.Posted(speaker.Person, new(speaker.Place, stands.Id), message, cancellation);
    }

    private async Task Replace(Way way, Speaker speaker, Message message, CancellationToken cancellation)
    {
        var pressed = way.Interaction.Message!;
        await Put(way, speaker, await Draw(way, message, isPrivate: false, cancellation), cancellation);

        // What only one person sees cannot be changed for long.
        if (pressed.Flags?.HasFlag(MessageFlags.Ephemeral) is not true)
            await bot.Posted(speaker.Person, new(speaker.Place, pressed.Id), message, cancellation);
    }

    // In place of the message that was pressed. What lies there already is not sent once more.
    private async Task Put(Way way, Speaker speaker, DrawnPage page, CancellationToken cancellation)
    {
        var body = await page.Body(isPrivate: false, StandingFile.Of(way.Interaction.Message), cancellation);
        await Reach(way, speaker, () => way.Answer.Replace(body, cancellation), () => page.Body(isPrivate: false, [], cancellation), speaker.IsAmongOthers, cancellation);
    }

    private async Task<DrawnPage> Draw(Way way, Message message, bool isPrivate, CancellationToken cancellation)
    {
        var drawn = channel.Draw(message);
        await way.Answer.Within(Keep([.. drawn.Kept], cancellation), isPrivate, cancellation);
        return drawn.Pages[0];
    }

    // What was done is done: when the way back is gone, the answer comes as a message.
    private Task Reach(Way way, Speaker speaker, Func<Task> give, MessageBody body, bool isPrivate, CancellationToken cancellation) =>
        Reach(way, speaker, give, () => new(body), isPrivate, cancellation);

    private async Task Reach(Way way, Speaker speaker, Func<Task> give, Func<ValueTask<MessageBody>> anew, bool isPrivate, CancellationToken cancellation)
    {
        try
        {
            await give();
        }
        catch (DiscordException e) when (e.Code is Codes.UnknownInteraction or Codes.UnknownWebhook or Codes.InvalidToken or Codes.UnknownMessage)
        {
            var body = await anew();
            var to = isPrivate ? (await rest.CreateDm(speaker.User.Id, cancellation)).Id : speaker.Place.Id;
            await rest.CreateMessage(to, body with { Flags = body.Flags & ~MessageFlags.Ephemeral, Nonce = way.Interaction.Id, EnforceNonce = true }, cancellation);
        }
    }

    private async Task<bool> Keep(Kept kept, CancellationToken cancellation) => await Keep([kept], cancellation);

    private async Task<bool> Keep(IReadOnlyList<Kept> all, CancellationToken cancellation)
    {
        await shelf.Keep(all, cancellation);
        return true;
    }
}
