namespace ChatOps.Conversations;

/// <summary>Turns of one place run one after the other, in the order they came; turns of different places side by side.</summary>
internal sealed class TurnOrder
{
    private readonly Dictionary<Place, Line> lines = [];
    private readonly Lock gate = new();

    /// <summary>Dispose the result when the turn is over.</summary>
    public async ValueTask<IDisposable> Enter(Place place, CancellationToken cancellation)
    {
        Line line;

        lock (gate)
        {
            if (!lines.TryGetValue(place, out line!))
                lines[place] = line = new();

            line.Count++;
        }

        try
        {
            await line.Turn.WaitAsync(cancellation);
        }
        catch
        {
            Leave(place, line);
            throw;
        }

        return new Exit(this, place, line);
    }

    private void Leave(Place place, Line line)
    {
        lock (gate)
        {
            if (--line.Count is 0)
                lines.Remove(place);
        }
    }

    private sealed class Line
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public int Count { get; set; }
    }

    private sealed class Exit(TurnOrder order, Place place, Line line) : IDisposable
    {
        public void Dispose()
        {
            line.Turn.Release();
            order.Leave(place, line);
        }
    }
}
