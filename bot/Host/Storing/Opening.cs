using ChatOps.Cards;
using ChatOps.Documents;
using ChatOps.Host.Configuration;
using ChatOps.Host.Serving;

namespace ChatOps.Host.Storing;

/// <summary>Opens the store of a data folder that only one process can have.</summary>
internal static class Opening
{
    /// <exception cref="Trouble">It cannot be had: another has it, or it is damaged.</exception>
    public static async Task<IStore> OpenForServer(this DataFolder folder, Settings settings, CancellationToken cancellation)
    {
        if (await Neighbour.Find(folder, cancellation) is var (client, status))
        {
            using (client)
                throw new Trouble($"The data folder {folder.Path} belongs to the server that already runs at {client.BaseAddress?.ToString().TrimEnd('/')} (process {Say.Digits(status.Pid)}). Use that one, stop it, or choose another folder with Data:Folder.");
        }

        return await folder.Open(settings, cancellation);
    }
}
