using ChatOps.Discord.Rest;
using ChatOps.Documents;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatOps.Discord.Gateway;

/// <summary>Keeps the bot connected: as many shards as Discord recommends, each in exactly one of the processes that share a store.</summary>
internal sealed partial class GatewayClient(ShardParts parts, Holding holding, RestClient rest, ILogger<GatewayClient> logger) : BackgroundService
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var failures = 0; await Connect(stoppingToken);)
                await Task.Delay(Backoff.After(++failures), parts.Clock, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // It has let go of everything.
        }
    }

    /// <returns>Whether to begin again, with as many shards as are recommended then.</returns>
    private async Task<bool> Connect(CancellationToken stopping)
    {
        try
        {
            var shards = Math.Max(1, (await parts.Entrance.Ask(stopping)).Shards);
            using var together = CancellationTokenSource.CreateLinkedTokenSource(stopping);

            // When one finds that there must be more, all begin anew.
            var endings = await Task.WhenAll(Enumerable.Range(0, shards).Select(async id =>
            {
                var ending = await Keep(id, shards, together.Token);
                await together.CancelAsync();
                return ending;
            }));

            return endings.All(ending => ending?.After is not After.Nothing) && !stopping.IsCancellationRequested;
        }
        catch (DiscordException e)
        {
            parts.Line.Down(e.Message);
            return !rest.IsShutOut;
        }
    }

    /// <summary>Connects whenever no other process is.</summary>
    private async Task<Ending?> Keep(int id, int count, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            if (await Take($"{id}/{count}", stopping) is not { } lease)
                await Pause(stopping);
            else if (await Hold(lease, id, count, stopping) is { } ending)
                return ending;
        }

        return null;
    }

    private async Task<Ending?> Hold(ShardLease lease, int id, int count, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var shard = new Shard(id, count, lease.Session, parts);
        var running = shard.Run(over.Token);
        var renewing = Renew(lease, shard, over.Token);

        if (await Task.WhenAny(running, renewing) == renewing)
            Log.Lost(logger, id);

        await over.CancelAsync();
        var ending = await running;
        await renewing;
        await Release(lease.Id, shard);

        if (ending is not null)
            Log.Ended(logger, id, ending.Why);

        return ending;
    }

    /// <summary>Ends when another process has the lease, or may have.</summary>
    private async Task Renew(ShardLease lease, Shard shard, CancellationToken over)
    {
        for (var until = lease.Until; ;)
        {
            await Pause(over);

            if (over.IsCancellationRequested || parts.Clock.GetUtcNow() >= until)
                return;

            try
            {
                if (!await holding.Renew(lease.Id, shard.Session, over))
                    return;

                until = parts.Clock.GetUtcNow() + Holding.Lasts;
            }
            catch (Exception e) when (e is StoreException or OperationCanceledException)
            {
                // While the store is away nobody else can take it either, until its time is over.
            }
        }
    }

    private async Task<ShardLease?> Take(string id, CancellationToken stopping)
    {
        try
        {
            var lease = await holding.Take(id, stopping);

            // Another process hears; this one can speak all the same.
            if (lease is null)
                parts.Line.Up();

            return lease;
        }
        catch (StoreException e)
        {
            Log.Storeless(logger, e);
            return null;
        }
    }

    // What came is done before the next process goes on behind it.
    private async Task Release(string id, Shard shard)
    {
        using var patience = new CancellationTokenSource(LongestEnd, parts.Clock);

        try
        {
            await parts.Deliveries.Idle.WaitAsync(patience.Token);
            await holding.Release(id, shard.Session, patience.Token);
        }
        catch (Exception e) when (e is StoreException or OperationCanceledException)
        {
            // The lease ends by itself.
        }
    }

    private async Task Pause(CancellationToken stopping)
    {
        try
        {
            await Task.Delay(Holding.Every, parts.Clock, stopping);
        }
        catch (OperationCanceledException)
        {
            // The caller looks for itself.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Another process is connected to Discord for shard {Id} now")]
        public static partial void Lost(ILogger logger, int id);

        [LoggerMessage(Level = LogLevel.Error, Message = "Shard {Id} does not connect to Discord any more: {Why}")]
        public static partial void Ended(ILogger logger, int id, string why);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The store does not say who is connected to Discord")]
        public static partial void Storeless(ILogger logger, Exception exception);
    }
}
