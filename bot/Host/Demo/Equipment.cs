using System.Globalization;
using System.Reflection;
using ChatOps.Commands;

namespace ChatOps.Host.Demo;

/// <summary>What the company of the demonstration owns.</summary>
internal sealed record Equipment(string Tag, string Name, string Kind, string? Manufacturer, string? Model, string? Serial, string? Holder, string? Place, string? Status, string? Cost, int? Age, int? Warranty, IReadOnlyList<string> Links)
{
    public static IReadOnlyList<Equipment> All { get; } = [.. Read()];

    /// <summary>The tag of somebody's laptop; null: they have none.</summary>
    public static string? LaptopOf(string person) => All.FirstOrDefault(one => one.Kind is "Laptop" && one.Holder == person)?.Tag;

    public Invocation Registered(DateOnly today)
    {
        var bought = Age is { } days ? today.AddDays(-days) : (DateOnly?)null;

        return Invocation.Of(
            "asset new",
            ("name", Name),
            ("kind", Kind),
            ("tag", Tag),
            ("serial", Serial),
            ("manufacturer", Manufacturer),
            ("model", Model),
            ("holder", Holder),
            ("place", Place),
            ("status", Status),
            ("cost", Cost is null ? null : $"{Cost} EUR"),
            ("purchased", Day(bought)),
            ("warranty", Warranty is { } years ? Day(bought?.AddYears(years)) : null));
    }

    public IEnumerable<Invocation> Linked() =>
        Links.Select(link => link.Split(' ')).Select(link => Invocation.Of("asset link", ("id", Tag), ("type", link[0]), ("to", link[1])));

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IEnumerable<Equipment> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("assets.tsv")!;
        using var reader = new StreamReader(stream);

        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#') && line.Split('\t') is { Length: 13 } cells)
                yield return Of([.. cells.Select(cell => cell.Length > 0 ? cell : null)]);
        }
    }

    private static Equipment Of(string?[] cells) => new(
        cells[0]!, cells[1]!, cells[2]!, cells[3], cells[4], cells[5], cells[6], cells[7], cells[8], cells[9], Number(cells[10]), Number(cells[11]),
        cells[12]?.Split(';') ?? []);

    private static int? Number(string? cell) => cell is null ? null : int.Parse(cell, CultureInfo.InvariantCulture);
}
