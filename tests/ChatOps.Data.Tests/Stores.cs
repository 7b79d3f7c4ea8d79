using ChatOps.Data.Tests.Postgres;
using ChatOps.Documents;

namespace ChatOps.Data.Tests;

/// <summary>An empty store of every kind there is.</summary>
internal static class Stores
{
    public static readonly IReadOnlyDictionary<string, Func<Task<IStore>>> All = new Dictionary<string, Func<Task<IStore>>>(StringComparer.Ordinal)
    {
        ["InMemory"] = () => Task.FromResult<IStore>(new InMemoryStore()),
        ["LiteDb"] = () => Task.FromResult<IStore>(LiteDbStore.Open(new MemoryFile(), new MemoryFile())),
        ["Postgres"] = SharedServer.Fresh,
    };
}

public sealed class InMemoryStoreTests : StoreContract
{
    protected override Task<IStore> Fresh() => Stores.All["InMemory"]();
}
