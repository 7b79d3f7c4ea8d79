using ChatOps.Documents;

namespace ChatOps.Data.Tests.Postgres;

public sealed class PostgresStoreTests : StoreContract
{
    protected override int HistoriesToTry => 60;

    protected override Task<IStore> Fresh() => SharedServer.Fresh();
}
