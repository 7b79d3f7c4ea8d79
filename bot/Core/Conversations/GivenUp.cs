using System.Text.Json;
using ChatOps.Commands;
using ChatOps.Documents;
using ChatOps.Relaying;

namespace ChatOps.Conversations;

/// <summary>Work of the outbox that was given up, without any of its words: they may be none of an administrator's business.</summary>
public sealed record GivenUp(DeadJob Dead)
{
    private const int LongestError = 200;

    public string Id => Dead.Job.Id;

    /// <summary>What waits in order behind each other: the notices to one person; null: on its own.</summary>
    public string? Place => Dead.Job.Lane;

    public required GivenUpWork Work { get; init; }

    /// <summary>The id of whom it was for; null: nobody in particular.</summary>
    public string? Person { get; init; }

    /// <summary>The number of what it is about: <c>INC-7</c>.</summary>
    public string? Subject { get; init; }

    /// <summary>What the platform said, shortened.</summary>
    public string Error => Dead.Error.Length > LongestError ? $"{Dead.Error[..LongestError]}…" : Dead.Error;

    internal static GivenUp Of(DeadJob dead) => dead.Job.Task switch
    {
        Tasks.Deliver when Delivery.FromJson(dead.Job.Payload) is var delivery => new(dead) { Work = GivenUpWork.Notice, Person = delivery.Person == People.Person.System.Id ? null : delivery.Person, Subject = (delivery.Message.Shown ?? delivery.About)?.Id },
        Tasks.Relay or Tasks.Unsay when JsonSerializer.Deserialize(dead.Job.Payload, RelayingJson.Default.RelayWork)! is var work => new(dead) { Work = GivenUpWork.Relay, Subject = work.Message.Split('/')[0] },
        Tasks.Tend => new(dead) { Work = GivenUpWork.Places, Subject = JsonSerializer.Deserialize(dead.Job.Payload, RelayingJson.Default.Shown)!.Id },
        Tasks.Thread => new(dead) { Work = GivenUpWork.Places, Subject = JsonSerializer.Deserialize(dead.Job.Payload, RelayingJson.Default.ThreadWork)!.Subject.Id },
        Tasks.Look => new(dead) { Work = GivenUpWork.Redrawing },
        Tasks.Redraw => new(dead) { Work = GivenUpWork.Redrawing, Subject = JsonSerializer.Deserialize(dead.Job.Payload, ConversationJson.Default.Shown)!.Id },
        _ => new(dead)
        {
            Work = GivenUpWork.Command,
            Person = dead.Job.RunAs == People.Person.System.Id ? null : dead.Job.RunAs,
            Subject = Invocation.Parse(dead.Job.Payload)?.Arguments.All("id") is [var id, ..] && SubjectId.TryParse(id, null, out var subject) ? subject.ToString() : null,
        },
    };
}

public enum GivenUpWork
{
    Notice,
    Redrawing,

    /// <summary>Words on their way to another place.</summary>
    Relay,

    /// <summary>A triage card or a thread.</summary>
    Places,
    Command,
}
