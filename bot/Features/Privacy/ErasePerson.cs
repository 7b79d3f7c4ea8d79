using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.DataRights;

/// <summary>Erases everything about somebody: their name, their words, their files. What others did with them stays, with a placeholder.</summary>
internal sealed record ErasePerson(
    [Ask("Who is to be erased?")] PersonRef Who,
    [Ask("To be sure: type their name or e-mail address.", Longest = 200)] string Confirm) : Command
{
    public static async Task<Card> Preview(ErasePerson command, Turn turn)
    {
        var person = await Allowed(command, turn);

        return new($"Erase {person}?")
        {
            Body =
            [
                .. await Holdings(person, turn),
                new Block.Text($"It cannot be taken back. What others did with them stays, with a placeholder for their name."),
            ],
        };
    }

    public static async Task<Reply> Handle(ErasePerson command, Turn turn)
    {
        var person = await Allowed(command, turn);
        var placeholder = $"former-{(await turn.Next("former")).Number}";

        // Nothing comes from them any more while it is done.
        var gone = person with { Active = false };
        await turn.KeepAnAdministrator(person, gone);
        turn.Save(Person.Kind, gone);
        turn.Note("privacy", $"privacy erase {placeholder}");
        turn.Schedule($"privacy:{placeholder}", turn.Now, Invocation.Of("privacy run", ("person", person.Id), ("placeholder", placeholder), ("by", turn.Caller.Id)));
        return (Say)$"It is being erased, and you are told when it is done. Backups made before still hold it until they are restored or thrown away.";
    }

    public static async ValueTask<IReadOnlyList<Block>> Holdings(Person person, Turn turn)
    {
        var held = await turn.Personal.Count(person, turn.Cancellation);

        return
        [
            new Block.Facts(
            [
                .. held.Documents.Select(pair => new Block.Fact(Say.Text(pair.Key), $"{pair.Value}")),
                new($"Entries of the audit trail", $"{held.Facts}"),
                new($"Files", $"{held.Files}"),
            ]),
            .. held.Held is [] ? [] : (Block[])[new Block.Text($"Under legal hold: {string.Join(", ", held.Held)}. Until that ends, nothing can be erased.")],
        ];
    }

    private static async ValueTask<Person> Allowed(ErasePerson command, Turn turn)
    {
        var person = await turn.Anybody(command.Who);
        var said = command.Confirm.Trim();

        if (!said.Equals(person.Name, StringComparison.OrdinalIgnoreCase) && !said.Equals(person.Email, StringComparison.OrdinalIgnoreCase))
            throw new Refusal($"\"{said}\" is neither the name nor the e-mail address of {person}. Type one of them to be sure.");

        if (person.Id == turn.Caller.Id)
            throw new Refusal($"You cannot erase yourself. Ask another administrator.");

        if ((await turn.Personal.Count(person, turn.Cancellation)).Held is [var held, ..])
            throw new Refusal($"{held} is under legal hold, so {person} cannot be erased. Release it first.");

        return person;
    }
}

/// <summary>Does it; begun again from the start when it was interrupted.</summary>
internal sealed record RunErasure(
    [Ask("Who?")] string Person,
    [Ask("Which placeholder?")] string Placeholder,
    [Ask("For whom?")] string By) : Command
{
    public static async Task<Reply> Handle(RunErasure command, Turn turn)
    {
        if (await turn.Get(ChatOps.People.Person.Kind, command.Person) is not { Active: true })
            await turn.Personal.Erase(command.Person, command.Placeholder, turn.Cancellation);

        turn.Note($"person:{command.Placeholder}", "privacy erase");
        turn.Tell(command.By, new Message { Text = $"{command.Placeholder.Replace("former-", "Former employee ", StringComparison.Ordinal)} is erased. Nothing here names them any more." });
        return (Say)$"Erased.";
    }
}
