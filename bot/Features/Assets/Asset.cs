using System.Text.Json.Serialization;
using ChatOps.Commands;
using ChatOps.Documents;

namespace ChatOps.Assets;

/// <summary>Something that the company owns and looks after: a laptop, a server, a virtual machine.</summary>
/// <param name="Name">What people call it.</param>
internal sealed record Asset(SubjectId Id, string Name)
{
    public static readonly Kind<Asset> Kind = new Kind<Asset>("asset", AssetsJson.Default.Asset, asset => asset.Id.ToString())
        .SeenBy((access, asset) => asset.Holder == access.Person.Id || access.IsStaffOf(null));

    public static readonly Index<Asset> All = Kind.Index("all", asset => asset.Order());

    public static readonly Index<Asset> ByHolder = Kind.Index("holder", asset => asset.Holder is { } holder ? asset.Order(holder) : null);

    public static readonly Index<Asset> ByName = Kind.Index("name", asset => asset.Order(asset.Name.ToLowerInvariant()));

    public static readonly Index<Asset> ByDue = Kind.Index("due", asset => asset.Due is { } due ? Key.Of(due) : null);

    /// <summary>Those that keep a link to an asset.</summary>
    public static readonly Index<Asset> ByTarget = Kind.Index("target", asset => asset.Links.Select(link => Key.Of(link.To.ToString())).Distinct());

    /// <summary>One entry a word, in the order of a list: the first page costs the same however many there are.</summary>
    public static readonly Index<Asset> ByWord = Kind.Index("word", asset => asset.Words().Select(word => asset.Order(word)));

    /// <summary>The company's own number on its label; unique.</summary>
    public string? Tag { get; init; }

    /// <summary>The maker's number; unique.</summary>
    public string? Serial { get; init; }

    public string? Manufacturer { get; init; }

    public string? Model { get; init; }

    /// <summary>In the company's words: Laptop, Server.</summary>
    public string? Type { get; init; }

    public Status Status { get; init; } = Status.InStock;

    /// <summary>The id of the person who has it.</summary>
    public string? Holder { get; init; }

    /// <summary>The id of the person who handed it over.</summary>
    public string? GivenBy { get; init; }

    public DateTimeOffset? Since { get; init; }

    /// <summary>The day on which it is to come back.</summary>
    public DateOnly? Due { get; init; }

    public string? Place { get; init; }

    /// <summary>Shown to staff only.</summary>
    public Money? Cost { get; init; }

    public DateOnly? Purchased { get; init; }

    public DateOnly? WarrantyUntil { get; init; }

    /// <summary>The day on which somebody last saw it with their own eyes.</summary>
    public DateOnly? Audited { get; init; }

    public string? Notes { get; init; }

    public IReadOnlyList<AssetLink> Links { get; init => field = value ?? []; } = [];

    /// <summary>Maker and model as people say them.</summary>
    [JsonIgnore]
    public string? Make => string.Join(' ', ((string?[])[Manufacturer, Model]).OfType<string>()) is { Length: > 0 } make ? make : null;

    /// <summary>The words by which it is found.</summary>
    public IEnumerable<string> Words() => Documents.Words.In(string.Join(' ', Id, Name, Tag, Serial, Manufacturer, Model, Type, Place, Notes));

    public bool IsOverdue(DateOnly today) => Due < today;

    // What somebody has comes first, then the oldest number.
    private Key Order(params ReadOnlySpan<object?> before) => Key.Of([.. before, Status is not Status.InUse, Id.Number]);
}

internal enum Status
{
    Ordered,
    InStock,
    InUse,
    InRepair,
    Retired,
    Missing,
}

/// <summary>What an asset needs another one for.</summary>
internal enum Relation
{
    DependsOn,
    RunsOn,
    ConnectedTo,

    /// <summary>The whole needs its part.</summary>
    PartOf,
}

/// <summary>The asset that keeps it is in this relation to the other one.</summary>
internal sealed record AssetLink(Relation Relation, SubjectId To);

/// <summary>Whose tag or serial number something is: the document's id is the name, so no two assets get one.</summary>
/// <param name="Id"><c>tag:lt-7</c>, <c>serial:5cg1234</c></param>
internal sealed record AssetName(string Id, SubjectId Asset)
{
    public static readonly Kind<AssetName> Kind = new("asset name", AssetsJson.Default.AssetName, name => name.Id);

    public static string OfTag(string tag) => $"tag:{tag.ToLowerInvariant()}";

    public static string OfSerial(string serial) => $"serial:{serial.ToLowerInvariant()}";
}

[JsonSerializable(typeof(Asset))]
[JsonSerializable(typeof(AssetName))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
internal sealed partial class AssetsJson : JsonSerializerContext;
