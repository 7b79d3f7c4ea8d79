using ChatOps.Cards;
using ChatOps.Documents;
using Npgsql;

namespace ChatOps.Data;

/// <summary>
/// Makes the tables and brings older ones up to date. Nothing is used that distributed engines lack: no triggers, no
/// generated columns, no advisory locks, no LISTEN; every index but one is a plain tree.
/// </summary>
internal static class Layout
{
    private const string Versions = "create table if not exists layout(version int primary key, since timestamptz not null default now())";

    private const string First = """
        create table if not exists form(kind text collate "C", number int, fingerprint text not null, primary key (kind, number));
        create unique index if not exists form_fingerprint on form(kind, fingerprint);

        create table if not exists document(
            kind text collate "C", id text collate "C", version bigint not null, schema int not null, form int not null,
            body jsonb not null, entries text[] not null, words tsvector not null, primary key (kind, id));
        create index if not exists document_form on document(kind, form);
        create index if not exists document_words on document using gin(words);
        create table if not exists entry(kind text collate "C", entry text collate "C", id text collate "C" not null, primary key (kind, entry));

        create sequence if not exists fact_number;
        create table if not exists fact(subject text collate "C", number bigint, fact jsonb not null, primary key (subject, number));

        create sequence if not exists job_position;
        create table if not exists lane(lane text collate "C" primary key);
        create table if not exists job(
            id text collate "C" primary key, lane text collate "C", position bigint not null, head boolean not null,
            next timestamptz not null, attempts int not null default 0, token uuid, error text, job jsonb not null);
        create index if not exists job_lane on job(lane, position);
        create unique index if not exists job_head on job(lane) where head;
        create index if not exists job_next on job(next, position) where head;
        create table if not exists again(
            id text collate "C" primary key, lane text collate "C", position bigint not null, next timestamptz not null, job jsonb not null);
        create table if not exists dead(
            id text collate "C" primary key, job jsonb not null, attempts int not null, error text not null, at timestamptz not null);

        create table if not exists event(id text collate "C" primary key, at timestamptz not null, seen jsonb not null, attempt uuid);
        create index if not exists event_at on event(at);
        create table if not exists attempt(slot text collate "C" primary key, attempt uuid not null, at timestamptz not null);
        create table if not exists counter(series text collate "C" primary key, name text not null, last bigint not null);
        """;

    // Facts by who did it and in their order; the last link of every subject's chain.
    private const string Second = """
        alter table fact add column if not exists actor text collate "C";
        alter table fact add column if not exists at bigint;
        create index if not exists fact_actor on fact(actor, at, number);
        create index if not exists fact_order on fact(number);
        create table if not exists head(subject text collate "C" primary key, number bigint not null, hash text not null);
        """;

    /// <summary>What turns the tables of a version into those of the next. Never changed once released, only added to.</summary>
    private static readonly string[] Steps = [First, Second];

    public static Task Prepare(Server server, CancellationToken cancellation) => server.Run(
        async connection =>
        {
            var version = await Version(connection, cancellation);

            if (version > Steps.Length)
            {
                throw new StoreException(
                    $"A newer version of ChatOps wrote {server.Name} (layout {Say.Digits(version)}, this version knows {Say.Digits(Steps.Length)}). Start the newer version.");
            }

            for (; version < Steps.Length; version++)
                await Upgrade(connection, version, cancellation);
        },
        cancellation);

    private static async Task<int> Version(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (!await connection.Single<bool>("select to_regclass('layout') is not null", [], cancellation))
            await connection.Execute(Versions, [], cancellation);

        return await connection.Single<int>("select coalesce(max(version), 0) from layout", [], cancellation);
    }

    // Of several processes that start at once, one gets the row; the others wait for it, fail, and find the work done.
    private static async Task Upgrade(NpgsqlConnection connection, int from, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.Execute("insert into layout(version) values ($1)", [from + 1], cancellation);
        await connection.Execute(Steps[from], [], cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
