using System.Globalization;
using System.Text.Json;
using ChatOps.Documents;
using Npgsql;

namespace ChatOps.Data;

/// <summary>Reads facts in every order there is.</summary>
internal static class FactSql
{
    // Behind every text in "C" order.
    private const string End = "\U0010FFFF";

    private const string OfSubjects = """
        select number, fact from fact where subject >= $1 and subject < $2 and (subject, number) > ($3, $4) order by subject, number limit $5
        """;

    private const string OfActor = """
        select number, fact from fact where actor = $1 and at >= $2 and at < $3 and (at, number) > ($4, $5) order by at, number limit $6
        """;

    private const string Behind = "select number, fact from fact where number > $1 order by number limit $2";

    public static async Task<FactPage> Page(NpgsqlConnection connection, FactQuery query, CancellationToken cancellation)
    {
        var after = query.After?.Split(Key.PartEnd) ?? [];

        var (sql, arguments) = query switch
        {
            FactQuery.OfSubjects(var start) => (OfSubjects, (object?[])[start, start + End, after is [var subject, _] ? subject : "", Number(after), query.Take + 1]),
            FactQuery.OfActor(var actor, var from, var until) =>
                (OfActor, [Texts.Clean(actor), from.UtcTicks, until.UtcTicks, after is [var at, _] ? long.Parse(at, CultureInfo.InvariantCulture) : 0L, Number(after), query.Take + 1]),
            FactQuery.Behind(var number) => (Behind, [after is [] ? number : Number(after), query.Take + 1]),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

        var found = await connection.List(sql, arguments, Read, cancellation);
        return FactPage.Of(found, query.Take, one => Mark(query, one));
    }

    public static NumberedFact Read(NpgsqlDataReader row) => new(row.GetInt64(0), JsonSerializer.Deserialize(row.Json(1), RowJson.Default.Fact)!);

    private static long Number(string[] mark) => mark is [.., var last] ? long.Parse(last, CultureInfo.InvariantCulture) : 0;

    private static string Mark(FactQuery query, NumberedFact one) => query switch
    {
        FactQuery.OfSubjects => string.Create(CultureInfo.InvariantCulture, $"{Texts.Id(one.Fact.Subject)}{Key.PartEnd}{one.Number}"),
        FactQuery.OfActor => string.Create(CultureInfo.InvariantCulture, $"{one.Fact.At.UtcTicks}{Key.PartEnd}{one.Number}"),
        _ => one.Number.ToString(CultureInfo.InvariantCulture),
    };
}
