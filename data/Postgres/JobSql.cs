using System.Text.Json;
using ChatOps.Documents;
using Npgsql;

namespace ChatOps.Data;

/// <summary>
/// What commits do to jobs. The first job of a lane is its head, and only heads are claimed. Whoever adds to a lane or takes
/// from it holds the lane's row until the commit, so positions follow the order of commits and a lane has one head.
/// </summary>
internal static class JobSql
{
    public const string Columns = "id, lane, position, head, next, job";

    private const string MakeLanes = "insert into lane(lane) select unnest($1) on conflict do nothing";

    private const string LockLanes = """
        with held as (select lane from lane where lane = any($1) order by lane for update)
        select 1 / case when count(*) = cardinality($1) then 1 else 0 end from held
        """;

    // In one order, so that commits wait for each other and do not lock each other out.
    private const string LockJobs = "select from job where id = any($1) order by id for update";

    private const string NotElsewhere = """
        select 1 / case when
            exists (select from job where id = any($1) and lane is not null and lane <> all($2))
            or exists (select from again where id = any($1) and lane is not null and lane <> all($2))
        then 0 else 1 end
        """;

    private const string Exhume = "with gone as (delete from dead where id = $1 returning id) select 1 / count(*) from gone";
    private const string End = "with ended as (delete from job where id = $1 and token = $2 returning id) select 1 / count(*) from ended";

    private const string Bury = """
        with ended as (delete from job where id = $1 and token = $2 returning id, job, attempts),
        buried as (
            insert into dead(id, job, attempts, error, at) select id, job, attempts, $3, $4 from ended
            on conflict (id) do update set job = excluded.job, attempts = excluded.attempts, error = excluded.error, at = excluded.at)
        select 1 / count(*) from ended
        """;

    private const string GoOn = $"""
        with later as (
            delete from again where id = $1 and not exists (select from job where job.id = $1) returning id, lane, position, next, job)
        insert into job({Columns}) select id, lane, position, lane is null, next, job from later
        """;

    private const string Cancel = "delete from job where id = any($1) and (lane is null or lane = any($2))";
    private const string CancelAgain = "delete from again where id = any($1) and (lane is null or lane = any($2))";

    private const string Schedule = $"""
        insert into job({Columns})
        values ($1, $2, nextval('job_position'), $2 is null or not exists (select from job where lane = $2), $3, $4) on conflict do nothing
        """;

    // Whoever came between has made a job of that id, or has given one back.
    private const string IsMoved = """
        select 1 / case when
            exists (select from job where id = $1 and token is null and next = $2 and job = $3)
            or exists (select from again where id = $1 and next = $2 and job = $3)
        then 1 else 0 end
        """;

    private const string MoveWaiting = """
        update job set next = $3, job = $4, attempts = 0, error = null, lane = $2,
            position = case when lane is not distinct from $2 then position else nextval('job_position') end,
            head = case when lane is not distinct from $2 then head else $2 is null end
        where id = $1 and token is null
        """;

    private const string DropAgain = "delete from again where id = $1 and exists (select from job where job.id = $1 and token is null)";

    private const string MoveLeased = """
        with leased as (select id from job where id = $1 and token is not null for update)
        insert into again(id, lane, position, next, job) select id, $2, nextval('job_position'), $3, $4 from leased
        on conflict (id) do update set lane = excluded.lane, position = excluded.position, next = excluded.next, job = excluded.job
        """;

    // A head that nobody works on makes way for one that belongs before it.
    private const string StepBack = """
        update job set head = false where lane = any($1) and head and token is null
            and exists (select from job earlier where earlier.lane = job.lane and earlier.position < job.position)
        """;

    private const string StepForward = """
        update job set head = true from unnest($1) wanted(name) cross join lateral (
            select id from job behind where behind.lane = wanted.name order by position, id limit 1) first
        where job.id = first.id and not exists (select from job head where head.lane = wanted.name and head.head)
        """;

    public static object?[] Arguments(Job job, DateTimeOffset next) => [Texts.Id(job.Id), LaneOf(job), next, Write(job)];

    public static Json Write(Job job) => Texts.ToJson(JsonSerializer.Serialize(job, RowJson.Default.Job));

    public static Job Read(NpgsqlDataReader row, int column) => JsonSerializer.Deserialize(row.Json(column), RowJson.Default.Job)!;

    public static string? LaneOf(Job job) => job.Lane is { } lane ? Texts.Id(lane) : null;

    /// <summary>The lanes that the jobs of these ids are in.</summary>
    public static Task<List<string>> Lanes(NpgsqlConnection connection, string[] ids, CancellationToken cancellation) => connection.List(
        "select lane from job where id = any($1) and lane is not null union select lane from again where id = any($1) and lane is not null",
        [ids],
        row => row.GetString(0),
        cancellation);

    /// <param name="lanes">Those that the changes touch, as far as one knows: a job may have gone to another meanwhile.</param>
    public static void Write(Pipeline pipeline, JobChanges changes, string[] lanes)
    {
        var ids = changes.Ids;
        Hold(pipeline, lanes, ids);

        foreach (var ending in changes.Ended)
            Finish(pipeline, ending);

        foreach (var id in changes.Exhumed)
            pipeline.Must(new Outcome.Conflict("job", id), Exhume, Texts.Id(id));

        if (changes.Cancelled is not [])
        {
            pipeline.Add(Cancel, changes.Cancelled, lanes);
            pipeline.Add(CancelAgain, changes.Cancelled, lanes);
        }

        foreach (var job in changes.Moved)
            Move(pipeline, Arguments(job, job.Due));

        foreach (var job in changes.Scheduled)
            pipeline.Add(Schedule, Arguments(job, job.Due));

        if (ids is not [])
            Promote(pipeline, lanes);
    }

    public static void Hold(Pipeline pipeline, string[] lanes, string[] ids)
    {
        if (lanes is not [])
        {
            pipeline.Add(MakeLanes, [lanes]);
            pipeline.Must(null, LockLanes, [lanes]);
        }

        if (ids is not [])
            pipeline.Must(null, NotElsewhere, ids, lanes);

        if (ids.Length > 1)
            pipeline.Add(LockJobs, [ids]);
    }

    public static void Promote(Pipeline pipeline, string[] lanes)
    {
        if (lanes is [])
            return;

        pipeline.Add(StepBack, [lanes]);
        pipeline.Add(StepForward, [lanes]);
    }

    private static void Finish(Pipeline pipeline, Ending ending)
    {
        var id = Texts.Id(ending.Lease.Job.Id);
        var token = Leases.TokenOf(ending.Lease);

        var lost = new Outcome.Conflict("job", ending.Lease.Job.Id);

        if (ending.Burial is { } burial)
            pipeline.Must(lost, Bury, id, token, Texts.Clean(burial.Error), burial.At);
        else
            pipeline.Must(lost, End, id, token);

        pipeline.Add(GoOn, id);
    }

    private static void Move(Pipeline pipeline, object?[] job)
    {
        pipeline.Add(MoveWaiting, job);
        pipeline.Add(DropAgain, job[0]);
        pipeline.Add(MoveLeased, job);
        pipeline.Add(Schedule, job);
        pipeline.Must(null, IsMoved, job[0], job[2], job[3]);
    }
}
