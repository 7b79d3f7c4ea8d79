using System.Text.Json;

namespace ChatOps.Discord.Wire;

/// <summary>Why a request was refused.</summary>
/// <param name="Errors">What was wrong where, as nested as the request.</param>
internal sealed record ApiError(int Code, string? Message, JsonElement? Errors) : WireRecord
{
    /// <summary>What was wrong, with the path in the request.</summary>
    public IEnumerable<ApiProblem> Problems() => Errors is { } errors ? In(errors, "") : [];

    private static IEnumerable<ApiProblem> In(JsonElement element, string path)
    {
        if (element.ValueKind is not JsonValueKind.Object)
            yield break;

        foreach (var property in element.EnumerateObject())
        {
            if (property.Name is "_errors" && property.Value.ValueKind is JsonValueKind.Array)
            {
                foreach (var problem in property.Value.EnumerateArray())
                    yield return new(path, Text(problem, "code"), Text(problem, "message"));
            }
            else
            {
                foreach (var problem in In(property.Value, path is "" ? property.Name : $"{path}.{property.Name}"))
                    yield return problem;
            }
        }
    }

    private static string Text(JsonElement problem, string name) =>
        problem.ValueKind is JsonValueKind.Object && problem.TryGetProperty(name, out var value) ? value.ToString() : "";
}

/// <param name="Path">Such as <c>components.0.content</c>.</param>
internal sealed record ApiProblem(string Path, string Code, string Message)
{
    public override string ToString() => $"{Path}: {Message} ({Code})";
}

/// <param name="RetryAfter">Seconds.</param>
/// <param name="Global">Nothing at all is taken until then.</param>
internal sealed record RateLimited(double? RetryAfter, bool? Global) : WireRecord;
