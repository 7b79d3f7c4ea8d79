using System.Globalization;
using ChatOps.Commands;
using ChatOps.Host.Serving;
using ChatOps.People;

namespace ChatOps.Host.Importing;

/// <summary>What an import did or would do: row by row, then in numbers.</summary>
internal static class ImportReport
{
    public static IEnumerable<string> Of(PeopleFile file, PeoplePlan plan, ImportRequest request, IReadOnlyList<string> stale)
    {
        var stops = request.DeactivateMissing && plan.IsSuspicious && !request.Yes;

        return
        [
            .. ColumnsOf(file),
            .. plan.Rows.Where(row => row.Change is not Change.Unchanged || row.Notes is not []).Select(Line),
            .. stale.Select(name => $"{name} was changed by somebody else meanwhile and stays as they are: import again."),
            .. Missing(plan, request),
            "",
            Totals(plan, request),
            .. Ending(plan, request, stops),
        ];
    }

    private static IEnumerable<string> ColumnsOf(PeopleFile file)
    {
        yield return $"Columns: {string.Join(", ", file.Headers.Where(header => header.Column is not (null or Column.Ignore)).Select(header => $"{header.Header} = {Columns.Word(header.Column!.Value)}"))}";

        if (file.Headers.Where(header => header.Column is null).Select(header => $"\"{header.Header}\"").ToArray() is [var first, ..] unused)
            yield return $"Not used: {string.Join(", ", unused)}. If one of them means something here, say so once: --map {first[..^1]}=field\" ({Columns.Fields}).";

        yield return "";
    }

    private static string Line(PlannedRow row)
    {
        string[] parts = row.Change switch
        {
            Change.Changed => [.. Differences(row.Before!, row.After!), .. row.Notes],
            Change.Created => [$"id {row.After!.Id}", .. row.Notes],
            _ => [.. row.Notes],
        };

        return $"line {row.Line.ToString(CultureInfo.InvariantCulture)}  {Terms.Label(row.Change.ToString()),-9}  {row.Who}{(parts is [] ? "" : ": ")}{string.Join("; ", parts)}";
    }

    private static IEnumerable<string> Differences(Person before, Person after)
    {
        (string Name, object? Was, object? Is)[] fields =
        [
            ("name", before.Name, after.Name),
            ("e-mail", before.Email, after.Email),
            ("number", before.EmployeeNumber, after.EmployeeNumber),
            ("manager", before.Manager, after.Manager),
            ("department", before.Department, after.Department),
            ("site", before.Site, after.Site),
            ("language", before.Language, after.Language),
            ("time zone", before.TimeZone, after.TimeZone),
            ("VIP", before.Vip ? "yes" : "no", after.Vip ? "yes" : "no"),
            ("roles", Cells.Names(before.Roles), Cells.Names(after.Roles)),
            ("active", before.Active ? "yes" : "no", after.Active ? "yes" : "no"),
        ];

        return fields.Where(field => !Equals(field.Was, field.Is)).Select(field => $"{field.Name} {field.Was ?? "none"} → {field.Is ?? "none"}");
    }

    private static IEnumerable<string> Missing(PeoplePlan plan, ImportRequest request) => plan.Missing.Count is 0
        ? []
        :
        [
            "",
            request.DeactivateMissing ? "Not in the file:" : "Not in the file, and left as they are (--deactivate-missing deactivates them):",
            .. plan.Missing.Select(person => $"  {person.Name}{(person.Email is { } email ? $" ({email})" : "")}"),
        ];

    private static string Totals(PeoplePlan plan, ImportRequest request)
    {
        var gone = request.DeactivateMissing ? $", {plan.Missing.Count} deactivated" : "";
        return $"{Rows(plan.Rows.Count)}: {plan.Count(Change.Created)} created, {plan.Count(Change.Changed)} changed, {plan.Count(Change.Unchanged)} unchanged, {plan.Count(Change.Refused)} refused{gone}.";
    }

    private static IEnumerable<string> Ending(PeoplePlan plan, ImportRequest request, bool stops)
    {
        if (stops)
            yield return $"Nothing was written: this would deactivate {plan.Missing.Count} of {plan.Present} people, more than 5 %. If the file is complete, add --yes.";
        else if (request.DryRun)
            yield return "Nothing was written: this was a dry run.";
    }

    private static string Rows(int count) => count is 1 ? "1 row" : $"{count.ToString(CultureInfo.InvariantCulture)} rows";
}
