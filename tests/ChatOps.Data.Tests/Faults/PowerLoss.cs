namespace ChatOps.Data.Tests.Faults;

/// <summary>What survives of the writes that were not synced yet.</summary>
internal enum Survival
{
    /// <summary>All: the process was killed, the machine goes on.</summary>
    All,

    /// <summary>None.</summary>
    None,

    /// <summary>Those up to some moment.</summary>
    Prefix,

    /// <summary>Each piece of 4 KiB by chance: the disk wrote in an order of its own.</summary>
    Pieces,
}

/// <summary>A file of the disk as it is found after power was lost at a moment.</summary>
internal sealed class PowerLoss(SimulatedDisk disk, int moment, Survival survival, Random random)
{
    private const int Piece = 4096;
    private readonly double chance = random.Next(4) switch { 0 => 0.0, 1 => 0.5, 2 => 0.9, _ => 0.98 };

    public IReadOnlyList<string> Answered =>
        [.. disk.Events.Take(moment).OfType<Event.Answered>().Select(answered => answered.What)];

    public IBlockFile Found(int file)
    {
        var found = new MemoryFile();
        var durable = disk.Events.Take(moment).OfType<Event.Synced>().Where(synced => synced.File == file).Select(synced => synced.Until).DefaultIfEmpty().Max();
        var end = survival switch
        {
            Survival.None => durable,
            Survival.Prefix => random.Next(durable, moment + 1),
            _ => moment,
        };

        for (var i = 0; i < end; i++)
            Apply(disk.Events[i], file, found, survives: survival is not Survival.Pieces || i < durable);

        return found;
    }

    private void Apply(Event happened, int file, MemoryFile found, bool survives)
    {
        if (happened is Event.Resized resized && resized.File == file && Survives(survives))
            found.SetLength(resized.Length);

        if (happened is not Event.Written written || written.File != file)
            return;

        for (var at = 0; at < written.Bytes.Length;)
        {
            var offset = written.Offset + at;
            var length = (int)Math.Min(written.Bytes.Length - at, Piece - (offset % Piece));

            if (Survives(survives))
                found.Write(written.Bytes.AsSpan(at, length), offset);

            at += length;
        }
    }

    private bool Survives(bool surely) => surely || random.NextDouble() < chance;
}
