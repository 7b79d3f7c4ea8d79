using System.Text.Json;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Assets;

/// <summary>What has changed on an asset, by whom and when, from the audit trail.</summary>
internal static class AssetHistory
{
    private const int WholeTrail = 1000;
    private const int Latest = 15;

    public static async ValueTask<IReadOnlyList<Block>> Draw(Asset asset, Turn turn)
    {
        var lines = new List<Block>();

        foreach (var fact in (await turn.Trail($"asset:{asset.Id}", WholeTrail)).TakeLast(Latest).Reverse())
            lines.Add(new Block.Text($"{fact.At}, {await turn.Who(fact.Actor)}: {await Changes(fact.Changes, fact.What, turn)}"));

        return lines is [] ? [] : [new Block.Section($"History", lines) { Folded = true }];
    }

    private static async ValueTask<Say> Changes(string? json, string what, Turn turn)
    {
        if (json is null)
            return Say.Text(what);

        using var changes = JsonDocument.Parse(json);

        if (changes.RootElement.TryGetProperty("id", out _))
            return $"registered";

        var said = new List<Say>();

        foreach (var change in changes.RootElement.EnumerateObject())
        {
            if (Label(change.Name) is not { } label)
                continue;

            said.Add(change.Value.ValueKind is JsonValueKind.Array && change.Value.GetArrayLength() is 2
                ? $"{label} {await Value(change.Name, change.Value[0], turn)} → {await Value(change.Name, change.Value[1], turn)}"
                : label);
        }

        return said is [] ? Say.Text(what) : said.Aggregate((all, one) => $"{all}; {one}");
    }

    // What goes without saying beside another change has no name.
    private static Say? Label(string field) => field switch
    {
        "name" => $"name",
        "tag" => $"tag",
        "serial" => $"serial number",
        "manufacturer" => $"manufacturer",
        "model" => $"model",
        "type" => $"kind",
        "status" => $"status",
        "holder" => $"holder",
        "due" => $"due back",
        "place" => $"place",
        "cost" => $"cost",
        "purchased" => $"bought",
        "warrantyUntil" => $"warranty until",
        "audited" => $"last seen",
        "notes" => $"notes",
        "links" => $"links",
        _ => null,
    };

    private static async ValueTask<Say> Value(string field, JsonElement value, Turn turn) => (field, value.ValueKind) switch
    {
        (_, JsonValueKind.Null or JsonValueKind.Undefined) => $"none",
        ("holder", _) => $"{await turn.Who(value.GetString())}",
        ("status", _) => Say.Term(Terms.Label(value.GetString()!)),
        ("cost", JsonValueKind.Object) => Say.Text($"{value.GetProperty("amount")} {(value.TryGetProperty("currency", out var currency) ? currency.GetString() : "")}".TrimEnd()),
        ("links", JsonValueKind.Array) => Say.Text(string.Join(", ", value.EnumerateArray().Select(link => link.GetProperty("to").GetString()))),
        (_, JsonValueKind.String) => Say.Text(value.GetString()!),
        _ => Say.Text(value.ToString()),
    };
}
