using System.Net;
using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Rest;

/// <summary>Discord did not do what was asked.</summary>
/// <param name="request">Without ids, so that no secret of an interaction is in it.</param>
/// <param name="status">Null: it was not even asked.</param>
internal sealed class DiscordException(string request, HttpStatusCode? status, ApiError error, Exception? inner = null) : Exception(Told(request, status, error), inner)
{
    public HttpStatusCode? Status => status;

    /// <summary>Of <see cref="Codes"/> and others; 0: none was given.</summary>
    public int Code => error.Code;

    /// <summary>What was wrong with the request, and where.</summary>
    public IReadOnlyList<ApiProblem> Problems { get; } = [.. error.Problems()];

    /// <summary>Asking again, later, may do.</summary>
    public bool IsPassing => status is null or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    private static string Told(string request, HttpStatusCode? status, ApiError error) =>
        $"{request}: {(status is { } number ? $"{(int)number} " : "")}{error.Message} ({error.Code}){string.Concat(error.Problems().Select(problem => $"; {problem}"))}";
}

/// <summary>What Discord calls the reasons that the bot reacts to.</summary>
internal static class Codes
{
    public const int UnknownChannel = 10003;
    public const int UnknownMessage = 10008;
    public const int UnknownUser = 10013;
    public const int UnknownWebhook = 10015;
    public const int UnknownInteraction = 10062;
    public const int AlreadyAcknowledged = 40060;
    public const int MissingAccess = 50001;
    public const int CannotMessageUser = 50007;
    public const int MissingPermissions = 50013;
    public const int InvalidToken = 50027;
    public const int InvalidBody = 50035;
    public const int ThreadArchived = 50083;
    public const int ThreadExists = 160004;
    public const int ThreadLocked = 160005;
    public const int TooManyActiveThreads = 160006;
}
