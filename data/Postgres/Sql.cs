using Npgsql;
using NpgsqlTypes;

namespace ChatOps.Data;

/// <summary>Statements with numbered parameters ($1, $2, …) of the few types that the tables use.</summary>
internal static class Sql
{
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, params ReadOnlySpan<object?> arguments)
    {
        var command = new NpgsqlCommand(sql, connection);
        Fill(command.Parameters, arguments);
        return command;
    }

    public static async Task<int> Execute(this NpgsqlConnection connection, string sql, object?[] arguments, CancellationToken cancellation)
    {
        await using var command = connection.Command(sql, arguments);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task<T> Single<T>(this NpgsqlConnection connection, string sql, object?[] arguments, CancellationToken cancellation)
    {
        await using var command = connection.Command(sql, arguments);
        return (T)(await command.ExecuteScalarAsync(cancellation))!;
    }

    public static async Task<List<T>> List<T>(
        this NpgsqlConnection connection,
        string sql,
        object?[] arguments,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellation)
    {
        await using var command = connection.Command(sql, arguments);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var list = new List<T>();

        while (await rows.ReadAsync(cancellation))
            list.Add(read(rows));

        return list;
    }

    public static void Fill(NpgsqlParameterCollection parameters, ReadOnlySpan<object?> arguments)
    {
        foreach (var argument in arguments)
            parameters.Add(Parameter(argument));
    }

    public static string? TextOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static string Json(this NpgsqlDataReader row, int column) => Texts.FromJson(row.GetString(column));

    public static DateTimeOffset Instant(this NpgsqlDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);

    private static NpgsqlParameter Parameter(object? argument) => argument switch
    {
        null => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
        string text => new NpgsqlParameter<string> { TypedValue = text, NpgsqlDbType = NpgsqlDbType.Text },
        long number => new NpgsqlParameter<long> { TypedValue = number },
        int number => new NpgsqlParameter<int> { TypedValue = number },
        Guid id => new NpgsqlParameter<Guid> { TypedValue = id },
        DateTimeOffset instant => new NpgsqlParameter<DateTimeOffset> { TypedValue = instant.ToUniversalTime() },
        Json json => new NpgsqlParameter<string> { TypedValue = json.Text, NpgsqlDbType = NpgsqlDbType.Jsonb },
        Json[] many => new NpgsqlParameter { Value = Array.ConvertAll(many, json => json.Text), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
        _ => new NpgsqlParameter { Value = argument },
    };
}
