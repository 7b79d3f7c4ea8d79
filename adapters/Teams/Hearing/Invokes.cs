using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace ChatOps.Teams.Hearing;

/// <summary>
/// Answers the invokes of some names. To add one is to write a class and to name it in <see cref="TeamsHosting"/>:
/// <see cref="Listener"/> runs the turn for it.
/// </summary>
internal interface IInvoke
{
    IReadOnlyList<string> Names { get; }

    Task<InvokeResponse> Answer(Arrival arrival, CancellationToken cancellation);
}

/// <summary>What an invoke is answered with.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Body">Null: none.</param>
internal sealed record InvokeResponse(int Status, JsonNode? Body = null)
{
    public static InvokeResponse Ok(JsonNode? body = null) => new(200, body);

    /// <summary>The value is not what that invoke brings.</summary>
    public static InvokeResponse Bad(string why) => new(400, new JsonObject { ["code"] = "BadRequest", ["message"] = why });
}

/// <summary>Who answers which invoke.</summary>
internal sealed class Invokes(IEnumerable<IInvoke> all)
{
    private readonly FrozenDictionary<string, IInvoke> byName = all
        .SelectMany(invoke => invoke.Names.Select(name => (name, invoke)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.invoke, StringComparer.Ordinal);

    public Task<InvokeResponse> Answer(Arrival arrival, CancellationToken cancellation) =>
        arrival.Activity.Name is { } name && byName.TryGetValue(name, out var invoke)
            ? invoke.Answer(arrival, cancellation)
            : Task.FromResult(new InvokeResponse(501));
}
