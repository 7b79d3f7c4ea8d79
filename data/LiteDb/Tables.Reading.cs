using LiteDB;

namespace ChatOps.Data;

/// <summary>What a table says, with what is logged and not yet brought there.</summary>
internal sealed partial class Tables
{
    private static readonly BsonExpression ById = BsonExpression.Create("$._id");

    // Reading an expression takes longer than looking up what it asks for. A thread has read to the end before it asks again.
    [ThreadStatic]
    private static Condition? equal;

    [ThreadStatic]
    private static Condition? between;

    public BsonDocument? Find(string table, string id) => Visible.Find(table, id) is { } fresh ? fresh.Row : OnDisk(table, id);

    public string? Json(string table, string id) => Find(table, id)?["b"].AsString;

    public long Count(string table) =>
        tables[table].LongCount() + Visible.Of(table).Sum(fresh => (fresh.Row is null ? 0 : 1) - (OnDisk(table, fresh.Id) is null ? 0 : 1));

    /// <summary>The row with the last id before this one.</summary>
    public BsonDocument? LastBelow(string table, string id)
    {
        var fresh = Visible.Between(table, "", id);
        return Merged(Query(table, "", id, isDescending: true, 1 + fresh.Count), fresh).MaxBy(IdOf, StringComparer.Ordinal);
    }

    /// <summary>The rows from low to below high, by id.</summary>
    public List<BsonDocument> Range(string table, string low, string high, int take)
    {
        var fresh = Visible.Between(table, low, high);
        var rows = Query(table, low, high, isDescending: false, More(take, fresh.Count));
        return fresh is [] ? rows : [.. Merged(rows, fresh).OrderBy(IdOf, StringComparer.Ordinal).Take(take)];
    }

    // LiteDB's own Query.Between is compiled anew for every value and never freed; a parameter is not.
    private List<BsonDocument> Query(string table, string low, string high, bool isDescending, int take)
    {
        var query = new Query
        {
            Where = { (between ??= new("$._id BETWEEN @0 AND @1")).With(low, high) },
            OrderBy = ById,
            Order = isDescending ? LiteDB.Query.Descending : LiteDB.Query.Ascending,
            Limit = take is int.MaxValue ? take : take + 1,
        };

        return Take(engine.Query(table, query), high, take);
    }

    // BETWEEN includes its high end.
    private static List<BsonDocument> Take(IBsonDataReader rows, string high, int take)
    {
        using (rows)
        {
            var taken = new List<BsonDocument>();

            while (taken.Count < take && rows.Read())
            {
                if (rows.Current.AsDocument is { } row && row["_id"].AsString != high)
                    taken.Add(row);
            }

            return taken;
        }
    }

    private static string IdOf(BsonDocument row) => row["_id"].AsString;

    private static int More(int take, int by) => take > int.MaxValue - by ? int.MaxValue : take + by;

    /// <summary>What a table says, as far as it is not outdated, and what is fresher.</summary>
    private static IEnumerable<BsonDocument> Merged(IEnumerable<BsonDocument> rows, IReadOnlyList<Fresh> fresh)
    {
        if (fresh is [])
            return rows;

        var known = fresh.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        return rows.Where(row => !known.Contains(IdOf(row))).Concat(fresh.Select(row => row.Row).OfType<BsonDocument>());
    }

    private BsonDocument? OnDisk(string table, string id)
    {
        using var rows = engine.Query(table, new Query { Limit = 1, Where = { (equal ??= new("$._id = @0")).With(id) } });
        return rows.Read() ? rows.Current.AsDocument : null;
    }

    /// <summary>An expression that is read once and used with other values again and again.</summary>
    private sealed class Condition
    {
        private readonly BsonDocument values = [];
        private readonly BsonExpression expression;

        public Condition(string text) => expression = BsonExpression.Create(text, values);

        public BsonExpression With(params ReadOnlySpan<string> texts)
        {
            for (var i = 0; i < texts.Length; i++)
                values[i is 0 ? "0" : "1"] = texts[i];

            return expression;
        }
    }
}
