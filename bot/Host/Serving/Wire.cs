using System.Text.Json.Serialization;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Host.Backups;
using ChatOps.Terminal.Chatting;

namespace ChatOps.Host.Serving;

/// <summary>The paths that a command line uses.</summary>
internal static class Paths
{
    public const string Status = "/cli/status";
    public const string Greet = "/cli/greet";
    public const string Hear = "/cli/hear";
    public const string Notices = "/cli/notices";
}

/// <param name="Event">The same for a repeat of the same line.</param>
internal sealed record HearRequest(Speaker Speaker, string Event, string? Sentence, string? Invocation, IReadOnlyList<string> Ask)
{
    public static HearRequest Of(Speaker speaker, string id, Input input) => input switch
    {
        Input.Sentence sentence => new(speaker, id, sentence.Text, null, []),
        Input.Press press => new(speaker, id, null, press.Invocation.ToString(), press.Ask),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public Input Input => Invocation is not null && Commands.Invocation.Parse(Invocation) is { } invocation
        ? new Input.Press(invocation, Ask)
        : new Input.Sentence(Sentence ?? "");
}

internal sealed record NoticesRequest(Speaker Speaker, IReadOnlyList<string> Printed, double Seconds);

/// <summary>Which server this is: a file that a killed one left must not lead to another's.</summary>
internal sealed record Status(int Pid, string Engine, string Folder);

/// <summary>One line of an answer: how far it is, or what came of it, or why nothing did.</summary>
internal sealed record Told(Say? Line = null, Printed? Printed = null, Say? Why = null);

/// <param name="Text">The whole file.</param>
/// <param name="Map">Header to field, as said with this import; remembered.</param>
/// <param name="User">Who runs the command.</param>
internal sealed record ImportRequest(string Text, IReadOnlyDictionary<string, string> Map, string User)
{
    public bool DryRun { get; init; }

    public bool DeactivateMissing { get; init; }

    /// <summary>Of the report.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Also when it is more than 5 %.</summary>
    public bool Yes { get; init; }
}

/// <param name="Keep">The people and tickets of the demonstration stay.</param>
internal sealed record ClaimRequest(string Code, string Email, string Name, bool Keep, string User);

/// <param name="User">Who runs the command.</param>
/// <param name="Language">Of what is printed.</param>
internal sealed record CodeRequest(string User, string Language = "en");

internal sealed record VerifyRequest(string User);

/// <summary>What a command prints, and whether all went well.</summary>
internal sealed record Printed(IReadOnlyList<Say> Lines, bool IsFine);

[JsonSerializable(typeof(ImportRequest))]
[JsonSerializable(typeof(BackupRequest))]
[JsonSerializable(typeof(ExportRequest))]
[JsonSerializable(typeof(ClaimRequest))]
[JsonSerializable(typeof(CodeRequest))]
[JsonSerializable(typeof(VerifyRequest))]
[JsonSerializable(typeof(Printed))]
[JsonSerializable(typeof(HearRequest))]
[JsonSerializable(typeof(NoticesRequest))]
[JsonSerializable(typeof(Speaker))]
[JsonSerializable(typeof(Guest))]
[JsonSerializable(typeof(IReadOnlyList<Notice>))]
[JsonSerializable(typeof(Status))]
[JsonSerializable(typeof(Told))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class WireJson : JsonSerializerContext;
