using ChatOps.Cards;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ChatOps.Documents;

/// <summary>
/// An encrypted file: a head of 32 bytes (mark, whose key, salt), then chunks of 64 KiB, each AES-256-GCM with its tag
/// behind it. The nonce is the number of the chunk and whether it is the last, so that none can be left out, moved or cut off;
/// the key is of this file alone, so that no nonce ever repeats under it.
/// </summary>
internal sealed class SealedForm : IDisposable
{
    public const int HeadSize = 32;
    public const int ChunkSize = 1 << 16;
    public const int TagSize = 16;
    private const int SaltOffset = 16;
    private const int NonceSize = 12;
    private const string Purpose = "chatops sealed file";
    private static readonly byte[] Mark = "CHOPSEAL"u8.ToArray();

    private readonly AesGcm cipher;

    private SealedForm(byte[] head, StoreKey key)
    {
        Head = head;
        cipher = new(key.For(Purpose, head.AsSpan(SaltOffset)), TagSize);
    }

    public byte[] Head { get; }

    public static SealedForm New(StoreKey key)
    {
        var head = new byte[HeadSize];
        Mark.CopyTo(head, 0);
        head[Mark.Length] = key.IsPassphrase ? (byte)2 : (byte)1;
        RandomNumberGenerator.Fill(head.AsSpan(SaltOffset));
        return new(head, key);
    }

    public static bool Is(ReadOnlySpan<byte> head) => head.Length >= Mark.Length && head[..Mark.Length].SequenceEqual(Mark);

    public static bool NeedsPassphrase(ReadOnlySpan<byte> head) => head[Mark.Length] is 2;

    public static SealedForm Of(byte[] head, StoreKey key) => new(head, key);

    public void Close(long chunk, bool isLast, ReadOnlySpan<byte> plain, Span<byte> block) =>
        cipher.Encrypt(Nonce(chunk, isLast), plain, block[..plain.Length], block.Slice(plain.Length, TagSize), Head);

    /// <exception cref="StoreException">Another key closed it, or it is damaged.</exception>
    public void Open(long chunk, bool isLast, ReadOnlySpan<byte> block, Span<byte> plain)
    {
        try
        {
            cipher.Decrypt(Nonce(chunk, isLast), block[..^TagSize], block[^TagSize..], plain, Head);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new StoreException(
                chunk is 0 ? $"The file was encrypted with another key, or it is damaged. Give the key with which it was made, or take another copy."
                : (Say)$"The encrypted file is damaged or cut off. Take another copy.",
                e);
        }
    }

    public void Dispose() => cipher.Dispose();

    private static byte[] Nonce(long chunk, bool isLast)
    {
        var nonce = new byte[NonceSize];
        BinaryPrimitives.WriteInt64BigEndian(nonce, chunk);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }
}
