using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Auditing;

/// <summary>What somebody did in a time, and what others did to them.</summary>
internal sealed record ShowDeeds(
    [Ask("Who?")] PersonRef Who,
    [Ask("From which day on?")] DateOnly From,
    [Ask("Until which day, that day included?")] DateOnly Until,
    [Ask("As a table to save?", Rare = true)] bool Csv = false) : Command
{
    private const int Most = 40;

    public static async Task<Reply> Handle(ShowDeeds command, Turn turn)
    {
        var person = await turn.Anybody(command.Who);
        var (from, until) = (turn.StartOf(command.From), turn.StartOf(command.Until.AddDays(1)));

        if (until <= from)
            throw new Refusal($"{command.Until} comes before {command.From}. Give the first day, then the last.");

        turn.Asked("audit person", person.Id, $"{command.From:yyyy-MM-dd}", $"{command.Until:yyyy-MM-dd}");
        var did = await turn.All(new FactQuery.OfActor(person.Id, from, until));
        var done = (await ToThem(person, turn)).Where(fact => fact.Actor != person.Id && fact.At >= from && fact.At < until).ToArray();

        if (command.Csv)
            return new Card($"{person}, {command.From} to {command.Until}") { Body = [await turn.Csv("audit-person", [.. did, .. done])] };

        return new Card($"{person}, {command.From} to {command.Until}")
        {
            Body =
            [
                new Block.Text($"Did {did.Count:one thing|# things}; {done.Length:one thing was|# things were} done to them by others."),
                .. await Table($"What they did", did, turn),
                .. await Table($"What was done to them", done, turn),
            ],
            Choices = [new($"As a table", Invocation.Of("audit person", ("who", $"person:{person.Id}"), ("from", $"{command.From:yyyy-MM-dd}"), ("until", $"{command.Until:yyyy-MM-dd}"), ("csv", "yes")))],
        };
    }

    // Their own record, and the accounts that are or were theirs.
    private static async ValueTask<IReadOnlyList<Fact>> ToThem(Person person, Turn turn)
    {
        var facts = (await turn.Of($"person:{person.Id}")).ToList();

        foreach (var link in (await turn.Find(IdentityLink.ByPerson.Where(person.Id))).Items)
            facts.AddRange(await turn.Of($"identity:{link.Id}"));

        return [.. facts.OrderBy(fact => fact.At)];
    }

    private static async ValueTask<IEnumerable<Block>> Table(Say title, IReadOnlyList<Fact> facts, Turn turn)
    {
        if (facts is [])
            return [];

        var rows = new List<Block.Row>();

        foreach (var fact in facts.TakeLast(Most))
        {
            var isOpen = await turn.ReadsTrail(fact.Subject);
            rows.Add(new([$"{fact.At}", Say.Text(fact.Command(isOpen)), Say.Text(fact.Subject), await turn.Named(fact.Actor), Say.Text(fact.Through)], Invocation.Of("audit show", ("about", fact.Subject))));
        }

        return
        [
            new Block.Section(title, [new Block.Table([$"When", $"What", $"About", $"Who", $"Through"], rows)]),
            .. facts.Count > Most ? [new Block.Text($"The latest {Most} are shown; the table has all.") { Subtle = true }] : (Block[])[],
        ];
    }
}
