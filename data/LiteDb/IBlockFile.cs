namespace ChatOps.Data;

/// <summary>Where bytes go: a file, or in tests a disk that loses power.</summary>
internal interface IBlockFile : IDisposable
{
    long Length { get; }

    /// <summary>How many bytes more it could hold.</summary>
    long Room { get; }

    int Read(Span<byte> buffer, long offset);

    void Write(ReadOnlySpan<byte> buffer, long offset);

    void SetLength(long length);

    /// <summary>Returns when everything written so far survives power loss.</summary>
    void Sync();
}
