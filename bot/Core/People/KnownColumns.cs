using ChatOps.Documents;

namespace ChatOps.People;

/// <summary>What the columns of the personnel file mean, as somebody has said once: header to field.</summary>
public sealed record KnownColumns(string Id)
{
    public const string OfPeople = "people";

    public static readonly Kind<KnownColumns> Kind = new("columns", PeopleJson.Default.KnownColumns, columns => columns.Id);

    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
