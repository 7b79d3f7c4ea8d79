using ChatOps.Cards;
using ChatOps.Host.Serving;
using ChatOps.Importing;
using ChatOps.People;

namespace ChatOps.Host.Importing;

/// <summary>What an import of people did or would do.</summary>
internal sealed class PeopleReport(ImportReport report)
{
    public IEnumerable<string> Of(PeopleFile file, PeoplePlan plan, ImportRequest request, IReadOnlyList<string> stale)
    {
        var stops = request.DeactivateMissing && plan.IsSuspicious && !request.Yes;
        RowPlan[] rows = [.. plan.Rows.Select(Row)];

        return
        [
            .. report.Columns([.. file.Headers.Select(header => (header.Header, header.Column is { } column ? Columns.Word(column) : null))], Columns.Fields),
            .. report.Rows(rows),
            .. stale.Select(name => report.Line($"{name} was changed by somebody else meanwhile and stays as they are: import again.")),
            .. Missing(plan, request),
            "",
            report.Totals(rows, request.DeactivateMissing ? plan.Missing.Count : null),
            .. Ending(plan, request, stops),
        ];
    }

    private static RowPlan Row(PlannedRow row) => new(row.Line, row.Who, row.Change, row.Change switch
    {
        Change.Changed => [.. Differences(row.Before!, row.After!), .. row.Notes],
        Change.Created => [Say.Text($"id {row.After!.Id}"), .. row.Notes],
        _ => row.Notes,
    });

    private static IEnumerable<Say> Differences(Person before, Person after)
    {
        (Say Name, Say? Was, Say? Is)[] fields =
        [
            ($"name", Text(before.Name), Text(after.Name)),
            ($"e-mail", Text(before.Email), Text(after.Email)),
            ($"number", Text(before.EmployeeNumber), Text(after.EmployeeNumber)),
            ($"manager", Text(before.Manager), Text(after.Manager)),
            ($"department", Text(before.Department), Text(after.Department)),
            ($"site", Text(before.Site), Text(after.Site)),
            ($"language", Text(before.Language), Text(after.Language)),
            ($"time zone", Text(before.TimeZone), Text(after.TimeZone)),
            ($"VIP", Flag(before.Vip), Flag(after.Vip)),
            ($"roles", Text(Cells.Names(before.Roles)), Text(Cells.Names(after.Roles))),
            ($"active", Flag(before.Active), Flag(after.Active)),
        ];

        return fields.Where(field => !Equals(field.Was, field.Is)).Select(field => (Say)$"{field.Name} {field.Was ?? $"none"} → {field.Is ?? $"none"}");
    }

    private static Say? Text(string? text) => text is null ? null : Say.Text(text);

    private static Say Flag(bool yes) => yes ? (Say)$"yes" : $"no";

    private IEnumerable<string> Missing(PeoplePlan plan, ImportRequest request) => plan.Missing.Count is 0
        ? []
        :
        [
            "",
            report.Line(request.DeactivateMissing ? (Say)$"Not in the file:" : $"Not in the file, and left as they are (--deactivate-missing deactivates them):"),
            .. plan.Missing.Select(person => $"  {person.Name}{(person.Email is { } email ? $" ({email})" : "")}"),
        ];

    private IEnumerable<string> Ending(PeoplePlan plan, ImportRequest request, bool stops)
    {
        if (stops)
            yield return report.Line($"Nothing was written: this would deactivate {plan.Missing.Count} of {plan.Present} people, more than 5 %. If the file is complete, add --yes.");
        else if (request.DryRun)
            yield return report.DryRun;
    }
}
