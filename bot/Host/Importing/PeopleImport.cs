using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Host.Serving;
using ChatOps.Importing;
using ChatOps.People;

namespace ChatOps.Host.Importing;

/// <summary>Brings the people here to what a personnel file says.</summary>
internal sealed class PeopleImport(Bot bot, IStore store)
{
    private const string What = "import people";
    private const int AtOnce = 200;
    private const int PageSize = 1000;

    private readonly SaidColumns columns = new(store, KnownColumns.OfPeople, Columns.Parse);

    /// <exception cref="Trouble">The file cannot be read as people.</exception>
    public async Task<Printed> Run(ImportRequest request, CancellationToken cancellation)
    {
        var said = await columns.With(request, cancellation);
        var file = PeopleFile.Read(request.Text, said);
        var people = await Everybody(cancellation);
        var plan = Planning.Of(file.Rows, people);
        var stops = request.DeactivateMissing && plan.IsSuspicious && !request.Yes;
        IReadOnlyList<string> stale = [];

        if (!request.DryRun && !stops)
            stale = await Write(request, said, plan, cancellation);

        return new([.. new PeopleReport(ImportReport.In(request.Language)).Of(file, plan, request, stale).Select(Say.Text)], plan.Count(Change.Refused) is 0 && !stops && stale is []);
    }

    private async Task<IReadOnlyList<Person>> Everybody(CancellationToken cancellation)
    {
        var people = new List<Person>();

        for (string? after = null; ;)
        {
            var page = await store.Find(Person.ByName.Where() with { Take = PageSize, After = after }, cancellation);
            people.AddRange(page.Items.Select(item => item.Body));

            if ((after = page.Next) is null)
                return people;
        }
    }

    /// <returns>Who was changed by somebody else between reading and writing, and so stays as they are.</returns>
    private async Task<IReadOnlyList<string>> Write(ImportRequest request, IReadOnlyDictionary<string, string> said, PeoplePlan plan, CancellationToken cancellation)
    {
        var actor = $"cli:{request.User}";
        var stale = new List<string>();

        if (request.Map.Count > 0)
            await bot.Do(actor, What, turn => columns.Remember(said, turn), cancellation);

        (Person? Before, Person After)[] changes =
        [
            .. plan.Changes.Select(row => (row.Before, row.After!)),
            .. request.DeactivateMissing ? plan.Missing.Select(person => ((Person?)person, person with { Active = false })) : [],
        ];

        foreach (var some in changes.Chunk(AtOnce))
            stale.AddRange(await bot.Do(actor, What, turn => Save(some, turn), cancellation));

        return stale;
    }

    private static async Task<IReadOnlyList<string>> Save((Person? Before, Person After)[] changes, Turn turn)
    {
        var stale = new List<string>();

        foreach (var (before, after) in changes)
        {
            if (await turn.Get(Person.Kind, after.Id) == before)
                turn.Save(Person.Kind, after);
            else
                stale.Add(after.Name);
        }

        return stale;
    }
}
