using System.Text.Json.Serialization;

namespace ChatOps.Discord.Wire;

/// <summary>A part of a message or a modal; which fields count depends on the type.</summary>
internal sealed record Component(ComponentType Type) : WireRecord
{
    public int? Id { get; init; }

    public string? CustomId { get; init; }

    /// <summary>Of a button, a <see cref="ButtonStyle"/>; of a text input, 1 for a line and 2 for a paragraph.</summary>
    public int? Style { get; init; }

    public string? Label { get; init; }

    public string? Description { get; init; }

    public Emoji? Emoji { get; init; }

    public string? Url { get; init; }

    public bool? Disabled { get; init; }

    public IReadOnlyList<SelectOption>? Options { get; init; }

    public IReadOnlyList<SelectDefaultValue>? DefaultValues { get; init; }

    public IReadOnlyList<ChannelType>? ChannelTypes { get; init; }

    public string? Placeholder { get; init; }

    public int? MinValues { get; init; }

    public int? MaxValues { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public bool? Required { get; init; }

    /// <summary>What a text input holds to begin with.</summary>
    public string? Value { get; init; }

    /// <summary>Of a checkbox.</summary>
    public bool? Default { get; init; }

    /// <summary>Of a text display.</summary>
    public string? Content { get; init; }

    public IReadOnlyList<Component>? Components { get; init; }

    /// <summary>Of a label.</summary>
    [JsonPropertyName("component")]
    public Component? Input { get; init; }

    /// <summary>Of a section.</summary>
    public Component? Accessory { get; init; }

    /// <summary>Of a thumbnail.</summary>
    public MediaItem? Media { get; init; }

    /// <summary>Of a gallery.</summary>
    public IReadOnlyList<GalleryItem>? Items { get; init; }

    /// <summary>Of a file.</summary>
    public MediaItem? File { get; init; }

    /// <summary>Of a file that stands there; Discord says it.</summary>
    public string? Name { get; init; }

    /// <summary>Of a file that stands there, in bytes.</summary>
    public long? Size { get; init; }

    public bool? Spoiler { get; init; }

    /// <summary>Of a separator: whether there is a line.</summary>
    public bool? Divider { get; init; }

    /// <summary>Of a separator: 1 small, 2 large.</summary>
    public int? Spacing { get; init; }

    /// <summary>Of a container, as RGB.</summary>
    public int? AccentColor { get; init; }
}

internal enum ComponentType
{
    ActionRow = 1,
    Button = 2,
    StringSelect = 3,
    TextInput = 4,
    UserSelect = 5,
    RoleSelect = 6,
    MentionableSelect = 7,
    ChannelSelect = 8,
    Section = 9,
    TextDisplay = 10,
    Thumbnail = 11,
    MediaGallery = 12,
    File = 13,
    Separator = 14,
    Container = 17,
    Label = 18,
    FileUpload = 19,
    RadioGroup = 21,
    CheckboxGroup = 22,
    Checkbox = 23,
}

internal enum ButtonStyle
{
    Primary = 1,
    Secondary = 2,
    Success = 3,
    Danger = 4,
    Link = 5,
}

internal sealed record SelectOption(string Label, string Value) : WireRecord
{
    public string? Description { get; init; }

    public Emoji? Emoji { get; init; }

    public bool? Default { get; init; }
}

/// <param name="Type"><c>user</c>, <c>role</c> or <c>channel</c>.</param>
internal sealed record SelectDefaultValue(string Id, string Type) : WireRecord;

/// <param name="Url">http, https, or <c>attachment://name</c>.</param>
internal sealed record MediaItem(string Url) : WireRecord
{
    /// <summary>Of what was uploaded with the message; Discord says it.</summary>
    public string? AttachmentId { get; init; }
}

internal sealed record GalleryItem(MediaItem Media) : WireRecord
{
    public string? Description { get; init; }

    public bool? Spoiler { get; init; }
}
