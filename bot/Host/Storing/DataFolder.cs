using ChatOps.Data;
using ChatOps.Documents;
using ChatOps.Host.Configuration;

namespace ChatOps.Host.Storing;

/// <summary>The folder that holds everything: the database, the files that people sent, and who serves it.</summary>
internal sealed record DataFolder(string Path)
{
    public FileFolder Files => new(System.IO.Path.Combine(Path, "files"));

    public string Database => System.IO.Path.Combine(Path, "chatops.db");

    public string AuditKeyFile => System.IO.Path.Combine(Path, "audit.key");

    public string ServerFile => System.IO.Path.Combine(Path, "server.json");

    /// <summary>Makes the folder when it is not there.</summary>
    /// <exception cref="Trouble">Nothing can be written there.</exception>
    public DataFolder Prepare()
    {
        try
        {
            Directory.CreateDirectory(Path);
            File.Create(System.IO.Path.Combine(Path, ".writable"), 1, FileOptions.DeleteOnClose).Dispose();
            return this;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Trouble($"Nothing can be written to the data folder {Path} ({e.Message.TrimEnd('.')}). Give this user the right to, or choose another with Data:Folder.", e);
        }
    }

    /// <exception cref="StoreException">The database cannot be used; the message says why and what to do.</exception>
    public async Task<IStore> Open(Settings settings, CancellationToken cancellation)
    {
        var chain = AuditKey.In(settings.KeyFile ?? AuditKeyFile);

        return settings.Engine switch
        {
            Engine.InMemory => new InMemoryStore(chain),
            Engine.Postgres => await PostgresStore.Open(settings.Connection!, chain, cancellation),
            _ => LiteDbStore.Open(Database, chain),
        };
    }
}
