namespace ChatOps.Host.Importing;

/// <summary>One row of the personnel file: what its cells say, without the empty ones.</summary>
/// <param name="Line">Where it begins in the file; the headers are in line 1.</param>
internal sealed record PersonRow(int Line, IReadOnlyDictionary<Column, string> Cells)
{
    public string? this[Column column] => Cells.GetValueOrDefault(column);

    public string? Name => this[Column.Name]
        ?? (string.Join(' ', ((string?[])[this[Column.FirstName], this[Column.LastName]]).OfType<string>()) is { Length: > 0 } both ? both : null);

    /// <summary>How a report calls it.</summary>
    public string Who => Name ?? this[Column.Email] ?? this[Column.Number] ?? "nobody";
}
