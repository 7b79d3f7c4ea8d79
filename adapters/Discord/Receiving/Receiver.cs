using System.Text.Json;
using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Receiving;

/// <summary>What is done with what Discord tells, however that came.</summary>
/// <param name="Interaction">Called at once, side by side with others; each interaction once.</param>
/// <param name="Event">Everything else of the gateway; what concerns one channel comes in order, one after the other.</param>
internal sealed record Receiver(Func<Interaction, IAnswer, CancellationToken, Task> Interaction, Func<DispatchEvent, CancellationToken, Task> Event);

/// <param name="Name">Such as <c>MESSAGE_CREATE</c>.</param>
internal sealed record DispatchEvent(string Name, JsonElement Data);
