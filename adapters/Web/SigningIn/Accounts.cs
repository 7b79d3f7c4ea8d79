using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Web.SigningIn;

/// <summary>Finds out which person an account belongs to.</summary>
internal sealed class Accounts(Bot bot)
{
    /// <summary>
    /// The person of the account. The first time that is whom the import brought with the account's proven e-mail
    /// address, or else somebody new, who may do what every employee may.
    /// </summary>
    /// <returns>Null: they have left and can do nothing here.</returns>
    /// <exception cref="Refusal">It could not be written down.</exception>
    public Task<Person?> Enter(Account account, CancellationToken cancellation) =>
        bot.Do(account.Identity.ToString(), "sign in", turn => Enter(account, turn), cancellation);

    private static async Task<Person?> Enter(Account account, Turn turn)
    {
        var known = await turn.Get(IdentityLink.Kind, account.Identity.ToString()) is { } link
            ? await turn.Get(Person.Kind, link.Person)
            : await Imported(account, turn) ?? await New(account, turn);

        if (known is not { Active: true } person)
            return null;

        await Keep(account.Identity, person, turn);
        await Keep(new(WebChannel.Name, person.Id), person, turn);
        turn.Note($"person:{person.Id}", "sign in");
        return person;
    }

    private static async ValueTask Keep(Identity identity, Person person, Turn turn)
    {
        if (await turn.Get(IdentityLink.Kind, identity.ToString()) is null)
            turn.Save(IdentityLink.Kind, IdentityLink.Between(identity, person));
    }

    // An address that is given to somebody new comes with another account: that one does not get the old one's person.
    private static async ValueTask<Person?> Imported(Account account, Turn turn) =>
        await Named(account, turn) is [var only] && !only.MadeUp && !await HasAccountAt(account.Issuer, only, turn) ? only : null;

    private static async ValueTask<bool> HasAccountAt(string issuer, Person person, Turn turn) =>
        (await turn.Find(IdentityLink.ByPerson.Where(person.Id))).Items.Any(link => link.Id.StartsWith(new Identity("oidc", $"{issuer}#").ToString(), StringComparison.Ordinal));

    private static async ValueTask<Person> New(Account account, Turn turn)
    {
        var company = await Company.Of(turn);

        var person = new Person(await PersonId.Free(turn, account.Email, account.Name), account.Name)
        {
            Email = await Named(account, turn) is [] ? account.Email : null,
            Language = account.Language ?? company.Language,
            TimeZone = account.Zone ?? company.TimeZone,
        };

        turn.Save(Person.Kind, person);
        return person;
    }

    private static async ValueTask<IReadOnlyList<Person>> Named(Account account, Turn turn) => account.Email is { } email
        ? [.. (await turn.Find(Person.ByEmail.Where(email.ToLowerInvariant()))).Items.Select(item => item.Body)]
        : [];
}
