using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Receiving;

/// <summary>Answers in the response to the post, while that is still waited for; else, and with files, by a request of its own.</summary>
internal sealed class InlineAnswer(IAnswer callback) : IAnswer
{
    private readonly TaskCompletionSource<InteractionResponse?> given = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What to write; null: nothing, for the answer comes by itself.</summary>
    public Task<InteractionResponse?> Given => given.Task;

    /// <summary>No answer is written to the response any more.</summary>
    public void GiveUp() => given.TrySetResult(null);

    /// <summary>The response is at Discord.</summary>
    public void Sent() => sent.TrySetResult();

    public async Task Give(InteractionResponse response, CancellationToken cancellation)
    {
        if (response.Files is [] && given.TrySetResult(response))
        {
            await sent.Task.WaitAsync(cancellation);
            return;
        }

        // Discord takes the callback once it has heard that there will be one.
        if (given.TrySetResult(null))
            await sent.Task.WaitAsync(cancellation);

        await callback.Give(response, cancellation);
    }
}
