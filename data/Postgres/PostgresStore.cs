using System.Text.Json;
using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>
/// The store for several machines: any number of processes without state of their own on one PostgreSQL, or on what speaks
/// its protocol. A lost connection or a failover is waited for; an interrupted commit is found out about (<see cref="Witness"/>).
/// </summary>
public sealed class PostgresStore : IStore
{
    private const int ForgetSize = 5000;

    private const string Next = """
        insert into counter(series, name, last) values ($1, $2, 1) on conflict (series) do update set last = counter.last + 1 returning last
        """;

    private const string Trails = "select fact from fact where subject = $1 order by number limit $2";
    private const string ForgetEvents = "delete from event where id in (select id from event where at < $1 limit $2)";
    private const string ForgetAttempts = "delete from attempt where at < now() - interval '1 day'";
    private const string ForgetLanes = "delete from lane where not exists (select from job where job.lane = lane.lane)";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Server server;
    private readonly Forms forms;
    private readonly Finding finding;
    private readonly Heads heads;
    private readonly Commits commits;
    private readonly Leases leases;

    private PostgresStore(Server server, FactChain? chain)
    {
        this.server = server;
        forms = new(server);
        finding = new(server);
        heads = new(chain ?? FactChain.Open);
        commits = new(server, forms, heads);
        leases = new(server);
    }

    /// <exception cref="StoreException">The server cannot be used; the message says why and what to do.</exception>
    public static Task<PostgresStore> Open(string connectionString, CancellationToken cancellation = default) =>
        Open(connectionString, null, cancellation);

    /// <param name="chain">What ties facts together, the same in every process; null: a chain without a secret.</param>
    /// <exception cref="StoreException">The server cannot be used; the message says why and what to do.</exception>
    public static Task<PostgresStore> Open(string connectionString, FactChain? chain, CancellationToken cancellation = default) =>
        Open(connectionString, Patience, TimeProvider.System, cancellation, chain);

    /// <param name="patience">How long a lost server is waited for.</param>
    internal static async Task<PostgresStore> Open(string connectionString, TimeSpan patience, TimeProvider clock, CancellationToken cancellation, FactChain? chain = null)
    {
        var opened = new Server(connectionString, patience, clock);

        try
        {
            await Layout.Prepare(opened, cancellation);
            return new(opened, chain);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    public FactChain Chain => heads.Chain;

    public Task Prepare(IReadOnlyCollection<Kind> kinds, CancellationToken cancellation = default) => forms.Prepare(kinds, cancellation);

    public ValueTask<Stored<T>?> Get<T>(Kind<T> kind, string id, CancellationToken cancellation = default)
        where T : class =>
        finding.Get(kind, id, cancellation);

    public async ValueTask Read(IReadOnlyList<Wanted> wanted, CancellationToken cancellation = default) => await finding.Read(wanted, cancellation);

    public ValueTask<Page<T>> Find<T>(Query<T> query, CancellationToken cancellation = default)
        where T : class =>
        finding.Find(query, cancellation);

    public ValueTask<long> Count<T>(Query<T> query, CancellationToken cancellation = default)
        where T : class =>
        finding.Count(query, cancellation);

    public ValueTask<Hits<T>> Search<T>(
        Kind<T> kind,
        string words,
        Func<T, bool>? filter = null,
        int take = 20,
        CancellationToken cancellation = default)
        where T : class =>
        finding.Search(kind, words, filter, take, cancellation);

    public Task<Outcome> Commit(Batch batch, CancellationToken cancellation = default) => commits.Commit(batch, cancellation);

    public async ValueTask<long> NextNumber(string series, CancellationToken cancellation = default) => await server.Run(
        connection => connection.Single<long>(Next, [Texts.Id(series), Texts.Clean(series)], cancellation),
        cancellation);

    public async ValueTask<IReadOnlyList<Fact>> Trail(string subject, int take = 100, CancellationToken cancellation = default) => await server.Run(
        connection => connection.List(
            Trails,
            [Texts.Id(subject), take],
            row => JsonSerializer.Deserialize(row.Json(0), RowJson.Default.Fact)!,
            cancellation),
        cancellation);

    public async ValueTask<FactPage> Facts(FactQuery query, CancellationToken cancellation = default) =>
        await server.Run(connection => FactSql.Page(connection, query, cancellation), cancellation);

    public Task<IReadOnlyList<Lease>> Claim(int max, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation = default) =>
        leases.Claim(max, now, now + lease, cancellation);

    public Task<bool> Renew(Lease lease, TimeSpan duration, DateTimeOffset now, CancellationToken cancellation = default) =>
        leases.Renew(lease, now + duration, cancellation);

    public Task<bool> Retry(Lease lease, DateTimeOffset due, string error, CancellationToken cancellation = default) =>
        commits.Retry(lease, due, error, cancellation);

    public Task<bool> Bury(Lease lease, DateTimeOffset now, string error, CancellationToken cancellation = default) =>
        commits.Bury(lease, now, error, cancellation);

    public async ValueTask<bool> IsWaiting(string jobId, CancellationToken cancellation = default) =>
        await leases.IsWaiting(jobId, cancellation);

    public async ValueTask<IReadOnlyList<DeadJob>> Dead(int take = 50, string? afterId = null, CancellationToken cancellation = default) =>
        await leases.Dead(take, afterId, cancellation);

    public async ValueTask<Vitals> Vitals(DateTimeOffset now, CancellationToken cancellation = default) => await leases.Vitals(now, cancellation);

    public async Task Forget(DateTimeOffset before, CancellationToken cancellation = default)
    {
        while (await Delete(ForgetEvents, before, ForgetSize) is ForgetSize)
            cancellation.ThrowIfCancellationRequested();

        await Delete(ForgetAttempts);
        await Delete(ForgetLanes);

        Task<int> Delete(string sql, params object?[] arguments) =>
            server.Run(connection => connection.Execute(sql, arguments, cancellation), cancellation);
    }

    async Task IStore.Rewrite(Func<Row, Row?> revise, CancellationToken cancellation)
    {
        await new Rewriting(server, forms).Run(revise, cancellation);
        heads.Forget();
    }

    Task IStore.Scrub(CancellationToken cancellation) => new Rewriting(server, forms).Clean(cancellation);

    /// <exception cref="StoreException">Also when the server is lost in between: a half export is not gone on with.</exception>
    public Task Export(Stream to, CancellationToken cancellation = default) =>
        server.RunOnce(connection => Rows.Write(to, Exporting.All(connection, cancellation), cancellation), cancellation);

    public async Task Import(Stream from, CancellationToken cancellation = default)
    {
        await new Importing(server, forms).Import(Rows.Read(from, cancellation), cancellation);
        heads.Forget();
        await forms.PrepareAgain(cancellation);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
