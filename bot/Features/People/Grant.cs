using ChatOps.People;

namespace ChatOps.Staff;

/// <summary>The roles that can be given to a person; what is the bot's own is not among them.</summary>
internal enum Grant
{
    Employee,
    Agent,
    ProjectManager,
    SecurityAnalyst,
    Manager,
    Auditor,
    Administrator,
}

internal static class Grants
{
    public static IEnumerable<string> Of(Roles roles) => Enum.GetNames<Grant>().Where(name => roles.HasFlag(Enum.Parse<Roles>(name)));

    /// <summary>Whoever works here is an employee, whatever else they are.</summary>
    public static Roles Together(IEnumerable<Grant> grants) =>
        grants.Aggregate(Roles.Employee, (roles, grant) => roles | Enum.Parse<Roles>(grant.ToString()));
}
