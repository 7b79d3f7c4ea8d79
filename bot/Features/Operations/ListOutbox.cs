using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Operations;

/// <summary>What was given up: what, for whom, why, how often and since when. Never its words.</summary>
internal sealed record ListOutbox([Ask("Behind which one?", Rare = true, Longest = GivenUpWords.LongestId)] string? After = null) : Command
{
    private const int PageSize = 10;

    public static async Task<Reply> Handle(ListOutbox command, Turn turn)
    {
        var page = await turn.GivenUp(PageSize + 1, command.After);

        if (page is [] && command.After is null)
            return new Card($"Nothing was given up") { Tone = Tone.Good };

        var rows = new List<Block.Row>();

        foreach (var work in page.Take(PageSize))
            rows.Add(await Row(work, turn));

        return new Card($"What could not be delivered")
        {
            Tone = Tone.Warning,
            Body = [new Block.Table([$"What", $"For", $"Error", $"Tries", $"Since"], rows)],
            Choices = page.Count > PageSize ? [new($"Next page", Invocation.Of("admin outbox", ("after", page[PageSize - 1].Id)))] : [],
        };
    }

    private static async Task<Block.Row> Row(GivenUp work, Turn turn) => new(
        [work.Named(), await work.ForWhom(turn), Say.Text(work.Error), $"{work.Dead.Attempts}", $"{work.Dead.Job.Due}"],
        Invocation.Of("outbox view", ("id", work.Id)));
}

/// <summary>One of them, and what can be done about it.</summary>
internal sealed record ViewDelivery([Ask("Which one?", Longest = GivenUpWords.LongestId)] string Id) : Command
{
    public static async Task<Reply> Handle(ViewDelivery command, Turn turn)
    {
        var work = await turn.RequireGivenUp(command.Id);

        return await Draw(work, turn) with
        {
            Choices =
            [
                new($"Try again", Invocation.Of("outbox retry", ("id", work.Id))) { Emphasis = Emphasis.Primary },
                .. work.Place is { } place ? (Choice[])[new($"Try all for {await work.ForWhom(turn)} again", Invocation.Of("outbox release", ("place", place)))] : [],
                new($"Discard", Invocation.Of("outbox discard", ("id", work.Id))) { Emphasis = Emphasis.Danger },
            ],
        };
    }

    public static async Task<Card> Draw(GivenUp work, Turn turn) => new($"{work.Named()}, given up")
    {
        Tone = Tone.Warning,
        Body =
        [
            new Block.Facts(
                new($"For", await work.ForWhom(turn)),
                new($"Error", Say.Text(work.Error)),
                new($"Tries", $"{work.Dead.Attempts}"),
                new($"Since", $"{work.Dead.Job.Due}"),
                new($"Given up", $"{work.Dead.At}")),
        ],
    };
}

internal static class GivenUpWords
{
    public const int LongestId = 400;
    private const int PageSize = 200;

    public static Say Named(this GivenUp work) => work.Subject is { } subject ? (Say)$"{Kind(work)} {subject}" : Kind(work);

    public static async ValueTask<Say> ForWhom(this GivenUp work, Turn turn) => work.Person is { } person ? (Say)$"{await turn.Who(person)}" : (Say)$"nobody in particular";

    /// <summary>Everything that was given up.</summary>
    public static async IAsyncEnumerable<GivenUp> AllGivenUp(this Turn turn)
    {
        for (string? after = null; await turn.GivenUp(PageSize, after) is [.., var last] page; after = last.Id)
        {
            foreach (var work in page)
                yield return work;
        }
    }

    /// <summary>The one of that id, or a refusal.</summary>
    public static async ValueTask<GivenUp> RequireGivenUp(this Turn turn, string id)
    {
        await foreach (var work in turn.AllGivenUp())
        {
            if (work.Id == id)
                return work;
        }

        throw new Refusal($"That is no longer among what was given up: it was tried again or discarded. Look at the list again.")
        {
            Choices = [new($"Show what was given up", Invocation.Of("admin outbox"))],
        };
    }

    private static Say Kind(GivenUp work) => work.Work switch
    {
        GivenUpWork.Notice => $"Notice",
        GivenUpWork.Redrawing => $"Redrawing",
        GivenUpWork.Relay => $"Relay",
        GivenUpWork.Places => $"Thread or triage card",
        _ => $"Scheduled command",
    };
}
