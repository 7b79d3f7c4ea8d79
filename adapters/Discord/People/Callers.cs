using System.Collections.Concurrent;
using ChatOps.Conversations;
using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Discord.People;

/// <summary>
/// Finds out which person a Discord account belongs to. Who is met for the first time becomes somebody new who may do what
/// every employee may, if they are in the server of the company; in any other server, and from outside, nobody does.
/// </summary>
internal sealed class Callers(Bot bot, IStore store, RestClient rest, DiscordSettings settings, TimeProvider clock)
{
    public const string Platform = "discord";

    private const int LongestName = 100;

    // With a message to the bot alone Discord does not say which roles somebody has; they are asked for now and then.
    private static readonly TimeSpan RolesHold = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, DateTimeOffset> looked = new(StringComparer.Ordinal);

    public static Identity IdentityOf(string user) => new(Platform, user);

    /// <param name="guild">The server that they were met in; null: they write to the bot alone.</param>
    /// <returns>Null: nobody who may be here.</returns>
    public async Task<Person?> Meet(User user, GuildMember? member, string? guild, string? locale, CancellationToken cancellation)
    {
        if (user.Bot is true)
            return null;

        if (await store.Get(IdentityLink.Kind, IdentityOf(user.Id).ToString(), cancellation) is null)
        {
            if ((guild is null ? await MemberOf(user, cancellation) : guild == settings.GuildId ? member ?? new() : null) is not { } colleague)
                return null;

            await bot.Do(IdentityOf(user.Id).ToString(), "person met", turn => Add(user, colleague, locale, turn), cancellation);
        }

        if (await bot.Recognise(IdentityOf(user.Id), cancellation) is not { } person)
            return null;

        return guild == settings.GuildId && member?.Roles is { } roles ? await Follow(person, user, roles, cancellation)
            : guild is null ? await LookAfter(person, user, cancellation)
            : person;
    }

    /// <summary>The account of a person; null: they have none here.</summary>
    /// <param name="person">Their id.</param>
    public async ValueTask<string?> AccountOf(string person, CancellationToken cancellation)
    {
        var mark = IdentityOf("").ToString();
        var links = await store.Find(IdentityLink.ByPerson.Where(person), cancellation);
        return links.Items.Select(link => link.Id).FirstOrDefault(id => id.StartsWith(mark, StringComparison.Ordinal))?[mark.Length..];
    }

    private async Task<Person> LookAfter(Person person, User user, CancellationToken cancellation)
    {
        if (looked.TryGetValue(user.Id, out var last) && clock.GetUtcNow() < last + RolesHold || await store.Get(GrantedRoles.Kind, user.Id, cancellation) is not { Body.Roles: not Roles.None })
            return person;

        try
        {
            // Whoever has left the server has none of its roles.
            person = await Follow(person, user, (await MemberOf(user, cancellation))?.Roles ?? [], cancellation);
            looked[user.Id] = clock.GetUtcNow();
        }
        catch (DiscordException)
        {
            // Asked again next time.
        }

        return person;
    }

    private async Task<GuildMember?> MemberOf(User user, CancellationToken cancellation)
    {
        if (settings.GuildId is not { } guild)
            return null;

        try
        {
            return await rest.GetMember(guild, user.Id, cancellation);
        }
        catch (DiscordException e) when (!e.IsPassing)
        {
            return null;
        }
    }

    private static async Task<bool> Add(User user, GuildMember member, string? locale, Turn turn)
    {
        if (await turn.Get(IdentityLink.Kind, IdentityOf(user.Id).ToString()) is not null)
            return false;

        var company = await Company.Of(turn);
        var name = new[] { member.Nick, user.GlobalName, user.Username }.First(name => !string.IsNullOrWhiteSpace(name))!.Trim();
        var person = new Person(await PersonId.Free(turn, null, user.Username), name[..Math.Min(name.Length, LongestName)]) { Language = company.Language, TimeZone = company.TimeZone }.Through(locale);

        turn.Save(Person.Kind, person);
        turn.Save(IdentityLink.Kind, IdentityLink.Between(IdentityOf(user.Id), person));
        return true;
    }

    // What the roles of the server gave is taken again when they are gone; what was given otherwise stays.
    private async Task<Person> Follow(Person person, User user, IReadOnlyList<string> roles, CancellationToken cancellation)
    {
        var mapping = (await store.Get(RoleMapping.Kind, RoleMapping.TheOne, cancellation))?.Body;
        var granted = mapping?.Of(roles) ?? Roles.None;
        var before = (await store.Get(GrantedRoles.Kind, user.Id, cancellation))?.Body.Roles ?? Roles.None;

        if (granted == before)
            return person;

        return await bot.Do(IdentityOf(user.Id).ToString(), "discord roles", async turn =>
        {
            var known = await turn.Get(GrantedRoles.Kind, user.Id) ?? new(user.Id, Roles.None);
            var now = await turn.Require(Person.Kind, person.Id);
            var changed = now with { Roles = (now.Roles & ~known.Roles) | granted | Roles.Employee };
            // What they had before anyway is not Discord's to take.
            turn.Save(GrantedRoles.Kind, known with { Roles = granted & ~(now.Roles & ~known.Roles) });
            turn.Save(Person.Kind, changed);
            return changed;
        }, cancellation);
    }
}
