using System.Globalization;
using ChatOps.Cards;
using ChatOps.Charts;
using ChatOps.Discord.Wire;
using Attachment = ChatOps.Cards.Attachment;

namespace ChatOps.Discord.Drawing;

/// <summary>Gives the files of a message names, and draws them.</summary>
/// <param name="sizeOf">The size of a stored content in bytes; null: it is not here.</param>
/// <param name="open">The content of a hash.</param>
internal sealed class Uploads(Texts texts, Func<string, long?> sizeOf, Func<string, Stream> open)
{
    private static readonly string[] Shown = ["image/png", "image/jpeg", "image/gif", "image/webp"];
    private const string Png = "image/png";
    private const int LongestName = 80;

    // Characters of a hash: the name of a picture is hardly seen, and another picture has another one.
    private const int LongestMark = 12;

    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<Piece> Picture(Block.Picture picture) => sizeOf(picture.Source) is > 0 and <= Limits.FileSize and var size
        ? [Gallery(new(Unique(Marked("picture.png", picture.Source)), Png, texts.Plain(picture.Alternative), size, () => open(picture.Source)))]
        : texts.Paragraph(picture.Alternative, subtle: true);

    /// <summary>A picture that is drawn when it is sent.</summary>
    public Piece Chart(Func<ChartPicture, byte[]> draw, ChartPicture charts, string alternative) =>
        Gallery(new(Unique("chart.png"), Png, alternative, 0, () => new MemoryStream(draw(charts))));

    public IEnumerable<Piece> Attached(Attachment file)
    {
        var caption = $"{DiscordSpeech.Escape(Texts.OneLine(file.Name))}, {texts.Marked(Size(file.Size))}";

        if (sizeOf(file.Hash) is not { } size)
            return Texts.Pieces(caption);

        if (size > Limits.FileSize)
            return Texts.Pieces($"{caption}. {texts.Marked($"It is too large for Discord and can be opened on the page.")}");

        var isPicture = Shown.Contains(file.Type, StringComparer.Ordinal);
        var name = SafeName(file.Name);
        var drawn = new DrawnFile(Unique(isPicture ? Marked(name, file.Hash) : name), file.Type, file.Name, size, () => open(file.Hash));
        var piece = isPicture ? Gallery(drawn) : new Piece(new Component(ComponentType.File) { File = drawn.Media }) { Files = [drawn] };
        return [piece, .. Texts.Pieces(caption, "-# ")];
    }

    private static Piece Gallery(DrawnFile file) => new(Shapes.Gallery(file.Media, file.Alternative)) { Files = [file] };

    private static Say Size(long bytes) => bytes switch
    {
        < 1000 => $"{bytes:# byte|# bytes}",
        < 1_000_000 => Say.Text($"{bytes / 1000} kB"),
        _ => Say.Text(string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB")),
    };

    private static string Marked(string name, string hash) =>
        $"{Path.GetFileNameWithoutExtension(name)}-{hash[..Math.Min(hash.Length, LongestMark)]}{Path.GetExtension(name)}";

    private string Unique(string name)
    {
        var (stem, end) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name));
        var one = name;

        for (var n = 2; !names.Add(one); n++)
            one = string.Create(CultureInfo.InvariantCulture, $"{stem}-{n}{end}");

        return one;
    }

    // Discord renames what has other letters, and then nothing refers to it any more.
    private static string SafeName(string name)
    {
        var safe = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_')).TrimStart('.', '_', '-');
        safe = safe.Length <= LongestName ? safe : safe[..(LongestName - 10)] + safe[^10..];
        return safe.Length > 0 ? safe : "file";
    }
}
