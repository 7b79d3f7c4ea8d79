using System.Globalization;
using System.Text.RegularExpressions;
using ChatOps.Cards;

namespace ChatOps.Assets;

/// <param name="Amount">With two decimals.</param>
/// <param name="Currency">As ISO 4217 writes it; null: nobody has said.</param>
internal sealed partial record Money(decimal Amount, string? Currency)
{
    private const decimal Most = 1_000_000_000;

    private static readonly Dictionary<string, string> Signs = new(StringComparer.Ordinal) { ["$"] = "USD", ["€"] = "EUR", ["£"] = "GBP", ["¥"] = "JPY", ["US$"] = "USD", ["₹"] = "INR", ["zł"] = "PLN", ["Fr."] = "CHF" };

    /// <summary>As people and spreadsheets write it: <c>$12.58</c>, <c>1.299,00 EUR</c>, <c>CHF 1'299</c>.</summary>
    /// <param name="currency">What it is when the text does not say.</param>
    /// <returns>Null: no amount from 0 to a milliard.</returns>
    public static Money? Read(string text, string? currency = null)
    {
        if (Form().Match(text.Trim()) is not { Success: true } match)
            return null;

        var said = $"{match.Groups["before"].Value}{match.Groups["after"].Value}".Trim();
        currency = said.Length is 0 ? currency : Signs.GetValueOrDefault(said) ?? (Code().IsMatch(said) ? said.ToUpperInvariant() : null);

        if (said.Length > 0 && currency is null || Number(match.Groups["number"].Value) is not { } amount || amount > Most)
            return null;

        return new(decimal.Round(amount, 2), currency);
    }

    public static bool IsCurrency(string text) => Code().IsMatch(text);

    public string Plain => Amount.ToString("0.00", CultureInfo.InvariantCulture);

    public Say Words => Currency is { } currency ? $"{Amount} {currency}" : (Say)$"{Amount}";

    // The last separator with one or two digits behind it parts the decimals, as does a lone one behind a zero.
    private static decimal? Number(string text)
    {
        text = string.Concat(text.Where(letter => letter is not ('\'' or '’') && !char.IsWhiteSpace(letter)));
        var at = text.LastIndexOfAny(['.', ',']);
        var isDecimal = at >= 0 && (text.Length - at - 1 is 1 or 2 || text[..at] is "0" || text.Length - at - 1 > 3);
        var whole = isDecimal ? text[..at] : text;

        if (whole.Length is 0 || whole.Split('.', ',') is var groups && (groups[0].Length is 0 || groups.Skip(1).Any(group => group.Length is not 3)))
            return null;

        var plain = string.Concat(whole.Where(char.IsAsciiDigit)) + (isDecimal ? $".{text[(at + 1)..]}" : "");
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;
    }

    [GeneratedRegex(@"^(?<before>[^\d\s,.-]{1,4}\.?)?\s*(?<number>\d[\d.,'’\s]{0,20})(?<after>[^\d\s,.]{1,4}\.?)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex("^[A-Za-z]{3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
