using ChatOps.Cards;
using ChatOps.Conversations;

namespace ChatOps.Importing;

/// <summary>Something that a feature takes in from a table, whatever program has written that.</summary>
/// <param name="Name">As the command line calls it: <c>assets</c>.</param>
/// <param name="Thing">One of them: <c>an asset</c>.</param>
/// <param name="Columns">Each field with the names that such a column has, between commas.</param>
/// <param name="Keys">The fields by which a row is known: one of them must be there.</param>
/// <param name="Plan">What the rows would change: it reads only.</param>
public sealed record Import(
    string Name,
    string Thing,
    IReadOnlyDictionary<string, string> Columns,
    IReadOnlyList<string> Keys,
    Func<IReadOnlyList<TableRow>, Turn, Task<IReadOnlyList<RowPlan>>> Plan);

/// <summary>One row of a table: what its cells say, without the empty ones.</summary>
/// <param name="Line">Where it begins in the file; the headers are in line 1.</param>
/// <param name="Cells">Field to text.</param>
public sealed record TableRow(int Line, IReadOnlyDictionary<string, string> Cells)
{
    public string? this[string field] => Cells.GetValueOrDefault(field);
}

/// <summary>What a row comes to.</summary>
/// <param name="Who">How a report calls it.</param>
/// <param name="Notes">What changes, and what is wrong with it, in clauses.</param>
public sealed record RowPlan(int Line, string Who, Change Change, IReadOnlyList<Say> Notes)
{
    /// <summary>Does it, on what is there by then. Null: there is nothing to do.</summary>
    public Func<Turn, Task>? Save { get; init; }

    /// <summary>What is left to do once every row is there: rows may name others that stand further down.</summary>
    public Func<Turn, Task>? Finish { get; init; }
}

public enum Change
{
    Unchanged,
    Created,
    Changed,
    Refused,
}
