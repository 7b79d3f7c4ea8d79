using System.Globalization;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Host.Demo;

/// <summary>Something that somebody does to a ticket.</summary>
/// <param name="Does">What, given the ticket's number.</param>
internal sealed record Step(DateTimeOffset At, string Who, Func<string, Input> Does);

/// <summary>What happens to one ticket, from the first word on; what lies in the future has not happened.</summary>
internal sealed class Story
{
    private static readonly string[] Answers =
    [
        "Yes, I think so. I am at my desk until five.",
        "No, nothing changed that I know of.",
        "It happens every time. I can show it to you.",
        "I tried that, and it did not help.",
        "Since Monday, I believe. A colleague has it as well.",
        "I sent it by mail, since it is too large for here.",
    ];

    private static readonly string[] Complaints =
    [
        "It worked for an hour, and now it is back.",
        "Sadly not: it is the same as before.",
    ];

    private readonly Random chance;
    private readonly Subject subject;
    private readonly string requester;
    private readonly string agent;
    private readonly DateTimeOffset now;
    private readonly List<Step> steps = [];
    private DateTimeOffset at;

    private Story(Random chance, Subject subject, DateTimeOffset begins, DateTimeOffset now)
    {
        (this.chance, this.subject, at, this.now) = (chance, subject, begins, now);
        requester = Pick(SampleCompany.Requesters);
        agent = Pick(SampleCompany.Queues.Single(queue => queue.Id == subject.Queue).Members);
    }

    /// <returns>In order of time.</returns>
    public static IReadOnlyList<Step> Of(Random chance, Subject subject, DateTimeOffset begins, DateTimeOffset now)
    {
        var story = new Story(chance, subject, begins, now);
        story.Tell();
        return story.steps;
    }

    private void Tell()
    {
        Then(requester, _ => Press("ticket new", ("title", subject.Title), ("details", subject.Details), ("impact", subject.Impact), ("urgency", subject.Urgency), ("type", subject.Type), ("category", subject.Category), ("asset", subject.Category is "Hardware" && subject.Title.Contains("laptop", StringComparison.OrdinalIgnoreCase) ? Equipment.LaptopOf(requester) : null)));

        if (subject.Queue is not "service-desk")
            After(5, 90, Pick(["grace", "lena"]), id => Press("ticket update", ("id", id), ("queue", subject.Queue)));

        // Nobody has taken it up yet.
        if (at > now.AddDays(-2) && Happens(50))
            return;

        if (Happens(3))
        {
            After(30, 300, requester, id => Press("ticket cancel", ("id", id)));
            Then(requester, _ => new Input.Sentence("yes"));
            return;
        }

        After(10, subject.Urgency is "high" ? 60 : 600, agent, id => Press("ticket assign", ("id", id)));

        if (subject.Question is { } question && Ask(question))
            return;

        if (subject.Note is { } note && Happens(70))
            After(20, 400, agent, id => Press("ticket note", ("id", id), ("text", note)));

        Resolve();
    }

    /// <returns>True: the answer is still awaited.</returns>
    private bool Ask(string question)
    {
        var isAwaited = at > now.AddDays(-5) && Happens(60);
        After(5, 240, agent, id => Press("ticket reply", ("id", id), ("text", question)));

        if (isAwaited || Happens(30))
        {
            var until = Working((isAwaited ? now : at).AddDays(2)).ToString("O", CultureInfo.InvariantCulture);
            Then(agent, id => Press("ticket wait", ("id", id), ("for", "requester"), ("until", until), ("reason", question)));
        }

        if (!isAwaited && Happens(85))
            After(20, 900, requester, id => Press("ticket reply", ("id", id), ("text", Pick(Answers))));

        return isAwaited;
    }

    private void Resolve()
    {
        // Some work takes long, and some is never done.
        if (Happens(8))
            return;

        After(60, Happens(25) ? 6000 : 1500, agent, id => Press("ticket resolve", ("id", id), ("code", subject.Code), ("text", subject.Resolution)));

        if (Happens(7))
        {
            After(60, 900, requester, id => Press("ticket reopen", ("id", id), ("reason", Pick(Complaints))));
            After(60, 900, agent, id => Press("ticket resolve", ("id", id), ("code", "fixed"), ("text", $"Second try: {subject.Resolution}")));
        }

        if (Happens(60))
            After(20, 1500, requester, id => Press("ticket close", ("id", id)));
    }

    private void After(int atLeast, int atMost, string who, Func<string, Input> does)
    {
        at = Working(at.AddMinutes(chance.Next(atLeast, atMost)));
        Then(who, does);
    }

    private void Then(string who, Func<string, Input> does)
    {
        steps.Add(new(at, who, does));
        at = at.AddMinutes(1);
    }

    private bool Happens(int percent) => chance.Next(100) < percent;

    private string Pick(IReadOnlyList<string> from) => from[chance.Next(from.Count)];

    private static Input.Press Press(string command, params ReadOnlySpan<(string Name, string? Value)> arguments) => new(Invocation.Of(command, arguments), []);

    /// <summary>Nights and weekends pass without work.</summary>
    public static DateTimeOffset Working(DateTimeOffset moment)
    {
        if (moment.Hour >= 17)
            moment = new DateTimeOffset(moment.Date, TimeSpan.Zero).AddDays(1).AddHours(7).AddMinutes(moment.Minute);
        else if (moment.Hour < 7)
            moment = new DateTimeOffset(moment.Date, TimeSpan.Zero).AddHours(7).AddMinutes(moment.Minute);

        return moment.DayOfWeek switch
        {
            DayOfWeek.Saturday => moment.AddDays(2),
            DayOfWeek.Sunday => moment.AddDays(1),
            _ => moment,
        };
    }
}
