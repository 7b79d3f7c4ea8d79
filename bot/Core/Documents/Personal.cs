using ChatOps.Privacy;

namespace ChatOps.Documents;

/// <summary>What documents of a kind have to do with a person, beside naming their id.</summary>
/// <param name="IsOf">It is theirs: their ticket, their account.</param>
/// <param name="Written">What they wrote in it, each text as a whole.</param>
/// <param name="Erase">Without what they wrote; null: it goes as a whole. Ids and names are replaced besides.</param>
/// <param name="WordLists">The properties that hold single words of texts, so that these are found.</param>
public sealed record Personal<T>(
    Func<T, string, bool> IsOf,
    Func<T, string, IEnumerable<string?>> Written,
    Func<T, Erasure, T?> Erase,
    params IReadOnlyList<string> WordLists)
    where T : class;
