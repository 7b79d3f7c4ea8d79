using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatOps.Documents;

/// <summary>One line of an export, and what a store keeps of it. Every store reads what every other wrote.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "row")]
[JsonDerivedType(typeof(Heading), "export")]
[JsonDerivedType(typeof(Form), "form")]
[JsonDerivedType(typeof(Document), "document")]
[JsonDerivedType(typeof(Noted), "fact")]
[JsonDerivedType(typeof(Work), "job")]
[JsonDerivedType(typeof(Dead), "dead")]
[JsonDerivedType(typeof(Seen), "event")]
[JsonDerivedType(typeof(Counter), "counter")]
internal abstract record Row
{
    public static Row Read(string json) => JsonSerializer.Deserialize(json, RowJson.Default.Row)!;

    public string Write() => JsonSerializer.Serialize(this, RowJson.Default.Row);

    /// <summary>The first line: which form of export this is.</summary>
    public sealed record Heading(int Format) : Row
    {
        public const int Newest = 1;
    }

    /// <summary>The definition under which the entries of a kind were computed.</summary>
    public sealed record Form(string Kind, string Fingerprint) : Row;

    /// <param name="Entries">Pairs of index and entry.</param>
    public sealed record Document(
        string Kind,
        string Id,
        long Version,
        int Schema,
        [property: JsonConverter(typeof(RawJson))] string Body,
        string[][] Entries,
        string[] Words) : Row
    {
        /// <returns>Null for a deletion.</returns>
        public static Document? Of(Batch.Change change) => change.Indexed is not { } indexed
            ? null
            : new(change.Kind, change.Id, change.Expected + 1, change.Schema, indexed.Json, Pairs(indexed), indexed.Words);

        /// <summary>The same document under today's definition of its kind.</summary>
        public Document Under(Kind kind)
        {
            var indexed = kind.Reindex(Body, Schema);
            return this with { Schema = kind.Schema, Body = indexed.Json, Entries = Pairs(indexed), Words = indexed.Words };
        }

        private static string[][] Pairs(Indexed indexed) => [.. indexed.Entries.Select(pair => new[] { pair.Index, pair.Entry })];
    }

    public sealed record Noted(long Number, Fact Fact) : Row;

    public sealed record Dead(DeadJob Job) : Row;

    public sealed record Seen(string Key, DateTimeOffset At, string? Reply) : Row;

    public sealed record Counter(string Series, long Last) : Row;

    /// <summary>A job that waits or is being done.</summary>
    /// <param name="Position">The place in the order of commits, which is the order of its lane.</param>
    /// <param name="Next">When a runner may take it: when it is due, or when the present lease ends.</param>
    /// <param name="Token">The present lease; null: it waits.</param>
    /// <param name="Again">What comes after the present run, because it was rescheduled during it.</param>
    public sealed record Work(
        long Position,
        Job Job,
        DateTimeOffset Next,
        int Attempts = 0,
        string? Token = null,
        string? Error = null,
        Work? Again = null) : Row
    {
        [JsonIgnore]
        public Lease Lease => new(Job, Attempts, Token!);

        public static Work Of(Job job, long position) => new(position, job, job.Due);

        public Work Leased(string token, DateTimeOffset until) => this with { Token = token, Next = until, Attempts = Attempts + 1 };

        public Work Renewed(DateTimeOffset until) => this with { Next = until };

        public Work Retried(DateTimeOffset due, string error) => this with { Token = null, Next = due, Error = error };

        /// <summary>Keeps its place while it waits; behind the present run, it takes the place of this commit.</summary>
        public Work Rescheduled(Job job, long position) => Token is null
            ? Of(job, job.Lane == Job.Lane ? Position : position)
            : this with { Again = Of(job, position) };

        public Dead Buried(DateTimeOffset at, string error) => new(new DeadJob(Job, Attempts, error, at));
    }

    internal sealed class RawJson : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.GetRawText();
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteRawValue(value);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Row))]
internal sealed partial class RowJson : JsonSerializerContext;
