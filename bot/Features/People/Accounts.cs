using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Staff;

/// <summary>The accounts of people, and how two people turn out to be one.</summary>
internal static class Accounts
{
    private const int Most = 100;

    public static async ValueTask<IReadOnlyList<IdentityLink>> AccountsOf(this Turn turn, string person) =>
        [.. (await turn.Find(IdentityLink.ByPerson.Where(person) with { Take = Most })).Items.Select(item => item.Body)];

    /// <summary>
    /// Which of the two stays when they are one: the one of whom something is known. Somebody of whom nothing is known yet has
    /// no rights, no work and no tickets that could be lost.
    /// </summary>
    public static async ValueTask<(Person Stays, Person Goes)> Choose(this Turn turn, Person here, Person there)
    {
        var (isHereNew, isThereNew) = (await turn.IsNew(here), await turn.IsNew(there));

        return (isHereNew, isThereNew) switch
        {
            (false, false) => throw new Refusal($"Both accounts have work, rights or tickets of their own here, and those are not mixed. Ask an administrator which one is to stay."),
            (true, true) when here.Email is not null && there.Email is null => (here, there),
            (true, _) => (there, here),
            _ => (here, there),
        };
    }

    /// <summary>Gives the accounts of one person to another, who is the same; the one whose they were can do nothing any more.</summary>
    public static async ValueTask Move(this Turn turn, Person goes, Person stays)
    {
        foreach (var link in await turn.AccountsOf(goes.Id))
        {
            turn.Save(IdentityLink.Kind, link with { Person = stays.Id, Was = goes.Id });
            turn.Note($"person:{stays.Id}", $"person link {link.Id}");
        }

        await turn.Require(Person.Kind, goes.Id);
        turn.Save(Person.Kind, goes with { Active = false });
    }

    /// <summary>The account is no longer of its person: whose it was before has it again, or nobody.</summary>
    public static async ValueTask Unlink(this Turn turn, IdentityLink link)
    {
        turn.Note($"person:{link.Person}", $"person unlink {link.Id}");

        if (link.Was is not { } was || await turn.Get(Person.Kind, was) is not { } before)
        {
            turn.Delete(IdentityLink.Kind, link.Id);
            return;
        }

        turn.Save(IdentityLink.Kind, link with { Person = was, Was = null });
        turn.Save(Person.Kind, before with { Active = true });
    }

    public static Say NameOf(IdentityLink link) => Say.Text(link.Id);

    private static async ValueTask<bool> IsNew(this Turn turn, Person person) =>
        person is { Roles: Roles.Employee, EmployeeNumber: null, Delegation: null, Vip: false }
        && !turn.Access.Queues.Any(queue => queue.Owner == person.Id || queue.Members.Contains(person.Id))
        && !await turn.Holds(person);
}
