using ChatOps.Documents;

namespace ChatOps.People;

/// <summary>Who a platform says is speaking: an account there, proven by its adapter.</summary>
public sealed record Identity(string Platform, string Id)
{
    public override string ToString() => $"{Platform}:{Id}";
}

/// <summary>Which person an account belongs to. Its id is the account, so an account never belongs to two people.</summary>
public sealed record IdentityLink(string Id, string Person)
{
    public static readonly Kind<IdentityLink> Kind = new Kind<IdentityLink>("identity", PeopleJson.Default.IdentityLink, link => link.Id)
        .Concerns(new((link, id) => link.Person == id, (_, _) => [], (link, erasure) => link.Person == erasure.Person ? null : link));

    /// <summary>The id of whose it was before the account was linked to another one; null: it was nobody's.</summary>
    public string? Was { get; init; }

    public static readonly Index<IdentityLink> ByPerson = Kind.Index("person", link => Key.Of(link.Person));

    public static IdentityLink Between(Identity identity, Person person) => new(identity.ToString(), person.Id);
}
