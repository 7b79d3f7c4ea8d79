using System.Data;
using ChatOps.Documents;
using Npgsql;

namespace ChatOps.Data;

/// <summary>
/// One commit, all or nothing, in one round trip: the statements and COMMIT, which the server leaves out when one of them
/// did not do what it must. It can be tried again after any fault: the witness knows whether an earlier try went through.
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
        var isFirst = witness.Add(pipeline);
        write(pipeline);
        JobSql.Write(pipeline, jobs, [.. lanes]);
        pipeline.Add("COMMIT");

        // Not to be cancelled any more: half an answer helps nobody.
        if (await pipeline.Execute(CancellationToken.None) is not { } broken)
            return new Outcome.Committed();

        await transaction.RollbackAsync(cancellation);
        return broken == isFirst ? await witness.Answer(connection, cancellation) : broken.Otherwise ?? throw new BegunAgainException();
    }
}
