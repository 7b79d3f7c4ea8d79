using System.Buffers.Binary;
using System.IO.Compression;

namespace ChatOps.Charts;

/// <summary>
/// A picture of few colours as PNG, a tenth the size of what the graphics library makes of it: two pixels a byte, each one of
/// sixteen colours. Those are what the picture has most of, and what differs from that most.
/// </summary>
internal static class IndexedPng
{
    private const int Most = 16;
    private const int Candidates = 256;
    private const uint Polynomial = 0xEDB88320;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <param name="pixels">Row by row: red in the lowest byte, then green and blue.</param>
    public static byte[] Of(ReadOnlySpan<uint> pixels, int width)
    {
        var counts = new Dictionary<uint, int>();

        foreach (var pixel in pixels)
            counts[pixel] = counts.GetValueOrDefault(pixel) + 1;

        var colours = Chosen(counts);
        var nearest = counts.Keys.ToDictionary(colour => colour, colour => (byte)Enumerable.Range(0, colours.Count).MinBy(at => Distance(colour, colours[at])));
        using var png = new MemoryStream();
        png.Write(Signature);
        Chunk(png, "IHDR"u8, [.. Number(width), .. Number(pixels.Length / width), 4, 3, 0, 0, 0]);
        Chunk(png, "PLTE"u8, [.. colours.SelectMany(colour => (byte[])[(byte)colour, (byte)(colour >> 8), (byte)(colour >> 16)])]);
        Chunk(png, "IDAT"u8, Packed(pixels, width, nearest));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static List<uint> Chosen(Dictionary<uint, int> counts)
    {
        var candidates = counts.OrderByDescending(pair => pair.Value).Take(Candidates).ToArray();
        List<uint> chosen = [candidates[0].Key];

        while (chosen.Count < Math.Min(Most, candidates.Length))
            chosen.Add(candidates.MaxBy(pair => chosen.Min(colour => Distance(pair.Key, colour)) * Math.Sqrt(pair.Value)).Key);

        return chosen;
    }

    private static double Distance(uint one, uint other)
    {
        var (red, green, blue) = ((int)(byte)one - (byte)other, (int)(byte)(one >> 8) - (byte)(other >> 8), (int)(byte)(one >> 16) - (byte)(other >> 16));
        return red * red + green * green + blue * blue;
    }

    private static byte[] Packed(ReadOnlySpan<uint> pixels, int width, Dictionary<uint, byte> nearest)
    {
        using var packed = new MemoryStream();

        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            // Each line begins with how it is filtered: not at all.
            var line = new byte[1 + (width + 1) / 2];

            for (var start = 0; start < pixels.Length; start += width)
            {
                line.AsSpan().Clear();

                for (var at = 0; at < width; at++)
                    line[1 + at / 2] |= (byte)(nearest[pixels[start + at]] << (at % 2 is 0 ? 4 : 0));

                zlib.Write(line);
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        byte[] checkedBytes = [.. name, .. data];
        png.Write(Number(data.Length));
        png.Write(checkedBytes);
        png.Write(Number((int)Checksum(checkedBytes)));
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;

        foreach (var one in bytes)
        {
            checksum ^= one;

            for (var bit = 0; bit < 8; bit++)
                checksum = (checksum & 1) is 0 ? checksum >> 1 : checksum >> 1 ^ Polynomial;
        }

        return ~checksum;
    }

    private static byte[] Number(int number)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
