using ChatOps.Data.Tests.Postgres;
using ChatOps.Documents;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace ChatOps.Data.Tests.Postgres;

/// <summary>The server that most tests share, each in a schema of its own. It is started by the first that asks.</summary>
public sealed class SharedServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> One = new(() => PostgresServer.Start(isDurable: false));

    public static async Task<IStore> Fresh() => await PostgresStore.Open(await FreshSchema());

    internal static async Task<string> FreshSchema() => await (await Running()).FreshSchema();

    internal static Task<PostgresServer> Running()
    {
        SkipWithoutBinaries();
        return One.Value;
    }

    internal static void SkipWithoutBinaries() =>
        Assert.SkipWhen(PostgresServer.Binaries() is null, "PostgreSQL is not installed here (package postgresql); its store is not tested.");

    public async ValueTask DisposeAsync()
    {
        if (One.IsValueCreated && One.Value.IsCompletedSuccessfully)
            await (await One.Value).DisposeAsync();
    }
}
