using System.Globalization;
using ChatOps.Commands;
using ChatOps.Importing;

namespace ChatOps.Host.Importing;

/// <summary>What an import did or would do: the columns, row by row, then in numbers.</summary>
internal static class ImportReport
{
    public const string DryRun = "Nothing was written: this was a dry run.";

    /// <param name="headers">Each with the field that it is; null: it is not used.</param>
    /// <param name="fields">What there is to map to.</param>
    public static IEnumerable<string> Columns(IReadOnlyList<(string Header, string? Field)> headers, string fields)
    {
        yield return $"Columns: {string.Join(", ", headers.Where(header => header.Field is not (null or KnownHeaders.Ignore)).Select(header => $"{header.Header} = {header.Field}"))}";

        if (headers.Where(header => header.Field is null).Select(header => $"\"{header.Header}\"").ToArray() is [var first, ..] unused)
            yield return $"Not used: {string.Join(", ", unused)}. If one of them means something here, say so once: --map {first[..^1]}=field\" ({fields}).";

        yield return "";
    }

    /// <summary>The rows that have something to say.</summary>
    public static IEnumerable<string> Rows(IEnumerable<RowPlan> rows) => rows
        .Where(row => row.Change is not Change.Unchanged || row.Notes is not [])
        .Select(row => $"line {row.Line.ToString(CultureInfo.InvariantCulture)}  {Terms.Label(row.Change.ToString()),-9}  {row.Who}{(row.Notes is [] ? "" : ": ")}{string.Join("; ", row.Notes)}");

    /// <param name="more">What else there is to count, behind a comma.</param>
    public static string Totals(IReadOnlyList<RowPlan> rows, string more = "")
    {
        var count = rows.Count is 1 ? "1 row" : $"{rows.Count.ToString(CultureInfo.InvariantCulture)} rows";
        return $"{count}: {Of(Change.Created)} created, {Of(Change.Changed)} changed, {Of(Change.Unchanged)} unchanged, {Of(Change.Refused)} refused{more}.";

        int Of(Change change) => rows.Count(row => row.Change == change);
    }
}
