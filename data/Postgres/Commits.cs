using ChatOps.Documents;
using Npgsql;

namespace ChatOps.Data;

/// <summary>The changes that are made whole or not at all, whatever becomes of the connection.</summary>
internal sealed class Commits(Server server, Forms forms, Heads heads)
{
    private const string GiveBack = """
        with given as (update job set token = null, next = $3, error = $4 where id = $1 and token = $2 returning id)
        select 1 / count(*) from given
        """;

    private readonly Witness.Slots slots = new();

    public async Task<Outcome> Commit(Batch batch, CancellationToken cancellation)
    {
        if (batch.IsEmpty)
            return new Outcome.Committed();

        var trail = new Heads.Move(heads, batch);
        var outcome = await Run(batch, JobChanges.Of(batch), pipeline => Write(pipeline, batch, trail), cancellation, (connection, isAgain) => trail.Load(connection, isAgain, cancellation));

        if (outcome is Outcome.Committed)
            trail.Done();

        return outcome;
    }

    public async Task<bool> Bury(Lease lease, DateTimeOffset at, string error, CancellationToken cancellation)
    {
        var changes = JobChanges.None with { Ended = [new(lease, (at, error))] };
        return await Run(null, changes, _ => { }, cancellation) is Outcome.Committed;
    }

    public async Task<bool> Retry(Lease lease, DateTimeOffset due, string error, CancellationToken cancellation) =>
        await Run(null, JobChanges.None, pipeline => GivenBack(pipeline, lease, due, error), cancellation) is Outcome.Committed;

    private async Task<Outcome> Run(Batch? batch, JobChanges jobs, Action<Pipeline> write, CancellationToken cancellation, Func<NpgsqlConnection, bool, Task>? prepare = null)
    {
        var slot = slots.Take();
        var unit = new Unit(new(batch, slot), jobs, write, prepare ?? ((_, _) => Task.CompletedTask));

        try
        {
            return await server.Run(connection => unit.Try(connection, cancellation), cancellation);
        }
        finally
        {
            slots.Give(slot);
        }
    }

    private void Write(Pipeline pipeline, Batch batch, Heads.Move trail)
    {
        if (batch.Changes is not [])
            DocumentSql.Write(pipeline, batch.Changes, forms.NumberOf);

        trail.Write(pipeline);
    }

    private static void GivenBack(Pipeline pipeline, Lease lease, DateTimeOffset due, string error) =>
        pipeline.Must(new Outcome.Conflict("job", lease.Job.Id), GiveBack, Texts.Id(lease.Job.Id), Leases.TokenOf(lease), due, Texts.Clean(error));
}
