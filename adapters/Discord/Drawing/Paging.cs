using System.Globalization;
using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Drawing;

/// <summary>Puts pieces on pages, each within what Discord takes: what does not fit on one stands on the next.</summary>
/// <param name="colour">Of the card.</param>
/// <param name="rows">Buttons that stand on every page.</param>
internal sealed class Paging(Texts texts, int? colour, IReadOnlyList<Component> rows)
{
    // The container, and the row with Previous, where one is, and Next.
    private const int Frame = 1;
    private const int Navigation = 4;

    private readonly int fixedCount = Frame + rows.Sum(Shapes.Count);

    /// <param name="turn">The id of the button that leads to a page.</param>
    public IReadOnlyList<DrawnPage> Fill(IReadOnlyList<Piece> pieces, Func<int, string> turn)
    {
        var pages = Split(pieces, Limits.Components - fixedCount);

        if (pages.Count > 1)
            pages = Split(pieces, Limits.Components - fixedCount - Navigation);

        return [.. pages.Select((page, at) => Draw(page, pages.Count > 1 ? [Turning(at, pages.Count, turn)] : []))];
    }

    private static List<List<Piece>> Split(IReadOnlyList<Piece> pieces, int room)
    {
        var pages = new List<List<Piece>> { new() };

        foreach (var piece in pieces)
        {
            if (pages[^1] is [_, ..] full && !Fits(full, piece, room))
                pages.Add([]);

            pages[^1].Add(piece);
        }

        return pages;
    }

    private static bool Fits(List<Piece> page, Piece piece, int room) =>
        page.Sum(other => other.Count) + piece.Count <= room
        && page.Sum(other => other.Length) + piece.Length <= Limits.Text
        && page.Sum(other => other.Files.Count) + piece.Files.Count <= Limits.Files
        && page.Sum(other => other.Size) + piece.Size <= Limits.FilesSize;

    private DrawnPage Draw(List<Piece> page, IReadOnlyList<Component> turning)
    {
        var above = page.TakeWhile(piece => piece.Above).SelectMany(piece => piece.Components);
        Component[] inside = [.. page.SkipWhile(piece => piece.Above).SelectMany(piece => piece.Components), .. rows, .. turning];

        return new([.. above, .. inside is [] ? [] : new[] { Shapes.Container(colour, inside) }], [.. page.SelectMany(piece => piece.Files)]);
    }

    private Component Turning(int at, int count, Func<int, string> turn) => Shapes.Row(
        Buttons.Button(texts.Label($"Previous"), turn(at - 1), ButtonStyle.Secondary) with { Disabled = at is 0 },
        Buttons.Button(string.Create(CultureInfo.InvariantCulture, $"{at + 1}/{count}"), turn(at), ButtonStyle.Secondary) with { Disabled = true },
        Buttons.Button(texts.Label($"Next"), turn(at + 1), ButtonStyle.Secondary) with { Disabled = at == count - 1 });
}
