using System.Text.Json.Nodes;
using ChatOps.Platforms.Discord.Rest;

namespace ChatOps.Platforms.Discord.Checks;

/// <summary>Something wrong with a request.</summary>
/// <param name="Path">Such as <c>components.0.content</c>.</param>
internal sealed record Problem(string Path, string Code, string Message)
{
    public static Problem TooLong(string path, int most) => new(path, "BASE_TYPE_MAX_LENGTH", $"Must be {most} or fewer in length.");

    /// <summary>Nested as the request is.</summary>
    public static Answer Answer(IReadOnlyList<Problem> problems)
    {
        var errors = new JsonObject();

        foreach (var problem in problems)
        {
            var at = errors;

            foreach (var part in problem.Path.Split('.', StringSplitOptions.RemoveEmptyEntries))
                at = (JsonObject)(at[part] ??= new JsonObject());

            ((JsonArray)(at["_errors"] ??= new JsonArray())).Add(new JsonObject { ["code"] = problem.Code, ["message"] = problem.Message });
        }

        return new(400, new JsonObject { ["code"] = 50035, ["message"] = "Invalid Form Body", ["errors"] = errors });
    }

    public override string ToString() => $"{Path}: {Message}";
}
