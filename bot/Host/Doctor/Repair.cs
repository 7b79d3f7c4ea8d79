using ChatOps.Cards;
using ChatOps.Data;
using ChatOps.Host.Configuration;
using ChatOps.Host.Serving;
using ChatOps.Host.Storing;

namespace ChatOps.Host.Doctor;

/// <summary><c>chatops doctor --repair</c></summary>
internal static class Repair
{
    private const int Shown = 20;

    public static async Task<Printed> Run(Settings settings, CancellationToken cancellation)
    {
        if (settings.Engine is not Engine.LiteDb)
            throw new Trouble($"Only a LiteDB file is repaired here. PostgreSQL has its own tools; or restore a backup.");

        var folder = new DataFolder(settings.Folder);

        if (await Neighbour.Find(folder, cancellation) is var (client, _))
        {
            using (client)
                throw new Trouble($"The data folder {folder.Path} belongs to the server that runs at {client.BaseAddress?.ToString().TrimEnd('/')}. Stop it first.");
        }

        var repaired = await LiteDbRepair.Run(folder.Database, settings.Key, cancellation);
        var lost = repaired.Kinds.Sum(kind => kind.Lost);

        return new(
            [
                $"What could be read is in {folder.Database}; the file as it was is kept as {repaired.OldFile}.",
                Damage([.. repaired.DamagedPages]),
                .. repaired.HasJournal ? Array.Empty<Say>() : [$"There was no journal that belongs to it: the last changes may be missing."],
                .. repaired.Kinds.Select(kind => kind.Lost > 0 ? (Say)$"{kind.Kind}: {kind.Recovered} recovered, {kind.Lost} lost" : $"{kind.Kind}: {kind.Recovered} recovered"),
                lost is 0 ? (Say)$"Next: chatops doctor" : $"What was lost may be in a backup. Next: chatops doctor",
            ],
            lost is 0);
    }

    private static Say Damage(long[] pages) => pages switch
    {
        [] => $"No page was damaged.",
        { Length: <= Shown } => $"Damaged pages: {string.Join(", ", pages)}.",
        _ => $"Damaged pages: {string.Join(", ", pages[..Shown])} and {pages.Length - Shown} more.",
    };
}
