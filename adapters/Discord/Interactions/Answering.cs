using ChatOps.Discord.Receiving;
using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Interactions;

/// <summary>
/// One interaction on its way to its answer: given at once when that is quick, else put off in time and followed by edits.
/// Discord waits for 3 seconds, and after that for nobody.
/// </summary>
internal sealed class Answering(Interaction interaction, IAnswer answer, RestClient rest, TimeProvider clock)
{
    /// <summary>How long an answer may take before it is put off.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1500);

    private readonly long began = clock.GetTimestamp();

    /// <summary>The form that is needed whatever comes of the work: once the answer was put off there could be none. Null: none is.</summary>
    public Func<Modal?>? Otherwise { get; set; }

    /// <summary>Nothing more is to be answered here: that form was given, or another process has answered first.</summary>
    public bool IsOver { get; private set; }

    private bool isPutOff;
    private bool isPutOffPrivately;

    /// <summary>The answer may still be a form, or stand where a button was pressed at once.</summary>
    public bool IsOpen => !isPutOff;

    /// <summary>It began on a message, so that can change instead of another one coming.</summary>
    public bool IsOnMessage => interaction.Type is InteractionType.MessageComponent || interaction is { Type: InteractionType.ModalSubmit, Message: not null };

    /// <summary>Waits for work, and puts the answer off when that takes too long.</summary>
    /// <param name="isPrivate">Whether only the caller will see the answer.</param>
    /// <exception cref="OperationCanceledException">Nobody waits for it here any more (<see cref="IsOver"/>).</exception>
    public async Task<T> Within<T>(Task<T> work, bool isPrivate, CancellationToken cancellation)
    {
        if (!isPutOff && !await IsInTime(work, cancellation))
            await PutOff(isPrivate, cancellation);

        return await work;
    }

    /// <summary>What comes of work in time; else what there is instead.</summary>
    public async Task<T> InTime<T>(Task<T> work, T instead, CancellationToken cancellation) => await IsInTime(work, cancellation) ? await work : instead;

    /// <summary>A form, which only a first answer can be.</summary>
    public Task Ask(Modal modal, CancellationToken cancellation) => First(InteractionResponse.Form(modal), cancellation);

    /// <summary>A message of its own.</summary>
    /// <returns>It, where others may see it and it can be changed later; null: only the caller sees it.</returns>
    public async Task<Message?> Say(MessageBody body, bool isPrivate, CancellationToken cancellation)
    {
        if (!isPutOff)
        {
            await First(InteractionResponse.Message(body), cancellation);
            return isPrivate ? null : await rest.GetOriginal(interaction, cancellation);
        }

        // What was put off for everybody is not where a private answer belongs; on a message nothing was put off but a change.
        if (IsOnMessage || isPrivate && !isPutOffPrivately)
        {
            if (!IsOnMessage)
                await rest.DeleteOriginal(interaction, cancellation);

            var followed = await rest.FollowUp(interaction, body, cancellation);
            return isPrivate ? null : followed;
        }

        var edited = await rest.EditOriginal(interaction, body with { Flags = body.Flags & ~MessageFlags.Ephemeral }, cancellation);
        return isPutOffPrivately ? null : edited;
    }

    /// <summary>In place of the message that the button is on.</summary>
    public async Task Replace(MessageBody body, CancellationToken cancellation)
    {
        body = body with { Flags = body.Flags & ~MessageFlags.Ephemeral };

        if (isPutOff)
            await rest.EditOriginal(interaction, body, cancellation);
        else
            await First(InteractionResponse.Update(body), cancellation);
    }

    private async Task<bool> IsInTime(Task work, CancellationToken cancellation)
    {
        if (work.IsCompleted)
            return true;

        var left = Patience - clock.GetElapsedTime(began);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var isInTime = left > TimeSpan.Zero && await Task.WhenAny(work, Task.Delay(left, clock, either.Token)) == work;
        await either.CancelAsync();
        return isInTime;
    }

    private async Task PutOff(bool isPrivate, CancellationToken cancellation)
    {
        if (Otherwise?.Invoke() is { } form)
        {
            await Ask(form, cancellation);
            IsOver = true;
            throw new OperationCanceledException();
        }

        await First(IsOnMessage ? InteractionResponse.UpdateLater() : InteractionResponse.Later(isPrivate), cancellation);
        (isPutOff, isPutOffPrivately) = (true, isPrivate);
    }

    // What Discord has delivered to two processes, one of them answers: what follows an answer has nothing by which it would be told from its repeat.
    private async Task First(InteractionResponse response, CancellationToken cancellation)
    {
        try
        {
            await answer.Give(response, cancellation);
        }
        catch (DiscordException e) when (e.Code is Codes.AlreadyAcknowledged)
        {
            IsOver = true;
            throw new OperationCanceledException(e.Message, e);
        }
    }
}
