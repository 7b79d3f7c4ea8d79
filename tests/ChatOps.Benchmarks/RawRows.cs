using Npgsql;
using NpgsqlTypes;

namespace ChatOps.Benchmarks;

/// <summary>Inserts the rows that one commit of the store leaves, again and again, in one round trip and one transaction: what the engine itself can do.</summary>
internal sealed class RawRows : IAsyncDisposable
{
    private const string Template = "INC-2";

    private static readonly string[] Tables = ["document", "entry", "fact", "head", "job", "event"];

    private readonly NpgsqlDataSource source;
    private readonly List<(string Sql, string?[] Values)> rows = [];
    private int last = 1_000_000_000;

    private RawRows(string connection) => source = NpgsqlDataSource.Create($"{connection};Max Auto Prepare=20;Auto Prepare Min Usages=2;No Reset On Close=true");

    /// <param name="put">Makes the next ticket in that schema, which is empty; the second is the one that is inserted again.</param>
    public static async Task<RawRows> Of(string connection, Func<Task> put)
    {
        await put();
        await put();
        var raw = new RawRows(connection);

        foreach (var table in Tables)
            await raw.Learn(table);

        return raw;
    }

    public async Task Put()
    {
        var id = $"INC-{Interlocked.Increment(ref last)}";
        await using var batch = source.CreateBatch();

        foreach (var (sql, values) in rows)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;

            foreach (var value in values)
                command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Unknown, Value = value?.Replace(Template, id, StringComparison.Ordinal) ?? (object)DBNull.Value });

            batch.BatchCommands.Add(command);
        }

        if (await batch.ExecuteNonQueryAsync() != rows.Count)
            throw new InvalidOperationException("A row was not inserted.");
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task Learn(string table)
    {
        await using var command = source.CreateCommand($"select * from {table} each where each::text like '%{Template}%'");
        command.AllResultTypesAreUnknown = true;
        await using var reader = await command.ExecuteReaderAsync();

        while (await reader.ReadAsync())
        {
            var columns = Enumerable.Range(0, reader.FieldCount).ToArray();
            var sql = $"insert into {table}({string.Join(", ", columns.Select(reader.GetName))}) values ({string.Join(", ", columns.Select(column => $"${column + 1}"))})";
            rows.Add((sql, [.. columns.Select(column => reader.IsDBNull(column) ? null : reader.GetString(column))]));
        }
    }
}
