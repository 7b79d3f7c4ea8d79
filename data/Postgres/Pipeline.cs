using ChatOps.Documents;
using Npgsql;

namespace ChatOps.Data;

/// <summary>Statements of one transaction that go to the server together, and what must be true of them afterwards.</summary>
internal sealed class Pipeline(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    private readonly NpgsqlBatch batch = new(connection, transaction);
    private readonly List<(Func<bool> Holds, Outcome? Otherwise)> rules = [];

    public bool IsEmpty => batch.BatchCommands.Count is 0;

    public NpgsqlBatchCommand Add(string sql, params ReadOnlySpan<object?> arguments)
    {
        var statement = new NpgsqlBatchCommand(sql);
        Sql.Fill(statement.Parameters, arguments);
        batch.BatchCommands.Add(statement);
        return statement;
    }

    /// <param name="otherwise">The outcome; null: begin again, because somebody else came between.</param>
    public void Must(Func<bool> hold, Outcome? otherwise) => rules.Add((hold, otherwise));

    public Task Execute(CancellationToken cancellation) => batch.ExecuteNonQueryAsync(cancellation);

    /// <exception cref="BegunAgainException">The first broken rule says so.</exception>
    public Outcome? Broken()
    {
        foreach (var (holds, otherwise) in rules)
        {
            if (!holds())
                return otherwise ?? throw new BegunAgainException();
        }

        return null;
    }

    public ValueTask DisposeAsync() => batch.DisposeAsync();
}
