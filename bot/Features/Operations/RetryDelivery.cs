using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Operations;

/// <summary>Tries one again.</summary>
internal sealed record RetryDelivery([Ask("Which one?", Longest = GivenUpWords.LongestId)] string Id) : Command
{
    public static async Task<Reply> Handle(RetryDelivery command, Turn turn)
    {
        var work = await turn.RequireGivenUp(command.Id);
        turn.TryAgain(work);
        turn.Note("outbox", $"retry {work.Id}");
        return (Say)$"It is being tried again. What fails once more comes back to the list.";
    }
}

/// <summary>Tries everything of one place again, in its order.</summary>
internal sealed record RetryPlace([Ask("Which place?", Longest = GivenUpWords.LongestId)] string Place) : Command
{
    // As many as one commit carries well.
    private const int Most = 500;

    public static async Task<Reply> Handle(RetryPlace command, Turn turn)
    {
        var works = new List<GivenUp>();

        await foreach (var work in turn.AllGivenUp())
        {
            if (work.Place == command.Place)
                works.Add(work);
        }

        if (works is [])
            throw new Refusal($"Nothing of that place is among what was given up. Look at the list again.");

        foreach (var work in works.OrderBy(work => work.Dead.Job.Due).ThenBy(work => work.Id, StringComparer.Ordinal).Take(Most))
        {
            turn.TryAgain(work);
            turn.Note("outbox", $"retry {work.Id}");
        }

        return works.Count > Most
            ? (Say)$"{Most} of {works.Count} are being tried again. Press it again for the others."
            : $"{works.Count:It is|All # are} being tried again. What fails once more comes back to the list.";
    }
}
