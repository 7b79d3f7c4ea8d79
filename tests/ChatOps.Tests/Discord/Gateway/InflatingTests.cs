using System.IO.Compression;
using System.Text;
using ChatOps.Discord.Gateway;
using CsCheck;

namespace ChatOps.Tests.Discord.Gateway;

public sealed class InflatingTests
{
    [Fact]
    public void Every_message_comes_out_as_it_went_in() => Gen.String.Array[0, 20].Sample(messages =>
    {
        using var packed = new MemoryStream();
        using var zlib = new ZLibStream(packed, CompressionLevel.Fastest);
        using var inflating = new Inflating();

        foreach (var message in messages)
        {
            packed.SetLength(0);
            zlib.Write(Encoding.UTF8.GetBytes($"[{message}]"));
            zlib.Flush();
            Assert.Equal(Encoding.UTF8.GetBytes($"[{message}]"), inflating.Unpack(packed.ToArray()).ToArray());
        }
    }, iter: 200);

    [Fact]
    public void What_is_damaged_is_refused()
    {
        using var inflating = new Inflating();
        Assert.Throws<InvalidDataException>(() => inflating.Unpack("this is no zlib"u8.ToArray()));
    }

    [Fact]
    public void What_swells_without_end_is_refused()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            zlib.Write(new byte[100 << 20]);

        using var inflating = new Inflating();
        Assert.Throws<InvalidDataException>(() => inflating.Unpack(packed.ToArray()));
    }
}
