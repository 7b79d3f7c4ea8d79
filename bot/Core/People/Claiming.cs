using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.People;

/// <summary>How an installation stops being the demonstration's and becomes somebody's own.</summary>
public static class Claiming
{
    private const int Everybody = 1000;

    /// <summary>A new code, instead of the one before.</summary>
    /// <returns>Null: the installation is somebody's already.</returns>
    public static async ValueTask<string?> NewCode(Turn turn)
    {
        if (await InstallationOf(turn) is { ClaimedBy: not null })
            return null;

        // Read first, so that the new one takes its place.
        await turn.Get(ClaimCode.Kind, ClaimCode.TheOne);
        var (kept, code) = ClaimCode.New(turn.Now);
        turn.Save(ClaimCode.Kind, kept);
        return code;
    }

    /// <summary>Makes this person, who may be new, the administrator to whom the installation belongs. A wrong code is counted.</summary>
    /// <returns>Why not; null: it is done.</returns>
    public static async ValueTask<Say?> Claim(Turn turn, string code, Person by, bool keepDemonstration)
    {
        var installation = await InstallationOf(turn);

        if (installation.ClaimedBy is { } owner)
            return $"This installation belongs to {await turn.Who(owner)} already. Ask them to make you an administrator too.";

        if (by.MadeUp)
            return $"{by} is of the demonstration and can own nothing. Claim it as yourself, or with \"chatops admin claim\".";

        if (await turn.Get(ClaimCode.Kind, ClaimCode.TheOne) is not { } kept || !kept.Lives(turn.Now))
            return $"No code is valid at the moment. \"chatops admin code\" makes a new one.";

        if (!kept.Is(code))
            return Count(kept, turn);

        turn.Delete(ClaimCode.Kind, kept.Id);
        turn.Save(Installation.Kind, installation with { ClaimedBy = by.Id });
        await turn.Get(Person.Kind, by.Id);
        turn.Save(Person.Kind, by with { Active = true, Roles = by.Roles | Roles.Employee | Roles.Administrator });
        await End(turn, keepDemonstration);
        return null;
    }

    private static Say Count(ClaimCode kept, Turn turn)
    {
        var counted = kept with { WrongTries = kept.WrongTries + 1 };
        turn.Save(ClaimCode.Kind, counted);

        return counted.Lives(turn.Now)
            ? (Say)$"That is not the code. {counted.TriesLeft:one try is|# tries are} left."
            : $"That is not the code, and it is no longer valid. \"chatops admin code\" makes a new one.";
    }

    // Nobody can be one of them any more, whatever becomes of what they did: an account of the same name is somebody else's.
    private static async ValueTask End(Turn turn, bool keep)
    {
        var people = await turn.Find(Person.ByName.Where() with { Take = Everybody, Filter = person => person.MadeUp });

        foreach (var person in people.Items.Select(item => item.Body))
        {
            foreach (var link in (await turn.Find(IdentityLink.ByPerson.Where(person.Id))).Items)
                turn.Delete(IdentityLink.Kind, link.Id);

            if (keep)
                continue;

            turn.Save(Person.Kind, person with { Active = false });
            turn.Schedule($"abandon:{person.Id}", turn.Now, Invocation.Of("ticket abandon", ("of", person.Id)));
        }
    }

    private static async ValueTask<Installation> InstallationOf(Turn turn) =>
        await turn.Get(Installation.Kind, Installation.TheOne) ?? new(Installation.TheOne);
}
