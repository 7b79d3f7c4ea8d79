using System.Globalization;
using System.Text.RegularExpressions;
using ChatOps.Importing;

namespace ChatOps.Assets;

/// <summary>What is written in the cells of tables of assets. Null: it cannot be read.</summary>
/// <param name="dayFirst">Whether <c>4/5/2026</c> is in May.</param>
internal sealed partial class AssetCells(bool dayFirst)
{
    // What programs write where nothing is known.
    private static readonly string[] NoSerials = ["n/a", "na", "none", "-", "--", "0", "unknown", "not specified", "default string", "system serial number", "to be filled by o.e.m.", "to be filled by oem", "keine", "unbekannt"];

    private static readonly Dictionary<string, Status> Statuses = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ready to deploy"] = Status.InStock, ["deployable"] = Status.InStock, ["rtd"] = Status.InStock, ["available"] = Status.InStock, ["stock"] = Status.InStock, ["spare"] = Status.InStock, ["auf lager"] = Status.InStock, ["lager"] = Status.InStock, ["verfügbar"] = Status.InStock,
        ["deployed"] = Status.InUse, ["assigned"] = Status.InUse, ["active"] = Status.InUse, ["in production"] = Status.InUse, ["installed"] = Status.InUse, ["in gebrauch"] = Status.InUse, ["aktiv"] = Status.InUse, ["im einsatz"] = Status.InUse,
        ["pending"] = Status.Ordered, ["on order"] = Status.Ordered, ["requested"] = Status.Ordered, ["bestellt"] = Status.Ordered,
        ["repair"] = Status.InRepair, ["out for repair"] = Status.InRepair, ["out for diagnostics"] = Status.InRepair, ["broken"] = Status.InRepair, ["undeployable"] = Status.InRepair, ["maintenance"] = Status.InRepair, ["in reparatur"] = Status.InRepair, ["defekt"] = Status.InRepair,
        ["archived"] = Status.Retired, ["disposed"] = Status.Retired, ["broken - not fixable"] = Status.Retired, ["end of life"] = Status.Retired, ["ausgemustert"] = Status.Retired, ["entsorgt"] = Status.Retired,
        ["lost"] = Status.Missing, ["stolen"] = Status.Missing, ["lost/stolen"] = Status.Missing, ["verloren"] = Status.Missing, ["gestohlen"] = Status.Missing,
    };

    /// <summary>As one file writes days: where one has a number over 12 in front, days come first; else months do, as in the United States.</summary>
    public static AssetCells Of(IEnumerable<TableRow> rows) => new(rows
        .SelectMany(row => (string?[])[row[AssetTable.Purchased], row[AssetTable.Due], row[AssetTable.Warranty], row[AssetTable.Audited]])
        .OfType<string>()
        .Any(cell => Slashed().Match(cell) is { Success: true } match && int.Parse(match.Groups["first"].Value, CultureInfo.InvariantCulture) > 12));

    public static string? Serial(string? cell) => cell is null || NoSerials.Contains(cell.ToLowerInvariant()) ? null : cell;

    public static Status? StatusOf(string cell)
    {
        foreach (var name in Enum.GetNames<Status>())
        {
            if (Plain(name) == Plain(cell))
                return Enum.Parse<Status>(name);
        }

        // Lists of Snipe-IT write the state behind the label: "Ready to Deploy (deployed)".
        return Statuses.TryGetValue(cell, out var known) ? known
            : cell.Contains("deployed", StringComparison.OrdinalIgnoreCase) ? Status.InUse
            : Statuses.Where(pair => cell.StartsWith(pair.Key, StringComparison.OrdinalIgnoreCase)).OrderByDescending(pair => pair.Key.Length).Select(pair => (Status?)pair.Value).FirstOrDefault();
    }

    public DateOnly? Day(string cell)
    {
        if (Slashed().Match(cell) is { Success: true } match)
        {
            int[] parts = [.. ((string[])["first", "second", "year"]).Select(part => int.Parse(match.Groups[part].Value, CultureInfo.InvariantCulture))];
            var (month, day) = dayFirst ? (parts[1], parts[0]) : (parts[0], parts[1]);
            return Of(parts[2] < 100 ? 2000 + parts[2] : parts[2], month, day);
        }

        // A time behind it says nothing.
        return DateOnly.TryParseExact(cell.Split(' ', 'T')[0], ["yyyy-MM-dd", "d.M.yyyy", "yyyy/MM/dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || DateOnly.TryParseExact(cell, ["d MMM yyyy", "d MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy", "ddd MMM d, yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
                ? date
                : null;
    }

    /// <summary>A day, or so many months from the day of purchase.</summary>
    public DateOnly? WarrantyOf(string cell, DateOnly? purchased) =>
        Months().Match(cell) is { Success: true } match
            ? purchased is { Year: < 9000 } bought && int.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture) is var months ? bought.AddMonths(months) : null
            : Day(cell);

    public static bool IsMonths(string cell) => Months().IsMatch(cell);

    private static DateOnly? Of(int year, int month, int day) =>
        year is > 0 and < 10000 && month is > 0 and < 13 && day > 0 && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetter)).ToLowerInvariant();

    [GeneratedRegex(@"^(?<first>\d{1,2})/(?<second>\d{1,2})/(?<year>\d{4}|\d{2})(?!\d)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Slashed();

    [GeneratedRegex(@"^(?<n>\d{1,3})( ?(months?|mo\.?|monate?))?$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Months();
}
