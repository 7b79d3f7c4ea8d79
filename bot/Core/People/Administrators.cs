using ChatOps.Conversations;

namespace ChatOps.People;

/// <summary>An installation without an administrator would be nobody's.</summary>
public static class Administrators
{
    /// <summary>To be asked before somebody changes: refuses when nobody would be left who administers.</summary>
    /// <remarks>
    /// The installation itself is written with it: two administrators who take the role from one another at the same moment
    /// meet there, and the second one is asked again. It is read before the others are counted: a count from before somebody
    /// else's change must not be written over it.
    /// </remarks>
    public static async ValueTask KeepAnAdministrator(this Turn turn, Person before, Person now)
    {
        if (!IsAdministrator(before) || IsAdministrator(now))
            return;

        var installation = await turn.Get(Installation.Kind, Installation.TheOne);
        var others = await turn.Count(Person.ByName.Where() with { Filter = other => other.Id != before.Id && IsAdministrator(other) });

        if (others is 0)
            throw new Refusal($"{before} is the last administrator. Make somebody else one first.");

        if (installation is not null)
            turn.Save(Installation.Kind, installation with { });
    }

    private static bool IsAdministrator(Person person) => person.Active && person.Roles.HasFlag(Roles.Administrator);
}
