using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Importing;
using ChatOps.People;

namespace ChatOps.Assets;

/// <summary>From the rows of a table to what they change. What has been imported is not changed by importing it again.</summary>
internal static class AssetImport
{
    public static Import Itself { get; } = new("assets", "an asset", AssetTable.Columns, [AssetTable.Tag, AssetTable.Serial, AssetTable.Number], Plan);

    public static async Task<IReadOnlyList<RowPlan>> Plan(IReadOnlyList<TableRow> table, Turn turn)
    {
        var cells = AssetCells.Of(table);
        AssetRow[] rows = [.. table.Select(row => new AssetRow(row, cells))];
        RefuseTwins(rows, row => row.Tag, lines => $"the same tag stands in line {lines}");
        RefuseTwins(rows, row => row.Serial, lines => $"the same serial number stands in line {lines}");

        var named = rows.Where(row => row.Refused is null).SelectMany(row => (string?[])[row.Tag, row.Serial]).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var meant = new Dictionary<SubjectId, int>();
        var plans = new List<RowPlan>();

        foreach (var row in rows)
            plans.Add(await Plan(row, named, meant, turn));

        return plans;
    }

    private static async ValueTask<RowPlan> Plan(AssetRow row, HashSet<string> named, Dictionary<SubjectId, int> meant, Turn turn)
    {
        var before = row.Refused is null ? await row.Known(turn) : null;

        if (before is not null && !meant.TryAdd(before.Id, row.Line))
            row.Refused ??= $"line {Say.Text($"{meant[before.Id]}")} means the same asset, {before.Id}";

        if (before is null && row is { Tag: null, Serial: null })
            row.Refused ??= $"there is neither a tag nor a serial number, so it would be made anew every time";

        if (row.Refused is { } why)
            return new(row.Line, row.Who, Change.Refused, [why]);

        var after = await row.Compose(before, before?.Id ?? default, turn);
        List<Say> changes = before is null ? [Say.Text(after.Name)] : [.. await Differences(before, after, turn)];
        var (links, linked) = await Links(row, before, named, turn);

        if (linked is not null)
            changes.Add(linked);

        var change = before is null ? Change.Created : changes is [] ? Change.Unchanged : Change.Changed;

        return new(row.Line, row.Who, change, [.. changes, .. row.Notes, .. links])
        {
            Save = change is Change.Unchanged ? null : turn => Save(row, turn),
            Finish = linked is null ? null : turn => Finish(row, turn),
        };
    }

    private static void RefuseTwins(IEnumerable<AssetRow> rows, Func<AssetRow, string?> key, Func<Say, Say> why)
    {
        foreach (var group in rows.Where(row => key(row) is not null).GroupBy(key, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            foreach (var row in group)
                row.Refused ??= why(Say.All(group.Where(other => other != row).Select(other => other.Line).Order().Take(3).Select(line => Say.Text($"{line}"))));
        }
    }

    // On what is there by then: whoever was faster is not written over but for what the file says.
    private static async Task Save(AssetRow row, Turn turn)
    {
        var present = await row.Known(turn);
        var asset = await row.Compose(present, present?.Id ?? await turn.Next(Register.Series), turn);

        if (asset != present)
            await turn.Keep(present, asset);
    }

    private static async Task Finish(AssetRow row, Turn turn)
    {
        if (await row.Known(turn) is not { } asset)
            return;

        var links = new List<AssetLink>();

        foreach (var (relation, to) in row.Links())
        {
            if (await turn.Asset(to) is { } other && other.Id != asset.Id)
                links.Add(new(relation, other.Id));
        }

        turn.Save(Asset.Kind, asset with { Links = [.. links.Distinct()] });
    }

    /// <returns>What is wrong with them, and how they change; null: they do not.</returns>
    private static async ValueTask<(IReadOnlyList<Say> Notes, Say? Change)> Links(AssetRow row, Asset? before, HashSet<string> named, Turn turn)
    {
        if (row.LinksCell is not { } said)
            return ([], null);

        var notes = new List<Say>();
        var links = new List<AssetLink>();
        var isNew = false;

        foreach (var (relation, to) in row.Links())
        {
            if (await turn.Asset(to) is { } other)
                links.Add(new(relation, other.Id));
            else if (named.Contains(to))
                isNew = true;
            else
                notes.Add($"\"{to}\" is no asset, so the link to it is left out");
        }

        var same = !isNew && links.ToHashSet().SetEquals(before?.Links ?? []);
        return (notes, same ? null : (Say)$"links {said}");
    }

    private static async ValueTask<IEnumerable<Say>> Differences(Asset before, Asset after, Turn turn)
    {
        (Say Name, Say? Was, Say? Is)[] fields =
        [
            ($"name", Text(before.Name), Text(after.Name)),
            ($"tag", Text(before.Tag), Text(after.Tag)),
            ($"serial", Text(before.Serial), Text(after.Serial)),
            ($"kind", Text(before.Type), Text(after.Type)),
            ($"manufacturer", Text(before.Manufacturer), Text(after.Manufacturer)),
            ($"model", Text(before.Model), Text(after.Model)),
            ($"status", Say.Term(Terms.Label(before.Status.ToString())), Say.Term(Terms.Label(after.Status.ToString()))),
            ($"holder", Text(await Name(before.Holder, turn)), Text(await Name(after.Holder, turn))),
            ($"place", Text(before.Place), Text(after.Place)),
            ($"due", Text(AssetTable.Day(before.Due)), Text(AssetTable.Day(after.Due))),
            ($"cost", Text(Cost(before)), Text(Cost(after))),
            ($"purchased", Text(AssetTable.Day(before.Purchased)), Text(AssetTable.Day(after.Purchased))),
            ($"warranty", Text(AssetTable.Day(before.WarrantyUntil)), Text(AssetTable.Day(after.WarrantyUntil))),
            ($"audited", Text(AssetTable.Day(before.Audited)), Text(AssetTable.Day(after.Audited))),
        ];

        var changes = fields.Where(field => !Equals(field.Was, field.Is)).Select(field => (Say)$"{field.Name} {field.Was ?? $"none"} → {field.Is ?? $"none"}");
        return before.Notes == after.Notes ? changes : changes.Append((Say)$"notes");
    }

    private static Say? Text(string? text) => text is null ? null : Say.Text(text);

    private static string? Cost(Asset asset) => asset.Cost is { } cost ? $"{cost.Plain} {cost.Currency}".TrimEnd() : null;

    private static async ValueTask<string?> Name(string? person, Turn turn) => person is null ? null : (await turn.Get(Person.Kind, person))?.Name ?? person;
}
