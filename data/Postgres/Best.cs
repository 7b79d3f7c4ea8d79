using ChatOps.Documents;
using Npgsql;

namespace ChatOps.Data;

/// <summary>Counts what passes a filter and keeps the highest, without holding all of it.</summary>
internal sealed class Best<T>(Kind<T> kind, Func<T, bool>? filter, int take)
    where T : class
{
    private const int Spare = 1000;

    private readonly List<Stored<T>> kept = [];
    private int total;

    public async Task<Hits<T>> Of(NpgsqlCommand command, Func<NpgsqlDataReader, Stored<T>> read, CancellationToken cancellation)
    {
        await using (command)
        {
            await using var rows = await command.ExecuteReaderAsync(cancellation);

            while (await rows.ReadAsync(cancellation))
                Add(read(rows));
        }

        return new(Highest(), total);
    }

    private void Add(Stored<T> stored)
    {
        if (filter is not null && !filter(stored.Body))
            return;

        total++;
        kept.Add(stored);

        if (kept.Count <= take + Spare)
            return;

        var highest = Highest();
        kept.Clear();
        kept.AddRange(highest);
    }

    private IReadOnlyList<Stored<T>> Highest() => Reading.Hits(kind, kept, null, take).Items;
}
