using System.Text.Json.Serialization;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Discord.People;

/// <summary>Which roles of the server make somebody what here. Never an administrator: who runs the server does not run the help desk.</summary>
internal sealed record RoleMapping(string Id)
{
    public const string TheOne = "discord";

    public static readonly Kind<RoleMapping> Kind = new("discord-roles", PeopleOfDiscordJson.Default.RoleMapping, mapping => mapping.Id);

    /// <summary>What can be had by a role of the server.</summary>
    public const Roles Grantable = Roles.Agent | Roles.ProjectManager | Roles.SecurityAnalyst | Roles.Manager | Roles.Auditor;

    /// <summary>Id of a role of the server to what it gives.</summary>
    public IReadOnlyDictionary<string, Roles> Given { get; init; } = new Dictionary<string, Roles>(StringComparer.Ordinal);

    public Roles Of(IEnumerable<string> roles) => roles.Aggregate(Roles.None, (all, role) => all | Given.GetValueOrDefault(role)) & Grantable;

    public RoleMapping With(string role, Roles gives)
    {
        var given = Given.Where(pair => pair.Key != role).ToDictionary(StringComparer.Ordinal);

        if (gives is not Roles.None)
            given[role] = gives;

        return this with { Given = given };
    }
}

/// <summary>What somebody has because of their roles in the server.</summary>
/// <param name="User">Their id there.</param>
internal sealed record GrantedRoles(string User, Roles Roles)
{
    public static readonly Kind<GrantedRoles> Kind = new Kind<GrantedRoles>("discord-granted", PeopleOfDiscordJson.Default.GrantedRoles, granted => granted.User).Unaudited();
}

[JsonSerializable(typeof(RoleMapping))]
[JsonSerializable(typeof(GrantedRoles))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
internal sealed partial class PeopleOfDiscordJson : JsonSerializerContext;
