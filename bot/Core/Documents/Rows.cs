using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace ChatOps.Documents;

/// <summary>Writes and reads exports: a heading, then one JSON object a line.</summary>
internal static class Rows
{
    private const int ChunkSize = 500;

    public static void Write(Stream to, IEnumerable<Row> rows, CancellationToken cancellation)
    {
        using var writer = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };

        foreach (var row in rows.Prepend(new Row.Heading(Row.Heading.Newest)))
        {
            cancellation.ThrowIfCancellationRequested();
            writer.WriteLine(row.Write());
        }
    }

    public static async Task Write(Stream to, IAsyncEnumerable<Row> rows, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        await writer.WriteLineAsync(new Row.Heading(Row.Heading.Newest).Write());

        await foreach (var row in rows.WithCancellation(cancellation))
            await writer.WriteLineAsync(row.Write());
    }

    /// <summary>The rows in pieces that fit into one transaction.</summary>
    public static async IAsyncEnumerable<Row[]> Read(Stream from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var reader = new StreamReader(from, Encoding.UTF8, leaveOpen: true);
        var chunk = new List<Row>();
        var line = 0;

        while (await reader.ReadLineAsync(cancellation) is { } text)
        {
            var row = Parse(text, ++line);

            if (row is not Row.Heading)
                chunk.Add(row);

            if (chunk.Count < ChunkSize)
                continue;

            yield return [.. chunk];
            chunk.Clear();
        }

        yield return [.. chunk];
    }

    private static Row Parse(string text, int line)
    {
        var row = Parsed(text);

        return row switch
        {
            null => throw new StoreException($"Line {line} is not part of an export of ChatOps. Repair the file and import it again: what was read already is only replaced."),
            Row.Heading { Format: > Row.Heading.Newest } =>
                throw new StoreException($"This export was written by a newer version of ChatOps. Read it with that version."),
            not Row.Heading when line is 1 => throw new StoreException($"This is not an export of ChatOps: its first line says nothing of the kind."),
            _ => row,
        };
    }

    private static Row? Parsed(string text)
    {
        try
        {
            return Row.Read(text);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
