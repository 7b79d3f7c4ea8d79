using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Discord.Commands;
using ChatOps.Discord.Keeping;
using ChatOps.Discord.Modals;
using ChatOps.Discord.Receiving;
using ChatOps.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace ChatOps.Discord.Interactions;

/// <summary>Takes what people do in Discord (commands, buttons, forms, typing) to the bot, and its answers back.</summary>
internal sealed partial class InteractionDesk(Bot bot, Meeting meeting, Reading reading, Answers answers, ILogger<InteractionDesk> logger)
{
    public async Task Handle(Interaction interaction, IAnswer answer, CancellationToken cancellation)
    {
        var way = answers.Begin(interaction, answer);

        if (interaction.Type is InteractionType.Autocomplete)
        {
            await answer.Give(InteractionResponse.Choices(await Complete(way, cancellation)), cancellation);
            return;
        }

        try
        {
            await Do(interaction, way, cancellation);
        }
        catch (OperationCanceledException) when (way.Answer.IsOver)
        {
            // It goes on when the form is sent, or where it was answered.
        }
        catch (Refusal refusal)
        {
            await answers.Refuse(way, refusal.Why, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(logger, exception, interaction.Type);
            await answers.Refuse(way, $"That did not work, and nothing was changed. Try again in a minute; if it stays, tell an administrator.", cancellation);
        }
    }

    private Task Do(Interaction interaction, Way way, CancellationToken cancellation) => (interaction.Type, interaction.Data) switch
    {
        (InteractionType.ApplicationCommand, { Type: ApplicationCommandType.Message } data) => FromMessage(way, data, cancellation),
        (InteractionType.ApplicationCommand, { Type: ApplicationCommandType.User } data) => ForUser(way, data, cancellation),
        (InteractionType.ApplicationCommand, { } data) => Run(way, data, cancellation),
        (InteractionType.MessageComponent, { } data) => Press(way, data, cancellation),
        (InteractionType.ModalSubmit, { } data) => Submit(way, data, cancellation),
        _ => Task.CompletedTask,
    };

    private async Task Run(Way way, InteractionData data, CancellationToken cancellation)
    {
        if (reading.Path(data) is not var (spec, options))
            throw new Refusal($"I do not know \"{data.Name}\" any more. Close Discord and open it again to see the commands of today.");

        if (Reading.Options(spec, options) is { } typed)
            way.Answer.Otherwise = () => answers.Sketch(way.Interaction, new(new(spec.Name, typed)));

        var isPrivate = spec.Audience is Audience.Private;
        var speaker = await Speaker(way, isPrivate, cancellation);
        var arguments = await way.Answer.Within(reading.Options(spec, options, data, speaker.Person, cancellation), isPrivate, cancellation);
        await Hear(way, speaker, new(new(spec.Name, arguments)), isPrivate, cancellation);
    }

    private async Task Press(Way way, InteractionData data, CancellationToken cancellation)
    {
        var id = data.CustomId is { } custom && custom.StartsWith(PressId.Open, StringComparison.Ordinal) && data.Values is [var chosen, ..] ? chosen : data.CustomId;
        var pressed = PressId.Read(id ?? "");

        if (pressed is PressId.Press { Input: var input })
            way.Answer.Otherwise = () => answers.Sketch(way.Interaction, input);

        var speaker = await Speaker(way, isPrivate: true, cancellation);

        switch (pressed)
        {
            case PressId.OfPage page:
                await answers.Turn(way, speaker, await Kept(way, page.Id, cancellation), page.Number, cancellation);
                break;
            case PressId.OfForm form when FilledForm.Of(await Kept(way, form.Id, cancellation)) is { } filled:
                await answers.Ask(way, speaker, filled, form.Step, cancellation);
                break;
            case PressId.OfKept kept when (await Kept(way, kept.Id, cancellation)).Card is { Choices: [var choice] }:
                await Hear(way, speaker, new(choice.Invocation, choice.Ask), isPrivate: true, cancellation);
                break;
            case PressId.Press press:
                await Hear(way, speaker, press.Input, isPrivate: true, cancellation);
                break;
            default:
                throw TooOld();
        }
    }

    private async Task Submit(Way way, InteractionData data, CancellationToken cancellation)
    {
        var speaker = await Speaker(way, isPrivate: true, cancellation);

        if (PressId.Read(data.CustomId ?? "") is PressId.OfForm { Id: var id, Step: var step } && FilledForm.Of(await Kept(way, id, cancellation)) is { } form)
        {
            var filled = await way.Answer.Within(reading.Inputs(form.Send.Invocation.Command, data, speaker.Person, cancellation), isPrivate: true, cancellation);
            var modal = answers.ModalOf(form, speaker);
            var now = form.With(filled, modal.Asked(step));

            if (step + 1 < modal.Steps.Count)
                await answers.Continue(way, speaker, now, step + 1, cancellation);
            else
                await Hear(way, speaker, Sent(FilledForm.Of(now)!.Given(form.Send).Invocation, data, [.. Enumerable.Range(0, modal.Steps.Count).SelectMany(modal.Asked)]), isPrivate: true, cancellation);
        }
        else if (PressId.ReadPress(data.CustomId ?? "") is { } press && bot.Catalog.Find(press.Invocation.Command) is not null)
        {
            var filled = await way.Answer.Within(reading.Inputs(press.Invocation.Command, data, speaker.Person, cancellation), isPrivate: true, cancellation);
            await Hear(way, speaker, Sent(press.Invocation with { Arguments = press.Invocation.Arguments.With(filled) }, data, [.. Reading.Asked(data)]), isPrivate: true, cancellation);
        }
        else
        {
            throw TooOld();
        }
    }

    // Whoever wants to say more is asked for all that the command takes besides, before it runs.
    private Input.Press Sent(Invocation invocation, InteractionData data, string[] asked) => Reading.WantsMore(data)
        ? new(invocation, [.. bot.Catalog.Find(invocation.Command)!.Fields.Select(field => field.Name).Where(name => !invocation.Arguments.Has(name)).Except(asked)])
        : new(invocation);

    private async Task FromMessage(Way way, InteractionData data, CancellationToken cancellation)
    {
        var speaker = await Speaker(way, isPrivate: true, cancellation);

        if (data.Resolved?.Messages?.GetValueOrDefault(data.TargetId ?? "") is not { } message)
            throw TooOld();

        var press = await way.Answer.Within(new MessageTicket(meeting.Callers, reading.Staging).Of(message, way.Interaction, speaker, cancellation), isPrivate: true, cancellation);
        await Hear(way, speaker, press.Draft, isPrivate: true, cancellation, press.Requester);
    }

    private async Task ForUser(Way way, InteractionData data, CancellationToken cancellation)
    {
        var speaker = await Speaker(way, isPrivate: true, cancellation);
        var user = data.Resolved?.Users?.GetValueOrDefault(data.TargetId ?? "") ?? throw TooOld();
        var met = meeting.Callers.Meet(user, data.Resolved?.Members?.GetValueOrDefault(user.Id), way.Interaction.GuildId, null, cancellation);
        var person = await way.Answer.Within(met, isPrivate: true, cancellation) ?? throw new Refusal($"{user.GlobalName ?? user.Username} is not known here. Open a ticket of your own and name them in it.");
        await Hear(way, speaker, new(Invocation.Of("ticket new", ("for", $"person:{person.Id}")), "title", "details", "urgency"), isPrivate: true, cancellation);
    }

    private async Task Hear(Way way, Speaker speaker, Input.Press press, bool isPrivate, CancellationToken cancellation, string? requester = null)
    {
        var reply = await way.Answer.Within(bot.Hear(speaker.Does(way.Interaction.Id, press), CancellationToken.None), isPrivate, cancellation);

        try
        {
            await answers.Give(way, speaker, requester is null ? reply : MessageTicket.For(requester, reply), cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // What was asked for is done by now, whatever it was.
            Log.Unshown(logger, exception);
            await answers.Refuse(way, $"That was dealt with, but the answer could not be shown here. Look it up to see what became of it.", cancellation);
        }
    }

    private async Task<Speaker> Speaker(Way way, bool isPrivate, CancellationToken cancellation) =>
        await way.Answer.Within(meeting.Of(way.Interaction, cancellation), isPrivate, cancellation)
        ?? throw new Refusal($"I do not know you yet. Ask an administrator to add you, then try again.");

    private async Task<Conversations.Message> Kept(Way way, string id, CancellationToken cancellation) =>
        (await way.Answer.Within(answers.Kept(id, cancellation), isPrivate: true, cancellation))?.Read() ?? throw TooOld();

    // Nothing to choose from is better than an error: it can be typed.
    private async Task<IReadOnlyList<ApplicationCommandChoice>> Complete(Way way, CancellationToken cancellation)
    {
        try
        {
            return await way.Answer.InTime(Options(way.Interaction, cancellation), [], cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(logger, exception, way.Interaction.Type);
            return [];
        }
    }

    private async Task<IReadOnlyList<ApplicationCommandChoice>> Options(Interaction interaction, CancellationToken cancellation)
    {
        if (interaction.Data is not { } data || reading.Path(data) is not var (spec, options) || options.FirstOrDefault(option => option.Focused is true) is not { } typed || await meeting.Of(interaction, cancellation) is not { } speaker)
            return [];

        var found = await bot.Complete(speaker.Identity, speaker.Place, spec.Name, CommandOptions.FieldOf(typed.Name), typed.Text ?? "", cancellation);
        return Completion.Of(found, interaction.Locale);
    }

    private static Refusal TooOld() => new($"That button could not be read: its card may come from an older version. Ask for it again, and press the new one.");

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "An answer could not be shown in Discord")]
        public static partial void Unshown(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "An interaction of Discord ({Type}) failed")]
        public static partial void Failed(ILogger logger, Exception exception, InteractionType type);
    }
}
