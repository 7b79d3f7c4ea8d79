using System.Text.Json.Serialization;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Documents;

namespace ChatOps.People;

/// <summary>Whose installation this is. While nobody's, four people are given, and anybody on this machine may be any of them.</summary>
public sealed record Installation(string Id)
{
    public static readonly Kind<Installation> Kind = new("installation", InstallationJson.Default.Installation, installation => installation.Id);

    public const string TheOne = "installation";

    /// <summary>The id of the administrator who claimed it; null: the demonstration mode is on.</summary>
    public string? ClaimedBy { get; init; }
}

/// <summary>The demonstration mode: a fresh data folder, reachable from this machine only, until an administrator claims it.</summary>
public static class Demonstration
{
    public static IReadOnlyList<Person> People { get; } =
    [
        MadeUp("ada", "Ada Lovell") with { Email = "ada@example.com", Department = "Sales", Site = "Berlin", Manager = "ruth", TimeZone = "Europe/Berlin" },
        MadeUp("grace", "Grace Harper") with { Email = "grace@example.com", Department = "IT", Site = "Berlin", Manager = "ruth", TimeZone = "Europe/Berlin", Roles = Roles.Employee | Roles.Agent },
        MadeUp("pam", "Pam Ortiz") with { Email = "pam@example.com", Department = "IT", Site = "Lisbon", Manager = "ruth", TimeZone = "Europe/Lisbon", Roles = Roles.Employee | Roles.ProjectManager },
        MadeUp("ruth", "Ruth Keller") with { Email = "ruth@example.com", Department = "IT", Site = "Berlin", TimeZone = "Europe/Berlin", Roles = Roles.Employee | Roles.Agent | Roles.Manager },
    ];

    /// <summary>What each of the four does here, in a few words.</summary>
    public static Say RoleOf(Person person) => person.Id switch
    {
        "grace" => $"IT agent",
        "pam" => $"project manager",
        "ruth" => $"IT manager",
        _ => $"employee",
    };

    public static async ValueTask<bool> IsOn(IStore store, CancellationToken cancellation = default) =>
        await store.Get(Installation.Kind, Installation.TheOne, cancellation) is not { Body.ClaimedBy: not null };

    /// <summary>Gives a fresh store the four people, their accounts on these platforms, and a first queue. Does nothing the second time.</summary>
    public static async Task Prepare(IStore store, IReadOnlyList<string> platforms, CancellationToken cancellation = default)
    {
        if (await store.Get(Installation.Kind, Installation.TheOne, cancellation) is not null)
            return;

        var now = TimeProvider.System.GetUtcNow();
        var batch = new Batch();
        Add(Installation.Kind, new(Installation.TheOne));
        Add(Queue.Kind, new("service-desk", "Service desk") { Members = ["grace", "ruth"], Owner = "ruth" });

        foreach (var person in People)
        {
            Add(Person.Kind, person);

            foreach (var platform in platforms)
                Add(IdentityLink.Kind, IdentityLink.Between(new(platform, person.Id), person));
        }

        await store.Commit(batch, cancellation);

        void Add<T>(Kind<T> kind, T document)
            where T : class =>
            batch.Put(kind, document, 0).Note(new(kind.Trail!(document), now, Person.System.Id, "system", "demonstration", Changes.Between(null, kind.Write(document))));
    }

    private static Person MadeUp(string id, string name) => new(id, name) { MadeUp = true };
}

[JsonSerializable(typeof(Installation))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class InstallationJson : JsonSerializerContext;
