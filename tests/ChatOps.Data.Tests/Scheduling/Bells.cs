using System.Text.Json.Serialization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Scheduling;

namespace ChatOps.Data.Tests.Scheduling;

/// <summary>A bell that counts how often it was rung. A test can hold its ringer up, or make them fail.</summary>
internal sealed class Bells(Action<FeatureBuilder>? also = null) : IFeature
{
    public const string Noted = "bell";

    /// <summary>What happens within a run, before it is committed.</summary>
    public Func<Turn, Task> During { get; set; } = _ => Task.CompletedTask;

    public static Bells Every(Recurrence recurrence, CatchUp? catchUp = null) =>
        new(feature => feature.Every("bell", recurrence, Invocation.Of("bell ring"), catchUp));

    public void Define(FeatureBuilder feature)
    {
        feature.Stores(Bell.Kind)
            .Command<Ring>("bell ring", "Ring the bell", Handle, Effect.Write, Roles.Everyone | Roles.System, hidden: true);
        also?.Invoke(feature);
    }

    private async Task<Reply> Handle(Ring command, Turn turn)
    {
        var bell = await turn.Get(Bell.Kind, Bell.TheOne) ?? new(Bell.TheOne, 0);
        await During(turn);
        turn.Save(Bell.Kind, bell with { Count = bell.Count + 1 });
        turn.Note(Noted, turn.Place.Id);
        return (Say)$"Rung.";
    }

    private sealed record Ring : Command;
}

internal sealed record Bell(string Id, int Count)
{
    public const string TheOne = "the bell";

    public static readonly Kind<Bell> Kind = new("bell", BellJson.Default.Bell, bell => bell.Id);
}

[JsonSerializable(typeof(Bell))]
internal sealed partial class BellJson : JsonSerializerContext;
