using System.Text.Json.Nodes;

namespace ChatOps.Privacy;

/// <summary>Whose traces go, what these are, and what stands in their place.</summary>
/// <param name="Person">The id of the person.</param>
/// <param name="Placeholder">The id that stands for it: <c>former-7</c>.</param>
/// <param name="Name">The name that stands for theirs: "former employee 7".</param>
public sealed record Erasure(string Person, string Placeholder, string Name)
{
    /// <summary>What stands where something was written that is erased.</summary>
    public const string Gone = "(erased)";

    // Shorter texts are only taken for theirs where they themselves are named beside it.
    private const int Telling = 20;

    private static readonly HashSet<string> OurWords = new(["platform", "kind", "state", "queue", "series", "type", "command", "row", "relation", "scope", "roles", "code"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Their name, e-mail address and employee number, in no kind of letters in particular.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>What they wrote, each text as a whole.</summary>
    public IReadOnlySet<string> Texts { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The single words of all that, and of their name, in small letters.</summary>
    public IReadOnlySet<string> Words { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The words of their name, which go from lists of words wherever these are.</summary>
    public IReadOnlySet<string> NameWords { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The ids of what was theirs alone: their tickets.</summary>
    public IReadOnlySet<string> Subjects { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The hashes of files that nobody but them has sent.</summary>
    public IReadOnlySet<string> Files { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The names of properties that hold single words of texts.</summary>
    public IReadOnlySet<string> WordLists { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether a subject of the trail, or an id, names the person.</summary>
    public bool IsIn(string id) => id.Split(':', '/').Contains(Person, StringComparer.Ordinal);

    public string Id(string id) => string.Join(':', id.Split(':').Select(part => string.Join('/', part.Split('/').Select(one => one == Person ? Placeholder : one))));

    /// <summary>The words of a text, as search and as word lists have them.</summary>
    public static IEnumerable<string> WordsOf(string text) =>
        [.. Documents.Words.In(text), .. new string([.. text.ToLowerInvariant().Select(letter => char.IsLetterOrDigit(letter) ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The JSON without them; the same instance when they are not in it.</summary>
    /// <param name="isTheirs">It is about something of theirs, also when it does not say so itself.</param>
    public string Json(string json, bool isTheirs = false)
    {
        if (!isTheirs && !Touches(json))
            return json;

        var node = JsonNode.Parse(json);
        var isNear = isTheirs || Names.Any(name => json.Contains(name, StringComparison.OrdinalIgnoreCase)) || Mentions(json);
        var (changed, now) = Walk(node, null, isNear);
        return changed ? now?.ToJsonString() ?? "null" : json;
    }

    /// <summary>A text that is no JSON.</summary>
    public string Text(string text, bool isNear = true) => Replace(text, isNear);

    private bool Touches(string json) =>
        json.Contains(Person, StringComparison.Ordinal)
        || NameWords.Any(word => json.Contains(word, StringComparison.OrdinalIgnoreCase))
        || Names.Any(name => Finds(json, name, StringComparison.OrdinalIgnoreCase))
        || Subjects.Any(subject => json.Contains(subject, StringComparison.Ordinal))
        || Files.Any(hash => json.Contains(hash, StringComparison.Ordinal))
        || Texts.Any(text => text.Length >= Telling && Finds(json, text, StringComparison.Ordinal));

    // As it stands, as JSON has it, and as JSON in JSON has it.
    private static bool Finds(string json, string text, StringComparison comparison)
    {
        if (json.Contains(text, comparison))
            return true;

        var once = System.Text.Json.JsonEncodedText.Encode(text).ToString();
        return once != text && (json.Contains(once, comparison) || json.Contains(System.Text.Json.JsonEncodedText.Encode(once).ToString(), comparison));
    }

    private bool Mentions(string json) => json.Contains(Person, StringComparison.Ordinal) || Subjects.Any(subject => Whole(json, subject));

    internal static bool Whole(string text, string id)
    {
        for (var at = text.IndexOf(id, StringComparison.Ordinal); at >= 0; at = text.IndexOf(id, at + 1, StringComparison.Ordinal))
        {
            if (at + id.Length == text.Length || !char.IsAsciiLetterOrDigit(text[at + id.Length]))
                return true;
        }

        return false;
    }

    private (bool Changed, JsonNode? Now) Walk(JsonNode? node, string? property, bool isNear)
    {
        switch (node)
        {
            case JsonObject fields:
                return Walk(fields, property, isNear);
            case JsonArray items:
                return Walk(items, property, isNear);
            case JsonValue value when value.TryGetValue<string>(out var text):
                var now = property is not null && OurWords.Contains(property) ? text : Replace(text, isNear);
                return ReferenceEquals(now, text) ? (false, node) : (true, JsonValue.Create(now));
            default:
                return (false, node);
        }
    }

    private (bool, JsonNode?) Walk(JsonObject fields, string? property, bool isNear)
    {
        var changed = IsTold(fields);

        if (changed)
            fields["words"] = Gone;

        foreach (var (name, value) in fields.ToArray())
        {
            // What the trail says of a list that grew is of the field that it is a change of.
            var (isNew, now) = Walk(value, name is "added" ? property : name, isNear);

            if (isNew && !ReferenceEquals(now, value))
                fields[name] = now;

            changed |= isNew;
        }

        return (changed, fields);
    }

    private static bool IsTold(JsonObject block) =>
        block["isTold"] is JsonValue told && told.TryGetValue<bool>(out var isTold) && isTold && block["words"] is JsonValue words && words.TryGetValue<string>(out var text) && text != Gone;

    private (bool, JsonNode?) Walk(JsonArray items, string? property, bool isNear)
    {
        var changed = false;

        for (var i = items.Count - 1; i >= 0; i--)
        {
            if (IsTheirs(items[i], property, isNear))
            {
                items.RemoveAt(i);
                changed = true;
                continue;
            }

            var (isNew, now) = Walk(items[i], property, isNear);

            if (isNew && !ReferenceEquals(now, items[i]))
                items[i] = now;

            changed |= isNew;
        }

        return (changed, items);
    }

    // A file of theirs, or in a list of words one of theirs.
    private bool IsTheirs(JsonNode? item, string? property, bool isNear) => item switch
    {
        JsonObject file => file["hash"] is JsonValue hash && hash.TryGetValue<string>(out var text) && Files.Contains(text),
        JsonValue value when property is not null && WordLists.Contains(property) =>
            value.TryGetValue<string>(out var word) && (NameWords.Contains(word.ToLowerInvariant()) || isNear && Words.Contains(word.ToLowerInvariant())),
        _ => false,
    };

    private string Replace(string text, bool isNear)
    {
        if (text == Person)
            return Placeholder;

        if (text.Length > 1 && text[0] is '{' or '[' && Parsed(text) is { } inner)
            return Walk(inner, null, isNear || Mentions(text)) is (true, var now) ? now!.ToJsonString() : text;

        if (Texts.Contains(text) && (isNear || text.Length >= Telling))
            return Gone;

        var left = text;

        foreach (var written in Texts.Where(written => written.Length >= Telling && left.Contains(written, StringComparison.Ordinal)))
            left = left.Replace(written, Gone, StringComparison.Ordinal);

        foreach (var name in Names.Where(name => left.Contains(name, StringComparison.OrdinalIgnoreCase)))
            left = left.Replace(name, Name, StringComparison.OrdinalIgnoreCase);

        if (IsIn(left) && !left.Contains(' '))
            left = Id(left);

        // What a job is to run: a command with its arguments.
        if (left.Contains('?') && Commands.Invocation.Parse(left) is { Arguments.Count: > 0 } invocation)
            left = invocation.Arguments.Aggregate(invocation, (all, pair) => all with { Arguments = all.Arguments.With(pair.Key, [.. pair.Value.Select(value => value.Contains('?') ? value : Replace(value, isNear))]) }).ToString() is var run && run != left ? run : left;

        return left == text ? text : left;
    }

    private static JsonNode? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
