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

    /// <summary>What a restore has so far; it is gone when that is finished.</summary>
    public string Restore => System.IO.Path.Combine(Path, "restoring");

    public string RestoreDatabase => System.IO.Path.Combine(Restore, "chatops.db");

    public string RestoreProgress => System.IO.Path.Combine(Restore, "progress.json");

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
        if (File.Exists(RestoreProgress))
            throw new StoreException($"A restore into {Path} was begun and is not finished. Run it again, and it goes on; or delete {Restore} to give it up.");

        return await OpenAt(Database, settings, cancellation);
    }

    /// <summary>As <see cref="Open"/>, with the file of LiteDB at another place.</summary>
    public async Task<IStore> OpenAt(string database, Settings settings, CancellationToken cancellation)
    {
        var chain = AuditKey.In(settings.KeyFile ?? AuditKeyFile);

        return settings.Engine switch
        {
            Engine.InMemory => new InMemoryStore(chain),
            Engine.Postgres => await PostgresStore.Open(settings.Connection!, chain, cancellation),
            _ => LiteDbStore.Open(database, chain, settings.Key),
        };
    }
}
