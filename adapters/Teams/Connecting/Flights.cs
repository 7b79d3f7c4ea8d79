using System.Collections.Concurrent;

namespace ChatOps.Teams.Connecting;

/// <summary>What is being answered just now, and what was a while ago: Teams asks again when it has to wait.</summary>
internal sealed class Flights
{
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<string, Flight> flights = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, bool> landed = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, bool> before = new(StringComparer.Ordinal);

    /// <summary>Dispose it when the message is where it belongs.</summary>
    /// <returns>Null: it is on its way already, or was not long ago.</returns>
    public Flight? Begin(string id)
    {
        var flight = new Flight(this, id);
        return !HasLanded(id) && flights.TryAdd(id, flight) ? flight : null;
    }

    /// <summary>Waits until a message that is on its way has come.</summary>
    public Task Landing(string id) => flights.TryGetValue(id, out var flight) ? flight.Landing : Task.CompletedTask;

    private bool HasLanded(string id) => landed.ContainsKey(id) || before.ContainsKey(id);

    private void Land(string id, bool isThere)
    {
        if (isThere)
        {
            if (landed.Count >= MostRemembered)
                (before, landed) = (landed, new(StringComparer.Ordinal));

            landed[id] = true;
        }

        flights.TryRemove(id, out _);
    }

    internal sealed class Flight(Flights flights, string id) : IDisposable
    {
        private readonly TaskCompletionSource landing = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>It has come; otherwise a repeat is answered anew.</summary>
        public bool IsThere { get; set; }

        public Task Landing => landing.Task;

        public void Dispose()
        {
            flights.Land(id, IsThere);
            landing.TrySetResult();
        }
    }
}
