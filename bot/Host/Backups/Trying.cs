using ChatOps.Cards;
using ChatOps.Data;
using ChatOps.Documents;
using ChatOps.Host.Serving;

namespace ChatOps.Host.Backups;

/// <summary>A restore into a store that is thrown away: whether a backup would do when it is needed.</summary>
internal static class Trying
{
    /// <exception cref="Trouble">It would not, and why.</exception>
    public static async Task<Printed> Run(IParcel parcel, IReadOnlyCollection<Kind> kinds, CancellationToken cancellation)
    {
        var manifest = Checking.Check(parcel, cancellation);
        var place = Directory.CreateTempSubdirectory("chatops-verify-");

        try
        {
            // On the disk, as a backup may be larger than the memory; encrypted, as it may be elsewhere.
            await using var store = LiteDbStore.Open(Path.Combine(place.FullName, "chatops.db"), key: StoreKey.Passing());
            var expected = new Tally();

            foreach (var entry in manifest.Entries.Where(entry => !entry.IsFile))
                await Restoring.Import(parcel, entry, store, (0, Restoring.SliceSize), expected, _ => { }, cancellation);

            await Restoring.Compare(store, expected, parcel.Name, cancellation);
        }
        finally
        {
            place.Delete(recursive: true);
        }

        var refused = Checking.Open(parcel, manifest, kinds);
        var damaged = manifest.Entries.Where(entry => entry.IsFile && entry.Name != Names.Files + entry.Sha256).Select(entry => (Say)$"The attachment {entry.Name} was damaged when the backup was made.").ToList();
        var isFine = refused is [] && damaged is [];

        return new(
            [
                isFine ? (Say)$"{parcel.Name} is good: {Backing.Told(manifest)} were restored, compared and opened, and thrown away again." : $"{parcel.Name} can be restored, but not all of it is good.",
                .. refused.Select(Say.Text),
                .. damaged,
            ],
            isFine);
    }
}
