using NJsonSchema;

namespace ChatOps.Tests.Adapters.AdaptiveCards;

/// <summary>The published schema of Adaptive Cards 1.5, where this repository lies beside it; elsewhere our own checks stand alone.</summary>
internal static class CardSchema
{
    private static readonly Lazy<JsonSchema?> Schema = new(Load);

    public static void AssertValid(string card)
    {
        if (Schema.Value is not { } schema)
            return;

        // The schema as published forgets the style that the specification of 1.5 has.
        var errors = schema.Validate(card.Replace("\"style\":\"filtered\"", "\"style\":\"compact\"", StringComparison.Ordinal));
        Assert.True(errors.Count is 0, string.Join('\n', errors));
    }

    private static JsonSchema? Load()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "spec", "adaptive-card-1.5.0.json");

            if (File.Exists(file))
                return JsonSchema.FromJsonAsync(File.ReadAllText(file)).GetAwaiter().GetResult();
        }

        return null;
    }
}
