using System.Globalization;
using ChatOps.Cards;
using ChatOps.Host.Serving;
using ChatOps.People;

namespace ChatOps.Host.Importing;

/// <summary>What an import did or would do: row by row, then in numbers.</summary>
internal sealed class ImportReport(Speech speech)
{
    public IEnumerable<string> Of(PeopleFile file, PeoplePlan plan, ImportRequest request, IReadOnlyList<string> stale)
    {
        var stops = request.DeactivateMissing && plan.IsSuspicious && !request.Yes;

        return
        [
            .. ColumnsOf(file),
            .. plan.Rows.Where(row => row.Change is not Change.Unchanged || row.Notes is not []).Select(Line),
            .. stale.Select(name => speech.Draw($"{name} was changed by somebody else meanwhile and stays as they are: import again.")),
            .. Missing(plan, request),
            "",
            Totals(plan, request),
            .. Ending(plan, request, stops),
        ];
    }

    private IEnumerable<string> ColumnsOf(PeopleFile file)
    {
        yield return speech.Draw($"Columns: {string.Join(", ", file.Headers.Where(header => header.Column is not (null or Column.Ignore)).Select(header => $"{header.Header} = {Columns.Word(header.Column!.Value)}"))}");

        if (file.Headers.Where(header => header.Column is null).Select(header => $"\"{header.Header}\"").ToArray() is [var first, ..] unused)
            yield return speech.Draw($"Not used: {string.Join(", ", unused)}. If one of them means something here, say so once: --map {first[..^1]}=field\" ({Columns.Fields}).");

        yield return "";
    }

    private string Line(PlannedRow row)
    {
        string[] parts = row.Change switch
        {
            Change.Changed => [.. Differences(row.Before!, row.After!), .. row.Notes.Select(speech.Draw)],
            Change.Created => [$"id {row.After!.Id}", .. row.Notes.Select(speech.Draw)],
            _ => [.. row.Notes.Select(speech.Draw)],
        };

        return $"{speech.Draw($"line {Say.Text(row.Line.ToString(CultureInfo.InvariantCulture))}")}  {speech.Draw(Named(row.Change)),-9}  {row.Who}{(parts is [] ? "" : ": ")}{string.Join("; ", parts)}";
    }

    private static Say Named(Change change) => change switch
    {
        Change.Created => $"created",
        Change.Changed => $"changed",
        Change.Refused => $"refused",
        _ => $"unchanged",
    };

    private IEnumerable<string> Differences(Person before, Person after)
    {
        (Say Name, string? Was, string? Is)[] fields =
        [
            ($"name", before.Name, after.Name),
            ($"e-mail", before.Email, after.Email),
            ($"number", before.EmployeeNumber, after.EmployeeNumber),
            ($"manager", before.Manager, after.Manager),
            ($"department", before.Department, after.Department),
            ($"site", before.Site, after.Site),
            ($"language", before.Language, after.Language),
            ($"time zone", before.TimeZone, after.TimeZone),
            ($"VIP", before.Vip ? Yes : No, after.Vip ? Yes : No),
            ($"roles", Cells.Names(before.Roles), Cells.Names(after.Roles)),
            ($"active", before.Active ? Yes : No, after.Active ? Yes : No),
        ];

        return fields.Where(field => field.Was != field.Is).Select(field => $"{speech.Draw(field.Name)} {field.Was ?? None} → {field.Is ?? None}");
    }

    private string Yes => speech.Draw($"yes");

    private string No => speech.Draw($"no");

    private string None => speech.Draw($"none");

    private IEnumerable<string> Missing(PeoplePlan plan, ImportRequest request) => plan.Missing.Count is 0
        ? []
        :
        [
            "",
            speech.Draw(request.DeactivateMissing ? (Say)$"Not in the file:" : $"Not in the file, and left as they are (--deactivate-missing deactivates them):"),
            .. plan.Missing.Select(person => $"  {person.Name}{(person.Email is { } email ? $" ({email})" : "")}"),
        ];

    private string Totals(PeoplePlan plan, ImportRequest request)
    {
        Say counts = $"{plan.Rows.Count:# row|# rows}: {plan.Count(Change.Created)} created, {plan.Count(Change.Changed)} changed, {plan.Count(Change.Unchanged)} unchanged, {plan.Count(Change.Refused)} refused";
        return speech.Draw(request.DeactivateMissing ? (Say)$"{counts}, {plan.Missing.Count} deactivated." : $"{counts}.");
    }

    private IEnumerable<string> Ending(PeoplePlan plan, ImportRequest request, bool stops)
    {
        if (stops)
            yield return speech.Draw($"Nothing was written: this would deactivate {plan.Missing.Count} of {plan.Present} people, more than 5 %. If the file is complete, add --yes.");
        else if (request.DryRun)
            yield return speech.Draw($"Nothing was written: this was a dry run.");
    }
}
