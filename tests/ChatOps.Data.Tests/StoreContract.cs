using ChatOps.Documents;

namespace ChatOps.Data.Tests;

/// <summary>What every store does. A store is right when it passes this, whatever it is made of.</summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = Tickets.Start;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    protected IStore Store { get; private set; } = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await Fresh();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<IStore> Fresh();

    private async Task Committed(Batch batch) => Assert.IsType<Outcome.Committed>(await Store.Commit(batch, Cancellation));

    private async Task<string[]> Found(Query<Ticket> query) =>
        [.. (await Store.Find(query, Cancellation)).Items.Select(stored => stored.Id)];
}
