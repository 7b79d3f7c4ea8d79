using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Features;

/// <summary>A numbered thing as any feature may show it.</summary>
public sealed record Subject(SubjectId Id, Say Title);

/// <summary>What a feature says of the things that it numbers.</summary>
internal sealed record SubjectKind(string Noun, IReadOnlyList<string> Series, string View, Func<string, Turn, ValueTask<Subject?>> Find)
{
    public Invocation Open(SubjectId id) => Invocation.Of(View, ("id", id.ToString()));
}
