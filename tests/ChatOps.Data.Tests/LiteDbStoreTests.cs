using ChatOps.Documents;

namespace ChatOps.Data.Tests;

public sealed class LiteDbStoreTests : StoreContract
{
    protected override int HistoriesToTry => 100;

    protected override Task<IStore> Fresh() => Stores.All["LiteDb"]();
}
