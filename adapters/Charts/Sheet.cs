using System.Globalization;
using System.Reflection;
using SkiaSharp;

namespace ChatOps.Charts;

internal enum Side
{
    Left,
    Middle,
    Right,
}

/// <summary>What a picture is drawn on. Nothing of the graphics library is loaded before the first one.</summary>
internal sealed class Sheet : IDisposable
{
    public const int Width = 400;

    // Sharp on a screen of twice the points, and when it is opened on its own.
    public const float Sharp = 2.5f;

    // On a phone the picture is a sixth smaller than it is drawn, and this is still read.
    private const float FontSize = 13.5f;

    private static readonly Lazy<SKTypeface> Regular = new(() => Load("Inter-Regular.ttf"));
    private static readonly Lazy<SKTypeface> Strong = new(() => Load("Inter-SemiBold.ttf"));

    private readonly SKSurface surface;
    private readonly SKFont regular = new(Regular.Value, FontSize) { Subpixel = true };
    private readonly SKFont strong = new(Strong.Value, FontSize) { Subpixel = true };

    /// <param name="scale">Pixels for a point.</param>
    public Sheet(int height, Palette palette, float scale = Sharp)
    {
        (Height, Palette) = (height, palette);
        surface = SKSurface.Create(new SKImageInfo((int)(Width * scale), (int)(height * scale), SKColorType.Rgba8888));
        surface.Canvas.Scale(scale);
        surface.Canvas.Clear(palette.Ground);
    }

    public int Height { get; }

    public Palette Palette { get; }

    public float Measure(string text, bool bold = false) => (bold ? strong : regular).MeasureText(Shown(text));

    public void Text(double x, double y, string text, Side side = Side.Left, SKColor? colour = null, bool bold = false)
    {
        using var paint = Paint(colour ?? Palette.Text);
        surface.Canvas.DrawText(Shown(text), (float)x, (float)y, side switch { Side.Left => SKTextAlign.Left, Side.Middle => SKTextAlign.Center, _ => SKTextAlign.Right }, bold ? strong : regular, paint);
    }

    /// <summary>As much of a text as fits.</summary>
    public string Fit(string text, double width)
    {
        if (Measure(text) <= width)
            return text;

        var elements = StringInfo.ParseCombiningCharacters(text);

        for (var at = elements.Length - 1; at > 0; at--)
        {
            if ($"{text[..elements[at]].TrimEnd()}…" is var shorter && Measure(shorter) <= width)
                return shorter;
        }

        return "";
    }

    public void Line(double x1, double y1, double x2, double y2, SKColor colour, float width = 1, int dash = 0)
    {
        using var paint = Stroke(colour, width, dash);
        surface.Canvas.DrawLine((float)x1, (float)y1, (float)x2, (float)y2, paint);
    }

    public void Path(IReadOnlyList<(double X, double Y)> points, SKColor colour, int dash)
    {
        if (points is [])
            return;

        using var paint = Stroke(colour, 2.4f, dash);
        using var path = new SKPath();
        path.MoveTo((float)points[0].X, (float)points[0].Y);

        foreach (var (x, y) in points.Skip(1))
            path.LineTo((float)x, (float)y);

        surface.Canvas.DrawPath(path, paint);
    }

    public void Bar(double left, double top, double width, double height, SKColor colour, float round = 2)
    {
        using var paint = Paint(colour);
        surface.Canvas.DrawRoundRect((float)left, (float)top, (float)Math.Max(0, width), (float)Math.Max(0, height), round, round, paint);
    }

    public void Frame(double left, double top, double width, double height, SKColor colour, float round = 2)
    {
        using var paint = Stroke(colour, 1.2f, 0);
        surface.Canvas.DrawRoundRect((float)left, (float)top, (float)width, (float)height, round, round, paint);
    }

    public void Diamond(double x, double y, double size, SKColor colour, bool filled)
    {
        using var paint = filled ? Paint(colour) : Stroke(colour, 1.6f, 0);
        using var path = new SKPath();
        path.AddPoly([new((float)x, (float)(y - size)), new((float)(x + size), (float)y), new((float)x, (float)(y + size)), new((float)(x - size), (float)y)]);
        surface.Canvas.DrawPath(path, paint);
    }

    public void Arc(double x, double y, double radius, double from, double turn, SKColor colour)
    {
        using var paint = Stroke(colour, 30, 0);
        paint.StrokeCap = SKStrokeCap.Butt;
        surface.Canvas.DrawArc(new((float)(x - radius), (float)(y - radius), (float)(x + radius), (float)(y + radius)), (float)from, (float)turn, useCenter: false, paint);
    }

    public byte[] Png()
    {
        using var pixels = surface.PeekPixels();
        return IndexedPng.Of(pixels.GetPixelSpan<uint>(), pixels.Width);
    }

    public void Dispose()
    {
        regular.Dispose();
        strong.Dispose();
        surface.Dispose();
    }

    // Marks of direction and the like have no shape; the font would draw a box for them.
    private static string Shown(string text) =>
        string.Concat(text.Where(letter => char.GetUnicodeCategory(letter) is not (UnicodeCategory.Format or UnicodeCategory.Control)));

    private static SKPaint Paint(SKColor colour) => new() { Color = colour, IsAntialias = true };

    private static SKPaint Stroke(SKColor colour, float width, int dash)
    {
        var paint = new SKPaint { Color = colour, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = width, StrokeJoin = SKStrokeJoin.Round };

        if (dash > 0)
            paint.PathEffect = SKPathEffect.CreateDash((dash % 3) switch { 1 => [7, 4], 2 => [2, 4], _ => [10, 3, 2, 3] }, 0);

        return paint;
    }

    private static SKTypeface Load(string name) => SKTypeface.FromStream(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
}
