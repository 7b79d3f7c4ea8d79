using System.Text.Json.Nodes;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Auditing;

/// <summary>Who could read a queue at some moment of a day, by the roles and the membership that held then.</summary>
internal sealed record ShowReaders(
    [Ask("Which queue?", From = "queue")] string Queue,
    [Ask("On which day?", Tense = Tense.Past)] DateOnly Day,
    [Ask("As a table to save?", Rare = true)] bool Csv = false) : Command
{
    private const int Most = 100;
    private const int PageSize = 1000;

    public static async Task<Reply> Handle(ShowReaders command, Turn turn)
    {
        var queue = turn.Access.Queue(command.Queue) ?? turn.Access.Queues.FirstOrDefault(queue => queue.Name.Equals(command.Queue, StringComparison.OrdinalIgnoreCase))
            ?? throw new Refusal($"There is no queue \"{command.Queue}\". Choose one of these: {Say.List(turn.Access.Queues.OrderBy(queue => queue.Name, StringComparer.OrdinalIgnoreCase).Select(queue => Say.Text(queue.Name)))}.");

        turn.Asked("audit queue", queue.Id, $"{command.Day:yyyy-MM-dd}");
        var readers = await Readers(queue, turn.StartOf(command.Day), turn.StartOf(command.Day.AddDays(1)), turn);

        if (command.Csv)
        {
            string[][] rows = [["person", "name", "because"], .. readers.Select(reader => (string[])[reader.Person.Id, reader.Person.Name, reader.Why.ToString()])];
            return new Card($"Who could read {queue.Name} on {command.Day}") { Body = [await turn.Table("audit-queue", rows)] };
        }

        return new Card($"Who could read {queue.Name} on {command.Day}")
        {
            Body =
            [
                new Block.Text($"{readers.Count:one person|# people}, besides who asked for a ticket or was named on one."),
                .. readers is [] ? [] : (Block[])[new Block.Table([$"Who", $"Because"], [.. readers.Take(Most).Select(reader => new Block.Row([$"{reader.Person}", reader.Why]))])],
                .. readers.Count > Most ? [new Block.Text($"The first {Most} are shown; the table has all.") { Subtle = true }] : (Block[])[],
            ],
            Choices = [new($"As a table", Invocation.Of("audit queue", ("queue", queue.Id), ("day", $"{command.Day:yyyy-MM-dd}"), ("csv", "yes")))],
        };
    }

    private static async ValueTask<IReadOnlyList<(Person Person, Say Why)>> Readers(Queue queue, DateTimeOffset from, DateTimeOffset until, Turn turn)
    {
        var queues = Past.Of(queue, await turn.Of($"queue:{queue.Id}"), from, until, Then);
        var changes = (await turn.All(new FactQuery.OfSubjects("person:"))).ToLookup(fact => fact.Subject, StringComparer.Ordinal);
        var readers = new List<(Person, Say)>();

        for (string? after = null; ;)
        {
            var page = await turn.Find(Person.ByName.Where() with { Take = PageSize, After = after });

            foreach (var person in page.Items.Select(item => item.Body))
            {
                if (Reason(queues, Past.Of(person, [.. changes[$"person:{person.Id}"]], from, until, Then)) is { } why)
                    readers.Add((person, why));
            }

            if ((after = page.Next) is null)
                return readers;
        }
    }

    // At any moment of the day at which both were so.
    private static Say? Reason(IReadOnlyList<Past.State<Queue>> queues, IReadOnlyList<Past.State<Person>> people) =>
        (from queue in queues
         from person in people
         where queue.Since < person.Until && person.Since < queue.Until && person.Document.Active && Access.IsStaffOf(queue.Document, person.Document)
         select queue.Document.Members.Contains(person.Document.Id) ? (Say)$"works on the queue" : $"has a role that reads it").FirstOrDefault();

    private static Queue Then(Queue queue, JsonObject fields) => queue with
    {
        Members = fields["members"] is JsonArray members ? [.. members.Select(member => member!.GetValue<string>())] : [],
        Restricted = fields["restricted"]?.GetValue<bool>() ?? false,
    };

    private static Person Then(Person person, JsonObject fields) => person with
    {
        Roles = fields["roles"]?.GetValue<string>() is { } roles ? Enum.Parse<Roles>(roles) : Roles.None,
        Active = fields["active"]?.GetValue<bool>() ?? true,
    };
}
