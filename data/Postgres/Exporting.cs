using System.Data;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ChatOps.Documents;
using Npgsql;

namespace ChatOps.Data;

/// <summary>Every row of the database as it was at one moment.</summary>
internal static class Exporting
{
    public const string FactSeries = "~fact";
    public const string JobSeries = "~job";

    // A kind whose documents were indexed under several definitions has none.
    private const string Forms = """
        select kind, case when lowest = highest then fingerprint else '' end
        from (select kind, min(form) lowest, max(form) highest from document group by kind) found join form using (kind)
        where number = highest
        """;

    private const string Documents = "select kind, id, version, schema, body, entries, tsvector_to_array(words) from document order by kind";
    private const string Facts = "select number, fact from fact";

    private const string Jobs = """
        select job.job, job.position, job.next, job.attempts, job.token, job.error, again.job, again.position, again.next
        from job left join again using (id)
        """;

    private const string Dead = "select job, attempts, error, at from dead";
    private const string Events = "select seen from event";

    private const string Counters = $"""
        select name, last from counter
        union all select '{FactSeries}', last_value from fact_number where is_called
        union all select '{JobSeries}', last_value from job_position where is_called
        """;

    public static async IAsyncEnumerable<Row> All(NpgsqlConnection connection, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);

        foreach (var (sql, read) in Tables)
        {
            await using var command = connection.Command(sql);
            await using var rows = await command.ExecuteReaderAsync(cancellation);

            while (await rows.ReadAsync(cancellation))
                yield return read(rows);
        }
    }

    private static (string Sql, Func<NpgsqlDataReader, Row> Read)[] Tables =>
    [
        (Forms, row => new Row.Form(row.GetString(0), row.GetString(1))),
        (Documents, Document),
        (Facts, row => new Row.Noted(row.GetInt64(0), JsonSerializer.Deserialize(row.Json(1), RowJson.Default.Fact)!)),
        (Jobs, Work),
        (Dead, row => new Row.Dead(Leases.ReadDead(row))),
        (Events, row => Witness.Read(row, 0)),
        (Counters, row => new Row.Counter(row.GetString(0), row.GetInt64(1))),
    ];

    private static Row.Document Document(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetInt64(2),
        row.GetInt32(3),
        row.Json(4),
        Array.ConvertAll(row.GetFieldValue<string[]>(5), entry => Texts.FromOrdered(entry).Split(Key.PartEnd, 2)),
        row.GetFieldValue<string[]>(6));

    private static Row.Work Work(NpgsqlDataReader row) => new(
        row.GetInt64(1),
        JobSql.Read(row, 0),
        row.Instant(2),
        row.GetInt32(3),
        row.IsDBNull(4) ? null : row.GetGuid(4).ToString("N"),
        row.TextOrNull(5),
        row.IsDBNull(6) ? null : new(row.GetInt64(7), JobSql.Read(row, 6), row.Instant(8)));
}
