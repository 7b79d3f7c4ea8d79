using ChatOps.Privacy;

namespace ChatOps.Tickets;

/// <summary>Why a ticket must not go: a dispute, an investigation.</summary>
/// <param name="By">The id of who ordered it.</param>
internal sealed record LegalHold(string Reason, string By, DateTimeOffset At);

/// <summary>What of a ticket is somebody's own words, and what forbids that they go.</summary>
internal sealed partial record Ticket
{
    public LegalHold? LegalHold { get; init; }

    public IEnumerable<string?> WrittenBy(string person)
    {
        if (Requester == person)
        {
            yield return Title;
            yield return Details;
        }

        if (Resolution?.By == person)
            yield return Resolution.Text;

        if (Wait?.By == person)
            yield return Wait.Reason;

        if (Override?.By == person)
            yield return Override.Reason;
    }

    /// <summary>Ids and names are replaced besides.</summary>
    public Ticket Without(Erasure erasure)
    {
        var isTheirs = Requester == erasure.Person;
        var wrote = isTheirs || History.Any(entry => entry.By == erasure.Person);

        return !wrote ? this : this with
        {
            Title = isTheirs ? Erasure.Gone : Title,
            Details = isTheirs ? null : Details,
            Said = isTheirs ? [] : [.. Said.Where(word => !erasure.Words.Contains(word))],
            Resolution = Resolution?.By == erasure.Person ? Resolution with { Text = Erasure.Gone } : Resolution,
            Wait = Wait?.By == erasure.Person ? Wait with { Reason = Erasure.Gone } : Wait,
            Override = Override?.By == erasure.Person ? Override with { Reason = Erasure.Gone } : Override,
        };
    }
}
