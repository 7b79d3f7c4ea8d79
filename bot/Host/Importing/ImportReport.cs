using System.Globalization;
using ChatOps.Cards;
using ChatOps.Importing;

namespace ChatOps.Host.Importing;

/// <summary>What an import did or would do: the columns, row by row, then in numbers.</summary>
internal sealed class ImportReport(Speech speech)
{
    public string DryRun => Line($"Nothing was written: this was a dry run.");

    public static ImportReport In(string language) => new(new PlainSpeech(new(language, TimeZoneInfo.Utc, default)));

    public string Line(Say say) => speech.Draw(say);

    /// <param name="headers">Each with the field that it is; null: it is not used.</param>
    /// <param name="fields">What there is to map to.</param>
    public IEnumerable<string> Columns(IReadOnlyList<(string Header, string? Field)> headers, string fields)
    {
        yield return Line($"Columns: {string.Join(", ", headers.Where(header => header.Field is not (null or KnownHeaders.Ignore)).Select(header => $"{header.Header} = {header.Field}"))}");

        if (headers.Where(header => header.Field is null).Select(header => $"\"{header.Header}\"").ToArray() is [var first, ..] unused)
            yield return Line($"Not used: {string.Join(", ", unused)}. If one of them means something here, say so once: --map {first[..^1]}=field\" ({fields}).");

        yield return "";
    }

    /// <summary>The rows that have something to say.</summary>
    public IEnumerable<string> Rows(IEnumerable<RowPlan> rows) => rows.Where(row => row.Change is not Change.Unchanged || row.Notes is not []).Select(Row);

    /// <param name="gone">How many are deactivated besides; null: that was not asked for.</param>
    public string Totals(IReadOnlyList<RowPlan> rows, int? gone = null)
    {
        Say counts = $"{rows.Count:# row|# rows}: {Of(Change.Created)} created, {Of(Change.Changed)} changed, {Of(Change.Unchanged)} unchanged, {Of(Change.Refused)} refused";
        return Line(gone is { } people ? (Say)$"{counts}, {people} deactivated." : $"{counts}.");

        int Of(Change change) => rows.Count(row => row.Change == change);
    }

    private string Row(RowPlan row)
    {
        var line = Line($"line {Say.Text(row.Line.ToString(CultureInfo.InvariantCulture))}");
        return $"{line}  {Line(Named(row.Change)),-9}  {row.Who}{(row.Notes is [] ? "" : ": ")}{string.Join("; ", row.Notes.Select(Line))}";
    }

    private static Say Named(Change change) => change switch
    {
        Change.Created => $"created",
        Change.Changed => $"changed",
        Change.Refused => $"refused",
        _ => $"unchanged",
    };
}
