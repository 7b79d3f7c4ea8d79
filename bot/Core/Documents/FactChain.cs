using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ChatOps.Documents;

/// <summary>The last link of a subject.</summary>
public readonly record struct Head(long Number, string Hash)
{
    public static readonly Head None = new(0, "");
}

/// <summary>
/// Ties the facts of each subject into a chain with a secret that is not in the database, so that nobody who can only write
/// to the database can change, remove, insert or move one unseen. What is chained is a keyed digest of what a fact says, not
/// its words: these can be erased, by who has the key, and the chain still holds.
/// </summary>
public sealed class FactChain
{
    /// <summary>Bytes of a key.</summary>
    public const int KeySize = 32;

    /// <summary>Without a secret: shows accidents, and forgery only to who does not know how it is done.</summary>
    public static readonly FactChain Open = new(new byte[KeySize]);

    private const int HashSize = 16;
    private readonly byte[] key;

    public FactChain(ReadOnlySpan<byte> key)
    {
        if (key.Length is not KeySize)
            throw new ArgumentException($"A key has {KeySize} bytes.", nameof(key));

        this.key = key.ToArray();
        KeyName = Mac("name")[..8];
    }

    /// <summary>Tells keys apart, and tells nothing of them.</summary>
    public string KeyName { get; }

    /// <summary>The same facts with their links; the heads move on.</summary>
    internal IReadOnlyList<Fact> Append(IEnumerable<Fact> facts, Func<string, Head> headOf, Action<string, Head> move)
    {
        var linked = new List<Fact>();

        foreach (var fact in facts)
        {
            var before = headOf(fact.Subject);
            var number = before.Number + 1;
            var hash = HashOf(before.Hash, number, DigestOf(fact));
            linked.Add(fact with { Link = new(number, hash, KeyName) });
            move(fact.Subject, new(number, hash));
        }

        return linked;
    }

    /// <summary>Whether this fact, as it stands, is the one that was put behind that hash.</summary>
    internal bool Fits(Fact fact, string before) => fact.Link is { } link && link.Key == KeyName && DigestIn(fact, link) is { } digest && HashOf(before, link.Number, digest) == link.Hash;

    /// <summary>The fact with other words in the same place of the chain.</summary>
    internal Fact Erase(Fact was, Fact now)
    {
        if (was.Link is not { } link || link.Key != KeyName)
            return now;

        var digest = link.Digest ?? DigestOf(was);
        return now with { Link = link with { Digest = digest, Erased = Mac("erased", digest, DigestOf(now)) } };
    }

    /// <summary>One for each fact in its place; in what order many are joined makes no difference.</summary>
    internal byte[] Mark(NumberedFact numbered) => Bytes(null, "mark", Text(numbered.Number), numbered.Fact.Link?.Hash ?? "");

    internal string RootOf(string before, long from, long until, long count, ReadOnlySpan<byte> marks) =>
        Mac("root", before, Text(from), Text(until), Text(count), Convert.ToHexStringLower(marks));

    /// <summary>What says of a text which it was, to who has the key and guesses it.</summary>
    public string DigestOf(string text) => Mac("text", text);

    private string? DigestIn(Fact fact, Link link)
    {
        var present = DigestOf(fact);

        return link.Digest is not { } digest ? present
            : link.Erased == Mac("erased", digest, present) ? digest
            : null;
    }

    private string DigestOf(Fact fact) => Named(fact.Changes is { } changes
        ? Bytes(changes, "fact", fact.Subject, At(fact), fact.Actor, fact.Through, fact.What, "+")
        : Bytes(null, "fact", fact.Subject, At(fact), fact.Actor, fact.Through, fact.What, ""));

    private static string At(Fact fact) => fact.At.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private string HashOf(string before, long number, string digest) => Mac("link", before, Text(number), digest);

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string Mac(params ReadOnlySpan<string> parts) => Named(Bytes(null, parts));

    private static string Named(byte[] mac) => Convert.ToBase64String(mac.AsSpan(0, HashSize)).TrimEnd('=');

    // Every part behind its length, so that no two lists of parts are the same bytes.
    /// <param name="more">What the last part goes on with: too long to be copied for that.</param>
    private byte[] Bytes(string? more, params ReadOnlySpan<string> parts)
    {
        var size = Encoding.UTF8.GetMaxByteCount(more?.Length ?? 0);

        foreach (var part in parts)
            size += sizeof(int) + Encoding.UTF8.GetMaxByteCount(part.Length);

        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var (start, length) = (0, 0);

        foreach (var part in parts)
        {
            start = length;
            length = start + sizeof(int) + Encoding.UTF8.GetBytes(part, buffer.AsSpan(start + sizeof(int)));
            BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(start), length - start - sizeof(int));
        }

        if (more is not null)
        {
            length += Encoding.UTF8.GetBytes(more, buffer.AsSpan(length));
            BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(start), length - start - sizeof(int));
        }

        var mac = HMACSHA256.HashData(key, buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
        return mac;
    }
}
