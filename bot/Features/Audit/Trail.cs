using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;

namespace ChatOps.Auditing;

/// <summary>What the commands of an auditor have in common.</summary>
internal static class Trail
{
    /// <summary>What was asked of the trail is itself in it.</summary>
    public const string Subject = "audit";

    private const int Most = 100_000;

    public static void Asked(this Turn turn, string command, params ReadOnlySpan<string> about) => turn.Note(Subject, $"{command} {string.Join(' ', about!)}".Trim());

    /// <summary>All facts of a query; past 100,000 it has to be narrower.</summary>
    public static async ValueTask<IReadOnlyList<Fact>> All(this Turn turn, FactQuery query)
    {
        var all = new List<Fact>();

        while (true)
        {
            var page = await turn.Facts(query with { Take = 1000 });
            all.AddRange(page.Items.Select(item => item.Fact));

            if (page.Next is null)
                return all;

            if (all.Count > Most)
                throw new Refusal($"That is more than {Most} entries. Ask for a shorter time.");

            query = query with { After = page.Next };
        }
    }

    public static ValueTask<IReadOnlyList<Fact>> Of(this Turn turn, string subject) => turn.All(new FactQuery.OfSubjects(subject), fact => fact.Subject == subject);

    public static async ValueTask<IReadOnlyList<Fact>> All(this Turn turn, FactQuery query, Func<Fact, bool> fits) => [.. (await turn.All(query)).Where(fits)];

    /// <summary>The subject that is meant: a number, or a subject as the trail writes it; with its facts.</summary>
    public static async ValueTask<(string Subject, IReadOnlyList<Fact> Facts)> Meant(this Turn turn, string about)
    {
        about = about.Trim();
        string[] subjects = SubjectId.TryParse(about, null, out var id) ? [.. turn.Kinds.Select(kind => $"{kind}:{id}")] : [about];

        foreach (var subject in subjects)
        {
            if (await turn.Of(subject) is [_, ..] facts)
                return (subject, facts);
        }

        throw new Refusal($"Nothing is known of \"{about}\". Write a number like INC-1042, or what the trail calls it, like queue:hr.");
    }

    /// <summary>Who: a name where there is one, else as the trail has it.</summary>
    public static async ValueTask<Say> Named(this Turn turn, string actor) => $"{await turn.Who(actor)}";

    /// <summary>The command of a fact; a reason that was written behind it only for who may read it.</summary>
    public static string Command(this Fact fact, bool isOpen) => isOpen ? fact.What : fact.What.Split(':')[0];

    /// <summary>As a table to be kept, for a day.</summary>
    public static async ValueTask<Block> Csv(this Turn turn, string name, IReadOnlyList<Fact> facts)
    {
        var rows = new List<string[]> { (string[])["at", "actor", "name", "through", "command", "subject", "field", "before", "after"] };
        var open = new Dictionary<string, bool>(StringComparer.Ordinal);

        foreach (var fact in facts)
        {
            if (!open.TryGetValue(fact.Subject, out var isOpen))
                open[fact.Subject] = isOpen = await turn.ReadsTrail(fact.Subject);

            string[] start = [fact.At.ToString("O", System.Globalization.CultureInfo.InvariantCulture), fact.Actor, (await turn.Named(fact.Actor)).ToString(), fact.Through, fact.Command(isOpen), fact.Subject];
            var changes = FieldChange.In(fact.Changes).ToArray();
            rows.AddRange(changes is [] ? [[.. start, "", "", ""]] : changes.Select(change => (string[])[.. start, change.Name, isOpen ? change.Before : "", isOpen ? change.After : ""]));
        }

        return await turn.Table(name, rows);
    }

    public static async ValueTask<Block> Table(this Turn turn, string name, IReadOnlyList<string[]> rows) => new Block.Files([await turn.Lend($"{name}.csv", Importing.Csv.File(string.Concat(rows.Select(Importing.Csv.Line))))]);
}
