using System.Data;
using ChatOps.Documents;
using Npgsql;

namespace ChatOps.Data;

/// <summary>
/// One commit, all or nothing, in two round trips: the statements in one, COMMIT in the other when all of them did what they
/// must. It can be tried again after any fault: the witness knows whether an earlier try went through.
/// </summary>
/// <param name="prepare">Reads what the statements are made from; told whether this is another try.</param>
internal sealed class Unit(Witness witness, JobChanges jobs, Action<Pipeline> write, Func<NpgsqlConnection, bool, Task> prepare)
{
    private readonly HashSet<string> lanes = jobs.Lanes.ToHashSet(StringComparer.Ordinal);
    private bool isAgain;

    public async Task<Outcome> Try(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (isAgain && jobs.Ids is not [] and var ids)
            lanes.UnionWith(await JobSql.Lanes(connection, ids, cancellation));

        await prepare(connection, isAgain);
        isAgain = true;
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        await using var pipeline = new Pipeline(connection, transaction);
        witness.Add(pipeline);
        write(pipeline);
        JobSql.Write(pipeline, jobs, [.. lanes]);
        await pipeline.Execute(cancellation);
        return await End(connection, transaction, pipeline, cancellation);
    }

    private async Task<Outcome> End(NpgsqlConnection connection, NpgsqlTransaction transaction, Pipeline pipeline, CancellationToken cancellation)
    {
        if (!witness.IsFirst)
        {
            await transaction.RollbackAsync(cancellation);
            return await witness.Answer(connection, cancellation);
        }

        if (pipeline.Broken() is { } refused)
        {
            await transaction.RollbackAsync(cancellation);
            return refused;
        }

        // Not to be cancelled any more: half an answer helps nobody.
        await transaction.CommitAsync(CancellationToken.None);
        return new Outcome.Committed();
    }
}
