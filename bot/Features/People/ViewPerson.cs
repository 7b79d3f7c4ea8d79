using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Staff;

/// <summary>Who is this? Everybody may know where somebody works and whether they are here; the rest is for staff.</summary>
internal sealed record ViewPerson([Ask("Who?", Hint = "A name, an e-mail address or me")] PersonRef Who) : Command
{
    public static async Task<Reply> Handle(ViewPerson command, Turn turn) =>
        await Draw(await turn.Person(command.Who), turn);

    public static async ValueTask<Card> Draw(Person person, Turn turn) => new($"{person}")
    {
        Tone = IsStaff(turn) && person.Vip ? Tone.Warning : Tone.Plain,
        Body = [new Block.Facts([.. await Facts(person, turn)]), .. await turn.About(person)],
        Choices = [.. person.Id == turn.Caller.Id ? Own(person) : Others(person, turn)],
    };

    /// <summary>What everybody may know, and what staff may.</summary>
    public static async ValueTask<IReadOnlyList<Block.Fact>> Facts(Person person, Turn turn)
    {
        List<Block.Fact> facts =
        [
            new($"Department", Say.Text(person.Department ?? "—")),
            new($"Site", Say.Text(person.Site ?? "—")),
            new($"Manager", $"{await turn.Who(person.Manager)}"),
            new($"E-mail", Say.Text(person.Email ?? "—")),
        ];

        if (person.AwayUntil(turn.Now) is { } until)
            facts.Add(new($"Away", $"until {until}"));
        else if (person.Absence is { } absence && absence.From > person.Today(turn.Now))
            facts.Add(new($"Away", $"from {absence.From} until {absence.Until}"));

        if (person.Delegation is { } delegation && delegation.Until >= person.Today(turn.Now) && (person.Id == turn.Caller.Id || delegation.To == turn.Caller.Id || IsStaff(turn)))
            facts.Add(new($"Delegate", $"{await turn.Who(delegation.To)}, until {delegation.Until}"));

        if (IsStaff(turn) && person.Vip)
            facts.Add(new($"VIP", $"yes"));

        return facts;
    }

    private static bool IsStaff(Turn turn) => turn.Access.Has(Roles.Agent | Roles.Manager | Roles.Administrator);

    private static IEnumerable<Choice> Own(Person person)
    {
        if (person.Absence is null)
            yield return new($"I will be away", Invocation.Of("person away"), "until", "from");
        else
            yield return new($"I am back", Invocation.Of("person back"));

        if (person.Delegation is null)
            yield return new($"Name a delegate", Invocation.Of("person delegate"), "to", "until");
        else
            yield return new($"End the delegation", Invocation.Of("person revoke"));
    }

    private static IEnumerable<Choice> Others(Person person, Turn turn)
    {
        var picked = $"person:{person.Id}";

        if (person.LetsAct(turn.Caller, turn.Now))
            yield return new($"Ask for help for {person}", Invocation.Of("ticket new", ("for", picked)), "title", "details", "urgency");

        if (IsStaff(turn))
            yield return new($"Tickets", Invocation.Of("ticket list", ("of", picked)));

        if (turn.Access.Has(Roles.Administrator))
            yield return new($"Roles and accounts", Invocation.Of("admin person", ("who", picked)));
    }
}
