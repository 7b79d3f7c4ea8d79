using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Staff;

/// <summary>Somebody as an administrator needs to know them, also when they have left.</summary>
internal sealed record FindPerson([Ask("Who?", Hint = "A name, an e-mail address or an employee number")] PersonRef Who) : Command
{
    private const int LatestChanges = 5;
    private const int WholeTrail = 1000;

    public static async Task<Reply> Handle(FindPerson command, Turn turn) => await turn.Meant(command.Who) switch
    {
        [] => throw new Refusal($"I know nobody called \"{command.Who.Text}\". Try the full name, the e-mail address or the employee number."),
        [var only] => await Draw(only, turn),
        var several => Several(several),
    };

    public static async ValueTask<Card> Draw(Person person, Turn turn) => new($"{person}")
    {
        Tone = person.Active ? Tone.Plain : Tone.Warning,
        Body =
        [
            new Block.Facts([.. await ViewPerson.Facts(person, turn), .. await Facts(person, turn)]),
            .. await Changes(person, turn),
        ],
        Choices = [new($"Change", Invocation.Of("person update", ("who", $"person:{person.Id}")))],
    };

    private static async ValueTask<IEnumerable<Block.Fact>> Facts(Person person, Turn turn)
    {
        var accounts = (await turn.Find(IdentityLink.ByPerson.Where(person.Id))).Items.Select(item => Say.Text(item.Id)).ToArray();

        return
        [
            new($"Id", Say.Text(person.Id)),
            new($"Employee number", Say.Text(person.EmployeeNumber ?? "—")),
            new($"Status", person.Active ? (Say)$"active" : $"has left"),
            new($"Roles", Say.All(Grants.Of(person.Roles).Select(role => Say.Term(Terms.Label(role))))),
            new($"Language", Say.Text(person.Language)),
            new($"Time zone", Say.Text(person.TimeZone)),
            new($"Accounts", accounts is [] ? (Say)$"none" : Say.Text(string.Join(", ", accounts.Select(account => account.ToString())))),
            new($"Last seen on", Say.Text(await turn.LastPlatform(person.Id) ?? "—")),
        ];
    }

    private static async ValueTask<IEnumerable<Block>> Changes(Person person, Turn turn)
    {
        var trail = await turn.Trail($"person:{person.Id}", WholeTrail);

        return trail is []
            ? []
            : [new Block.Section($"Latest changes", [.. trail.TakeLast(LatestChanges).Reverse().Select(fact => new Block.Text($"{fact.At}: {fact.What}, by {fact.Actor}"))]) { Folded = true }];
    }

    private static Card Several(IReadOnlyList<Person> people) => new($"{people.Count:one person|# people}")
    {
        Body =
        [
            new Block.Table(
                [$"Name", $"E-mail", $"Department", $"Status"],
                [
                    .. people.Select(person => new Block.Row(
                        [Say.Text(person.Name), Say.Text(person.Email ?? "—"), Say.Text(person.Department ?? "—"), person.Active ? (Say)$"active" : $"has left"],
                        Invocation.Of("admin person", ("who", $"person:{person.Id}")))),
                ]),
        ],
    };
}
