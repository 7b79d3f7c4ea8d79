using System.Reflection;

namespace ChatOps.Host.Demo;

/// <summary>Something that people of a company ask for, and what became of it.</summary>
/// <param name="Question">What the agent asks back; null: nothing.</param>
/// <param name="Note">What the agents tell each other; null: nothing.</param>
internal sealed record Subject(
    string Queue,
    string Title,
    string Details,
    string Impact,
    string Urgency,
    string Type,
    string Category,
    string? Question,
    string? Note,
    string Resolution,
    string Code)
{
    private const string Nothing = @"\N";

    public static IReadOnlyList<Subject> All { get; } = [.. Read()];

    private static IEnumerable<Subject> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("subjects.tsv")!;
        using var reader = new StreamReader(stream);

        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#') && line.Split('\t') is { Length: 11 } cells)
                yield return Of([.. cells.Select(cell => cell is Nothing ? null : cell)]);
        }
    }

    private static Subject Of(string?[] cells) =>
        new(cells[0]!, cells[1]!, cells[2]!, cells[3]!, cells[4]!, cells[5]!, cells[6]!, cells[7], cells[8], cells[9]!, cells[10]!);
}
