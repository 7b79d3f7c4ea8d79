using System.Globalization;
using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>
/// The entries of rows: which rows there are, and in which orders they are found. LiteDB's own indexes would cost a search
/// and a page each, also to learn that there is no such row.
/// </summary>
internal static class Places
{
    public const string Id = "id";

    /// <summary>Before all entries of rows that are no documents', and behind them: no kind of document has such a name.</summary>
    public const string Low = "~";
    public const string High = "\u007F";

    /// <summary>As many characters as <see cref="Of(long)"/> gives.</summary>
    public const int Width = 20;

    public static string Of(string table, string order, string place) => Start(table, order) + place;

    /// <summary>What all entries of an order begin with.</summary>
    public static string Start(string table, string order) => KindOf(table) + Key.PartEnd + order + Key.PartEnd;

    /// <summary>What stands in the place of a kind of document.</summary>
    public static string KindOf(string table) => Low + table;

    public static string Of(long number) => number.ToString("D20", CultureInfo.InvariantCulture);

    public static string Of(DateTimeOffset moment) => Of(moment.UtcTicks);

    public static long Number(string place) => long.Parse(place.AsSpan(0, Width), CultureInfo.InvariantCulture);
}
