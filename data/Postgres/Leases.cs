using ChatOps.Documents;
using Npgsql;

namespace ChatOps.Data;

/// <summary>Who does which job.</summary>
internal sealed class Leases(Server server)
{
    // A row that another process has in hand is passed over; one that it took meanwhile is due no more when it is looked at again.
    private const string Take = """
        with taken as (
            select id, next, position from job where head and next <= $1 order by next, position limit $2 for update skip locked)
        update job set token = $3, attempts = attempts + 1, next = $4 from taken where job.id = taken.id
        returning job.job, job.attempts, taken.next, taken.position
        """;

    private const string Taken = "select job, attempts, next, position from job where token = $1";
    private const string Extend = "update job set next = $3 where id = $1 and token = $2";
    // A job that is due later is passed over without a look into it.
    private const string Overdue = """
        select count(*), min((job->>'due')::timestamptz), (select count(*) from dead), pg_database_size(current_database()) from job
        where (next <= $1 or attempts > 0) and (job->>'due')::timestamptz <= $1
        """;

    private const string Buried = "select job, attempts, error, at from dead where id > $1 order by id limit $2";

    /// <summary>An id that no lease has, when somebody made the token up.</summary>
    public static Guid TokenOf(Lease lease) => Guid.TryParse(lease.Token, out var token) ? token : Guid.Empty;

    public async Task<IReadOnlyList<Lease>> Claim(int max, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation)
    {
        var token = Guid.NewGuid();
        var isAgain = false;

        return await server.Run(
            async connection =>
            {
                // The answer to an earlier try may have been lost with the connection, but not what it took.
                var taken = isAgain ? await List(connection, token, Taken, [token], cancellation) : [];
                isAgain = true;
                return taken is [] ? await List(connection, token, Take, [now, max, token, until], cancellation) : taken;
            },
            cancellation);
    }

    public Task<bool> Renew(Lease lease, DateTimeOffset until, CancellationToken cancellation) => server.Run(
        async connection => await connection.Execute(Extend, [Texts.Id(lease.Job.Id), TokenOf(lease), until], cancellation) is 1,
        cancellation);

    public Task<bool> IsWaiting(string jobId, CancellationToken cancellation) => server.Run(
        connection => connection.Single<bool>(
            "select exists (select from job where id = $1 and token is null)", [Texts.Id(jobId)], cancellation),
        cancellation);

    public Task<List<DeadJob>> Dead(int take, string? afterId, CancellationToken cancellation) => server.Run(
        connection => connection.List(Buried, [afterId is null ? "" : Texts.Id(afterId), take], ReadDead, cancellation),
        cancellation);

    public async Task<Vitals> Vitals(DateTimeOffset now, CancellationToken cancellation) => (await server.Run(
        connection => connection.List(
            Overdue,
            [now],
            row => new Vitals("PostgreSQL", row.GetInt64(3), row.GetInt64(0), row.IsDBNull(1) ? null : row.Instant(1), row.GetInt64(2)),
            cancellation),
        cancellation))[0];

    public static DeadJob ReadDead(NpgsqlDataReader row) => new(JobSql.Read(row, 0), row.GetInt32(1), row.GetString(2), row.Instant(3));

    private static async Task<IReadOnlyList<Lease>> List(
        NpgsqlConnection connection,
        Guid token,
        string sql,
        object?[] arguments,
        CancellationToken cancellation)
    {
        var rows = await connection.List(
            sql,
            arguments,
            row => (Lease: new Lease(JobSql.Read(row, 0), row.GetInt32(1), token.ToString("N")), Next: row.Instant(2), Position: row.GetInt64(3)),
            cancellation);

        return [.. rows.OrderBy(row => row.Next).ThenBy(row => row.Position).Select(row => row.Lease)];
    }
}
