using System.Text.Json.Serialization;

namespace ChatOps.Documents;

/// <summary>
/// Says of a stretch of all facts which they were, and of the digest before it. Whoever cuts off the end of a chain, or takes
/// a whole one away, has to forge it, and it is itself a fact in a chain. It reaches as far as there was anything when the
/// one before it was made, so that nothing that is just being written is left out.
/// </summary>
/// <param name="From">The number of the last fact that it does not cover.</param>
/// <param name="Until">The number of the last fact that it covers.</param>
/// <param name="Reached">The highest number there was; the next digest ends here.</param>
/// <param name="Root">To be written down elsewhere by who does not trust this database.</param>
public sealed record AuditDigest(long Number, DateTimeOffset At, long From, long Until, long Reached, long Count, string Root, string Key)
{
    public static readonly Kind<AuditDigest> Kind = new Kind<AuditDigest>("audit-digest", AuditJson.Default.AuditDigest, digest => IdOf(digest.Number))
        .AuditedAs(_ => "audit-digest");

    public static readonly Index<AuditDigest> InOrder = Kind.Index("number", digest => Documents.Key.Of(digest.Number));

    private const int PageSize = 1000;

    public static string IdOf(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The next digest of a store.</summary>
    /// <param name="last">The one before; null: there is none yet.</param>
    public static async Task<AuditDigest> Next(IStore store, AuditDigest? last, DateTimeOffset now, CancellationToken cancellation)
    {
        var (from, until) = (last?.Until ?? 0, last?.Reached ?? 0);
        var sum = new Sum();
        var reached = until;

        for (FactQuery? query = new FactQuery.Behind(from) { Take = PageSize }; query is not null;)
        {
            var page = await store.Facts(query, cancellation);

            foreach (var fact in page.Items)
            {
                if (fact.Number <= until)
                    sum.Add(store.Chain.Mark(fact));

                reached = Math.Max(reached, fact.Number);
            }

            query = page.Next is null ? null : query with { After = page.Next };
        }

        return new((last?.Number ?? 0) + 1, now, from, until, reached, sum.Count, sum.Root(store.Chain, last, from, until), store.Chain.KeyName);
    }

    /// <summary>Facts joined in any order.</summary>
    internal sealed class Sum
    {
        private readonly byte[] marks = new byte[32];

        public long Count { get; private set; }

        public void Add(byte[] mark)
        {
            Count++;

            for (var i = 0; i < marks.Length; i++)
                marks[i] ^= mark[i];
        }

        public string Root(FactChain chain, AuditDigest? before, long from, long until) => chain.RootOf(before?.Root ?? "", from, until, Count, marks);
    }
}

[JsonSerializable(typeof(AuditDigest))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class AuditJson : JsonSerializerContext;
