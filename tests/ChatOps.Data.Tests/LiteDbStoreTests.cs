using ChatOps.Documents;

namespace ChatOps.Data.Tests;

public sealed class LiteDbStoreTests : StoreContract
{
    protected override int HistoriesToTry => 100;

    protected override Task<IStore> Fresh() => Stores.All["LiteDb"]();
}

/// <summary>The same where nothing stays in the log: each commit is brought to its tables before the next.</summary>
public sealed class SettledLiteDbStoreTests : StoreContract
{
    protected override int HistoriesToTry => 20;

    protected override Task<IStore> Fresh() => Task.FromResult<IStore>(LiteDbStore.Open(new MemoryFile(), new MemoryFile(), checkpointPages: 1));
}
