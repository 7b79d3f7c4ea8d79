using ChatOps.Prose;

namespace ChatOps.Model;

/// <summary>Which model is asked, and where: any server that speaks the chat completions of OpenAI.</summary>
/// <param name="Endpoint">Without <c>/chat/completions</c>.</param>
/// <param name="Key">Null: the server asks for none.</param>
public sealed record ModelSettings(Uri Endpoint, string? Key, string Name, Allowance Allowance)
{
    /// <summary>Without the key.</summary>
    public override string ToString() => $"{Name} at {Endpoint}";
}
