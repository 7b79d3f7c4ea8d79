using ChatOps.Host.Serving;
using ChatOps.Importing;
using ChatOps.People;

namespace ChatOps.Host.Importing;

/// <summary>What an import of people did or would do.</summary>
internal static class PeopleReport
{
    public static IEnumerable<string> Of(PeopleFile file, PeoplePlan plan, ImportRequest request, IReadOnlyList<string> stale)
    {
        var stops = request.DeactivateMissing && plan.IsSuspicious && !request.Yes;
        RowPlan[] rows = [.. plan.Rows.Select(Row)];

        return
        [
            .. ImportReport.Columns([.. file.Headers.Select(header => (header.Header, header.Column is { } column ? Columns.Word(column) : null))], Columns.Fields),
            .. ImportReport.Rows(rows),
            .. stale.Select(name => $"{name} was changed by somebody else meanwhile and stays as they are: import again."),
            .. Missing(plan, request),
            "",
            ImportReport.Totals(rows, request.DeactivateMissing ? $", {plan.Missing.Count} deactivated" : ""),
            .. Ending(plan, request, stops),
        ];
    }

    private static RowPlan Row(PlannedRow row) => new(row.Line, row.Who, row.Change, row.Change switch
    {
        Change.Changed => [.. Differences(row.Before!, row.After!), .. row.Notes],
        Change.Created => [$"id {row.After!.Id}", .. row.Notes],
        _ => row.Notes,
    });

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

    private static IEnumerable<string> Ending(PeoplePlan plan, ImportRequest request, bool stops)
    {
        if (stops)
            yield return $"Nothing was written: this would deactivate {plan.Missing.Count} of {plan.Present} people, more than 5 %. If the file is complete, add --yes.";
        else if (request.DryRun)
            yield return ImportReport.DryRun;
    }
}
