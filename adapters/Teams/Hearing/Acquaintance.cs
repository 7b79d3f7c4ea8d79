using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;
using ChatOps.Teams.Connecting;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Hearing;

/// <summary>
/// Finds out which person an account of Teams belongs to, the first time that it says something. That is whom the import
/// brought with an address that the tenant has proven to own; or else somebody new: of the company, who may do what every
/// employee may, or a guest, who may do nothing until an administrator says otherwise.
/// </summary>
internal sealed class Acquaintance(Bot bot, Connector connector, References references, TeamsSettings settings)
{
    private const int LongestName = 100;
    private const int LongestAddress = 255;

    /// <returns>False: it is not known who they are, or they may not be here.</returns>
    public async Task<bool> Meet(Arrival arrival)
    {
        if (arrival.Activity.From is not { Id: { } id } || await bot.Recognise(arrival.Identity) is not null)
            return false;

        // Where the bot is not, it is told nothing of anybody.
        var where = arrival.Here.IsDead ? await references.Chat(arrival.Identity, null, arrival.Here) : arrival.Here;
        var member = where is null || settings.Unauthenticated && arrival.Activity.Tenant() is null ? null : await connector.Member(where.Target, id);

        if (member is null && !settings.Unauthenticated)
            return false;

        return await bot.Do(arrival.Identity.ToString(), "meet", turn => Meet(arrival, member, turn)) is not null;
    }

    private async Task<Person?> Meet(Arrival arrival, Member? member, Turn turn)
    {
        // Two things that they did at once, and the other was faster. Or they have left, and their account stays theirs.
        if (await turn.Get(IdentityLink.Kind, arrival.Identity.ToString()) is { } link)
            return await turn.Get(Person.Kind, link.Person) is { Active: true } known ? known : null;

        var isColleague = IsColleague(arrival.Activity, member);
        var email = isColleague ? Proven(member) : null;
        var person = (email is null ? null : await Imported(email, turn)) ?? await New(arrival, member, email, isColleague, turn);
        turn.Save(IdentityLink.Kind, IdentityLink.Between(arrival.Identity, person));
        turn.Note($"person:{person.Id}", "meet");
        return person;
    }

    // Of the tenant of the conversation, which was let in, and not as its guest.
    private bool IsColleague(Activity activity, Member? member) => member is null
        ? settings.Unauthenticated
        : member.UserRole is null or "user"
            && (member.TenantId is not { } tenant || tenant.Equals(activity.Tenant(), StringComparison.OrdinalIgnoreCase))
            && (member.AadObjectId ?? member.ObjectId) is var account && (account is null || activity.From!.AadObjectId is null || account.Equals(activity.From.AadObjectId, StringComparison.OrdinalIgnoreCase))
            && member.UserPrincipalName?.Contains("#EXT#", StringComparison.OrdinalIgnoreCase) is not true;

    // Only domains that the tenant owns come in the name that somebody signs in with; the address can be anything that was
    // typed into a directory.
    private static string? Proven(Member? member)
    {
        if (member?.UserPrincipalName is not { Length: > 2 and <= LongestAddress } name || name.Split('@') is not [_, { Length: > 0 } domain])
            return null;

        return member.Email is { Length: <= LongestAddress } email && email.Split('@') is [{ Length: > 0 }, var other] && other.Equals(domain, StringComparison.OrdinalIgnoreCase) ? email : name;
    }

    private static async ValueTask<Person?> Imported(string email, Turn turn) =>
        await Named(email, turn) is [{ MadeUp: false } only] && !await HasAccount(only, turn) ? only : null;

    // An address that is given to somebody new comes with another account: that one does not get the old one's person.
    private static async ValueTask<bool> HasAccount(Person person, Turn turn) =>
        (await turn.Find(IdentityLink.ByPerson.Where(person.Id))).Items.Any(link => link.Id.StartsWith($"{TeamsChannel.Name}:", StringComparison.Ordinal));

    private static async ValueTask<IReadOnlyList<Person>> Named(string email, Turn turn) =>
        [.. (await turn.Find(Person.ByEmail.Where(email.ToLowerInvariant()))).Items.Select(item => item.Body)];

    private static async ValueTask<Person> New(Arrival arrival, Member? member, string? email, bool isColleague, Turn turn)
    {
        var company = await Company.Of(turn);
        var name = NameOf(member?.Name, $"{member?.GivenName} {member?.Surname}", arrival.Activity.From!.Name, email?.Split('@')[0]);

        var person = new Person(await PersonId.Free(turn, email, name), name)
        {
            Email = email is not null && await Named(email, turn) is [] ? email : null,
            Language = company.Language,
            TimeZone = arrival.Activity.LocalTimezone is { } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId ? found.Id : company.TimeZone,
            Roles = isColleague ? Roles.Employee : Roles.None,
        }.Through(arrival.Activity.Locale);

        turn.Save(Person.Kind, person);
        return person;
    }

    private static string NameOf(params ReadOnlySpan<string?> names)
    {
        foreach (var name in names)
        {
            if (Tidy.Text(name ?? "", lines: false) is { Length: > 0 } tidy)
                return tidy[..Math.Min(tidy.Length, LongestName)].Trim();
        }

        return "Somebody";
    }
}
