using System.Globalization;
using System.Security.Claims;
using ChatOps.Cards;
using ChatOps.People;

namespace ChatOps.Web.SigningIn;

/// <summary>What a provider says about somebody, who has proven to it who they are.</summary>
internal sealed record Account(string Issuer, string Subject)
{
    private const int Longest = 255;
    private const int LongestName = 100;

    /// <summary>Proven too; null: none, or just said.</summary>
    public string? Email { get; private init; }

    public string Name { get; private init; } = "";

    public string? Language { get; private init; }

    public string? Zone { get; private init; }

    // An issuer is an address without a fragment, so this is never two accounts.
    public Identity Identity => new("oidc", $"{Issuer}#{Subject}");

    /// <returns>Null: too little is said to know them again.</returns>
    public static Account? Of(ClaimsPrincipal who)
    {
        if (who.FindFirstValue("iss") is not { Length: > 0 and <= Longest } issuer || who.FindFirstValue("sub") is not { Length: > 0 and <= Longest } subject)
            return null;

        var email = who.FindFirstValue("email")?.Trim() is { Length: > 2 and <= Longest } said && said.Contains('@') ? said : null;

        return new(issuer, subject)
        {
            Email = IsVerified(who, issuer) ? email : null,
            Name = NameIn(who) ?? email?.Split('@')[0] ?? "Somebody",
            Language = Phrasebook.Languages.FirstOrDefault(language => language.Equals(who.FindFirstValue("locale")?.Split('-', '_')[0], StringComparison.OrdinalIgnoreCase)),
            Zone = who.FindFirstValue("zoneinfo") is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? zone.Id : null,
        };
    }

    // Microsoft's Entra never says email_verified, and its e-mail claim can be anything that an administrator of some
    // tenant wrote there, guests' too. What it does say, when asked to, is whether the owner of the domain was verified.
    private static bool IsVerified(ClaimsPrincipal who, string issuer) =>
        IsYes(who.FindFirstValue("email_verified"))
        || issuer.StartsWith("https://login.microsoftonline.com/", StringComparison.Ordinal) && IsYes(who.FindFirstValue("xms_edov"));

    private static bool IsYes(string? value) => value is "1" || string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    private static string? NameIn(ClaimsPrincipal who) => new[]
    {
        who.FindFirstValue("name"),
        $"{who.FindFirstValue("given_name")} {who.FindFirstValue("family_name")}",
        who.FindFirstValue("preferred_username"),
    }.Select(Tidy).FirstOrDefault(name => name.Length > 0);

    private static string Tidy(string? name)
    {
        var letters = string.Concat((name ?? "").Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter) && char.GetUnicodeCategory(letter) is not UnicodeCategory.Format)).Trim();
        return letters[..Math.Min(letters.Length, LongestName)].Trim();
    }
}
