using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatOps.Host.Demo;

/// <summary>
/// Lives through the last 60 days of the company, in order: every ticket is made through the bot, at its time, and what
/// the clock does happens in between. Nobody is told of the past.
/// </summary>
internal sealed class Walk : IDisposable
{
    public const int Tickets = 200;
    private const int Days = 60;
    private const int Seed = 20260907;

    private readonly PastClock clock = new();
    private readonly Bot bot;
    private readonly Outbox outbox;

    /// <param name="listeners">Who is told after all; none: a delivery is finished and reaches nobody.</param>
    public Walk(IStore store, FeatureSet features, params IReadOnlyList<IChannel> listeners)
    {
        var committed = new Committed();
        bot = new(store, features, committed, clock, NullLogger<Bot>.Instance);
        outbox = new(store, bot, committed, listeners, clock, NullLogger<Outbox>.Instance);
    }

    /// <summary>What was refused: a story that contradicts itself. None is expected.</summary>
    public List<string> Refused { get; } = [];

    /// <param name="progress">How many tickets there are so far.</param>
    public async Task Run(DateTimeOffset now, Action<int> progress, CancellationToken cancellation)
    {
        var stories = new PriorityQueue<(IReadOnlyList<Step> Steps, int Next, string? Id, int Number), (DateTimeOffset, int)>();

        foreach (var (steps, number) in Stories(now).Concat(Programme.Of(now)).Select((steps, number) => (steps, number)))
            stories.Enqueue((steps, 0, null, number), (steps[0].At, number));

        stories.Enqueue((StandUpStory.Of(now), 0, "", Tickets + Programme.Projects), (StandUpStory.Of(now)[0].At, Tickets + Programme.Projects));
        clock.Now = now.AddDays(-Days);

        await Equip(cancellation);

        for (var made = 0; stories.TryDequeue(out var story, out var when) && when.Item1 < now;)
        {
            await PassUntil(when.Item1, cancellation);

            if (await Do(story.Steps[story.Next], story.Id, $"demo:{story.Number}:{story.Next}", cancellation) is not { } id)
                continue;

            if (story.Next is 0 && story.Number < Tickets)
                progress(++made);

            if (story.Next + 1 < story.Steps.Count)
                stories.Enqueue(story with { Next = story.Next + 1, Id = id }, (story.Steps[story.Next + 1].At, story.Number));
        }

        await PassUntil(now, cancellation);
    }

    public void Dispose() => outbox.Dispose();

    // What the company owns, registered by an agent before the first day of the story.
    private async Task Equip(CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(clock.Now.UtcDateTime).AddDays(Days);
        Invocation[] all = [.. Equipment.All.Select(one => one.Registered(today)), .. Equipment.All.SelectMany(one => one.Linked())];

        foreach (var (invocation, number) in all.Select((invocation, number) => (invocation, number)))
            await Do(new(clock.Now, "ines", _ => new Input.Press(invocation, [])), "", $"demo:asset:{number}", cancellation);
    }

    private static IEnumerable<IReadOnlyList<Step>> Stories(DateTimeOffset now)
    {
        var chance = new Random(Seed);
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);

        for (var i = 0; i < Tickets; i++)
        {
            var begins = Story.Working(today.AddDays(-Days + Days * (double)i / Tickets).AddMinutes(chance.Next(600)));
            yield return Story.Of(chance, Subject.All[(i * 7 + chance.Next(3)) % Subject.All.Count], begins < now ? begins : now.AddMinutes(-1 - i % 50), now);
        }
    }

    // In steps of two hours, so that what the clock does is done near its time.
    private async Task PassUntil(DateTimeOffset moment, CancellationToken cancellation)
    {
        for (; clock.Now.AddHours(2) < moment; clock.Now = clock.Now.AddHours(2))
            await outbox.Drain(cancellation);

        if (moment > clock.Now)
            clock.Now = moment;

        await outbox.Drain(cancellation);
    }

    /// <returns>The number of the ticket; null: it was refused, and the story ends.</returns>
    private async Task<string?> Do(Step step, string? id, string eventId, CancellationToken cancellation)
    {
        var reply = await bot.Hear(new(new("terminal", step.Who), new Identity("terminal", step.Who), eventId, step.Does(id ?? "")), cancellation);

        if (!reply.IsRefusal)
            return id ?? reply.Message.Shown!.Id;

        Refused.Add($"{id} {step.Who}: {reply.Message.Card?.Title}");
        return null;
    }
}
