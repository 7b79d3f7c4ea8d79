using System.Globalization;
using ChatOps.Cards;
using ChatOps.Model;
using ChatOps.Prose;

namespace ChatOps.Host.Configuration;

/// <summary>Reads which language model is asked, and what that may cost: <c>Model:Endpoint</c> and what belongs to it.</summary>
internal static class LanguageModelSettings
{
    // As dear as a large model: who knows better says so.
    private const decimal PriceRead = 2.5m;
    private const decimal PriceWritten = 10m;
    private const decimal Highest = 1_000_000m;

    /// <exception cref="Trouble">A setting that will not do, and what would.</exception>
    public static ModelSettings? Read(IConfiguration section)
    {
        if (string.IsNullOrWhiteSpace(section["Endpoint"]))
        {
            return section.GetChildren().FirstOrDefault() is { } alone
                ? throw new Trouble($"The setting Model:{alone.Key} is there without Model:Endpoint. Say where the model is, or remove it.")
                : null;
        }

        return string.IsNullOrWhiteSpace(section["Name"])
            ? throw new Trouble($"The setting Model:Name is missing. Say which model of that server is asked, such as gpt-5-mini.")
            : new(EndpointOf(section["Endpoint"]!.Trim()), section["Key"] is { Length: > 0 } key ? KeyOf(key) : null, section["Name"]!.Trim(), AllowanceOf(section));
    }

    private static Allowance AllowanceOf(IConfiguration section) => new(
        TimeSpan.FromSeconds(Whole(section, "Seconds", 6, 1, 60)),
        (int)Whole(section, "Tokens", 8_000, 2_000, 1_000_000),
        Whole(section, "TokensADay", 1_000_000, 2_000, 1_000_000_000_000),
        Money(section, "MoneyADay", 5m),
        Money(section, "Prices:Read", PriceRead),
        Money(section, "Prices:Written", PriceWritten))
    {
        Restricted = Settings.FlagOf("Model:Restricted", section["Restricted"] ?? "false"),
    };

    private static Uri EndpointOf(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https") || endpoint.Query is not "" || endpoint.Fragment is not "" || endpoint.UserInfo is not "")
            throw new Trouble($"The setting Model:Endpoint is not the address of a server that speaks as OpenAI does. Write it like https://api.openai.com/v1.");

        return endpoint.Scheme is "https" || endpoint.IsLoopback
            ? endpoint
            : throw new Trouble($"The setting Model:Endpoint is \"{text}\", and what people wrote could be read on the way. Write it with https.");
    }

    private static string KeyOf(string key) => key.Trim() is { } plain && plain.All(letter => letter is > ' ' and <= '~')
        ? plain
        : throw new Trouble($"The setting Model:Key holds characters that no key has. Copy it again.");

    private static long Whole(IConfiguration section, string name, long usual, long least, long most) =>
        section[name] is not { } text ? usual
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value
        : throw new Trouble($"The setting Model:{name} is \"{text}\"; it takes a whole number from {Say.Digits(least)} to {Say.Digits(most)}.");

    private static decimal Money(IConfiguration section, string name, decimal usual) =>
        section[name] is not { } text ? usual
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= Highest ? value
        : throw new Trouble($"The setting Model:{name} is \"{text}\"; it takes an amount such as 2.50, from 0.");
}
