using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Host.Configuration;
using ChatOps.Host.Observing;
using ChatOps.Host.Serving;
using ChatOps.Terminal.Chatting;

namespace ChatOps.Host.Storing;

/// <summary>A desk for one command: in the server that has the data folder, or in this process.</summary>
internal sealed class Desks(IDesk desk, ServiceProvider? services, IStore? store) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public IDesk Desk => desk;

    /// <exception cref="Trouble">Neither answers.</exception>
    public static async Task<Desks> Open(Settings settings, Speaker speaker, CancellationToken cancellation)
    {
        var folder = new DataFolder(settings.Folder).Prepare();
        var clock = TimeProvider.System;

        for (var began = clock.GetTimestamp(); ;)
        {
            if (await Neighbour.Find(folder, cancellation) is var (client, _))
                return new(new FarDesk(client, speaker), null, null);

            try
            {
                return await OpenHere(settings, folder, speaker, cancellation);
            }
            catch (StoreException e) when (e.InnerException is IOException && clock.GetElapsedTime(began) < Patience)
            {
                // A server that is just starting has the folder, and does not answer yet.
                await Task.Delay(Pause, clock, cancellation);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await desk.DisposeAsync();

        if (services is not null)
            await services.DisposeAsync();

        if (store is not null)
            await store.DisposeAsync();
    }

    private static async Task<Desks> OpenHere(Settings settings, DataFolder folder, Speaker speaker, CancellationToken cancellation)
    {
        var store = await folder.Open(settings, cancellation);
        var services = new ServiceCollection().AddLogging(logging => logging.AddQuietConsole()).AddBot(settings, folder, store).BuildServiceProvider();
        await Composition.Prepare(services, cancellation);

        var desk = new NearDesk(
            services.GetRequiredService<Desk>(),
            services.GetRequiredService<Outbox>(),
            services.GetRequiredService<Committed>(),
            speaker);

        return new(desk, services, store);
    }
}
