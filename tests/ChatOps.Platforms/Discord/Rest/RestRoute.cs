using ChatOps.Platforms.Discord.Checks;

namespace ChatOps.Platforms.Discord.Rest;

/// <summary>Something that can be asked.</summary>
/// <param name="Template">Such as <c>channels/{channel}/messages</c>.</param>
/// <param name="Check">What is wrong with the body, beside what the description of the API says.</param>
internal sealed record RestRoute(string Method, string Template, Func<Asked, Answer> Do, Func<Asked, IEnumerable<Problem>>? Check = null)
{
    private readonly string[] parts = Template.Split('/');

    public string Kind => $"{Method} {Template}";

    /// <summary>Interactions and webhooks have a token of their own.</summary>
    public bool NeedsToken => parts[0] is not ("interactions" or "webhooks");

    public bool Fits(string[] segments) => segments.Length == parts.Length && segments.Zip(parts).All(pair => pair.Second.StartsWith('{') || pair.First == pair.Second);

    public IReadOnlyDictionary<string, string> Ids(string[] segments) =>
        parts.Zip(segments).Where(pair => pair.First.StartsWith('{')).ToDictionary(pair => pair.First.Trim('{', '}'), pair => Uri.UnescapeDataString(pair.Second), StringComparer.Ordinal);

    public string Major(Asked asked) => parts[0] switch
    {
        "channels" or "guilds" => asked.Ids.Values.First(),
        "webhooks" or "interactions" => string.Join('/', asked.Ids.Values.Take(2)),
        _ => "",
    };
}
