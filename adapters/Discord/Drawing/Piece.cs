using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Drawing;

/// <summary>A part of a message that stands on one page as a whole.</summary>
internal sealed record Piece(params IReadOnlyList<Component> Components)
{
    public IReadOnlyList<DrawnFile> Files { get; init; } = [];

    /// <summary>Stands above the card, not in it.</summary>
    public bool Above { get; init; }

    public int Count => Components.Sum(Shapes.Count);

    public int Length => Components.Sum(Shapes.Length);

    public long Size => Files.Sum(file => file.Size);

    public static Piece Text(string content) => new(Shapes.Text(content));
}

/// <summary>A file that goes with a page.</summary>
/// <param name="Name">Unique in its message, of letters that Discord leaves as they are.</param>
/// <param name="Alternative">What somebody who cannot see it is told.</param>
/// <param name="Size">In bytes; 0: it is small, and made when it is sent.</param>
internal sealed record DrawnFile(string Name, string Type, string? Alternative, long Size, Func<Stream> Open)
{
    public MediaItem Media => new($"attachment://{Name}");

    /// <summary>It lies there already. What is made when it is sent may have become another.</summary>
    public bool Is(StandingFile there) => Size > 0 && there.Name == Name && (there.Size ?? Size) == Size;

    public async ValueTask<Upload> Read(CancellationToken cancellation)
    {
        await using var content = Open();
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellation);
        return new(Name, bytes.ToArray(), Type, Alternative is { Length: > 0 } words ? Limits.Fit(words, Limits.Alternative) : null);
    }
}
