using System.Security.Cryptography;
using ChatOps.Conversations;

namespace ChatOps.Terminal.Chatting;

/// <summary>The bot in this process: it also does what turns leave for later, while somebody is here.</summary>
public sealed class NearDesk : IDesk
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private readonly Desk desk;
    private readonly Outbox outbox;
    private readonly Speaker speaker;
    private readonly CancellationTokenSource leaving = new();
    private readonly Task work;

    public NearDesk(Desk desk, Outbox outbox, Committed committed, Speaker speaker)
    {
        (this.desk, this.outbox, this.speaker) = (desk, outbox, speaker);
        work = Task.Run(() => Work(committed));
    }

    public Task<Guest> Greet(CancellationToken cancellation) => desk.Greet(speaker, cancellation);

    public Task<Reply> Hear(Input input, CancellationToken cancellation) =>
        desk.Hear(speaker, RandomNumberGenerator.GetHexString(20, lowercase: true), input, cancellation);

    public async Task<IReadOnlyList<Notice>> Notices(IReadOnlyList<string> printed, TimeSpan patience, CancellationToken cancellation)
    {
        if (patience == TimeSpan.Zero)
            await outbox.Drain(cancellation);

        return await desk.Notices(speaker, printed, patience, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        await work;
        await outbox.Drain();
        leaving.Dispose();
    }

    // What is under way is finished before leaving, so that nobody has to wait for a lease to end.
    private async Task Work(Committed committed)
    {
        while (!leaving.IsCancellationRequested)
        {
            var next = committed.Next;
            await outbox.Drain();
            await Task.WhenAny(next, Task.Delay(Poll, leaving.Token));
        }
    }
}
