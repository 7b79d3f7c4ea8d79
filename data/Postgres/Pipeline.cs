using ChatOps.Documents;
using Npgsql;

namespace ChatOps.Data;

/// <summary>Statements of one transaction that go to the server together, some of which have to do what they are for.</summary>
internal sealed class Pipeline(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    private readonly NpgsqlBatch batch = new(connection, transaction);
    private readonly List<Rule> rules = [];

    public bool IsEmpty => batch.BatchCommands.Count is 0;

    public NpgsqlBatchCommand Add(string sql, params ReadOnlySpan<object?> arguments)
    {
        var statement = new NpgsqlBatchCommand(sql);
        Sql.Fill(statement.Parameters, arguments);
        batch.BatchCommands.Add(statement);
        return statement;
    }

    /// <summary>
    /// Adds a statement that divides by zero when it does not do what it is for. So the server itself leaves out what comes
    /// after it, COMMIT too, and nobody has to wait for an answer in between.
    /// </summary>
    /// <param name="otherwise">The outcome then; null: begin again, because somebody else came between.</param>
    public Rule Must(Outcome? otherwise, string sql, params ReadOnlySpan<object?> arguments)
    {
        var rule = new Rule(Add(sql, arguments), otherwise);
        rules.Add(rule);
        return rule;
    }

    /// <returns>The rule that did not hold; null: everything was done.</returns>
    public async Task<Rule?> Execute(CancellationToken cancellation)
    {
        try
        {
            await batch.ExecuteNonQueryAsync(cancellation);
            return null;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DivisionByZero && rules.Find(rule => rule.Statement == e.BatchCommand) is { } broken)
        {
            return broken;
        }
    }

    public ValueTask DisposeAsync() => batch.DisposeAsync();

    internal sealed record Rule(NpgsqlBatchCommand Statement, Outcome? Otherwise);
}
