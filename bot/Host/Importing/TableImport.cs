using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Host.Serving;
using ChatOps.Importing;
using ChatOps.People;

namespace ChatOps.Host.Importing;

/// <summary>Brings in what a feature takes from a table.</summary>
internal sealed class TableImport(Import import, Bot bot, IStore store)
{
    private const int AtOnce = 200;

    private readonly KnownHeaders headers = new(import.Thing, import.Columns);

    private string What => $"import {import.Name}";

    /// <exception cref="Trouble">The file cannot be read as such a table.</exception>
    public async Task<Printed> Run(ImportRequest request, CancellationToken cancellation)
    {
        var columns = new SaidColumns(store, import.Name, headers.Parse);
        var said = await columns.With(request, cancellation);
        var table = CsvTable.Read(request.Text);
        var fields = headers.Of(table.Headers, said);
        Check(table, fields);

        var turn = await bot.Reading(Person.System, new("cli", request.User), cancellation);
        var rows = await import.Plan([.. table.By(fields)], turn);

        if (!request.DryRun)
            await Write(request, turn => columns.Remember(said, turn), rows, cancellation);

        var report = ImportReport.In(request.Language);

        return new(
            [.. Lines().Select(Say.Text)],
            rows.All(row => row.Change is not Change.Refused));

        IEnumerable<string> Lines() => [.. report.Columns([.. table.Headers.Zip(fields)], headers.Fields), .. report.Rows(rows), "", report.Totals(rows), .. request.DryRun ? [report.DryRun] : Array.Empty<string>()];
    }

    private void Check(CsvTable table, IReadOnlyList<string?> fields)
    {
        if (!import.Keys.Any(fields.Contains))
            throw new Trouble($"None of the columns {string.Join(", ", table.Headers.Select(header => $"\"{header}\""))} is one of these: {string.Join(", ", import.Keys)}. Say which: --map \"{table.Headers[0]}={import.Keys[0]}\".");
    }

    private async Task Write(ImportRequest request, Func<Turn, Task<bool>> remember, IReadOnlyList<RowPlan> rows, CancellationToken cancellation)
    {
        var actor = $"cli:{request.User}";

        if (request.Map.Count > 0)
            await bot.Do(actor, What, remember, cancellation);

        // Once for the rows themselves, once for what they say of each other.
        foreach (var round in (Func<RowPlan, Func<Turn, Task>?>[])[row => row.Save, row => row.Finish])
        {
            foreach (var some in rows.Select(round).OfType<Func<Turn, Task>>().Chunk(AtOnce))
                await bot.Do(actor, What, turn => All(some, turn), cancellation);
        }
    }

    private static async Task<bool> All(IEnumerable<Func<Turn, Task>> work, Turn turn)
    {
        foreach (var one in work)
            await one(turn);

        return true;
    }
}
