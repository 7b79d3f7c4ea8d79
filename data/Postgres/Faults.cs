using ChatOps.Cards;
using System.Net.Sockets;
using ChatOps.Documents;
using Npgsql;

namespace ChatOps.Data;

/// <summary>Thrown and caught inside the store: somebody else came between, so the same must be tried anew.</summary>
internal sealed class BegunAgainException : Exception;

/// <summary>Which errors pass when one tries again, and what the others mean to an operator.</summary>
internal static class Faults
{
    // Beside what Npgsql calls transient: a standby that is about to be promoted, and two processes that make the same thing at once.
    private static readonly string[] Passing =
    [
        PostgresErrorCodes.ReadOnlySqlTransaction,
        PostgresErrorCodes.SerializationFailure,
        PostgresErrorCodes.DeadlockDetected,
        PostgresErrorCodes.UniqueViolation,
        PostgresErrorCodes.DuplicateTable,
        PostgresErrorCodes.DuplicateObject,
        PostgresErrorCodes.AdminShutdown,
        PostgresErrorCodes.CrashShutdown,
        PostgresErrorCodes.CannotConnectNow,
        PostgresErrorCodes.TooManyConnections,
    ];

    public static bool Passes(Exception error) => error switch
    {
        PostgresException refused => refused.IsTransient || Passing.Contains(refused.SqlState),
        NpgsqlException lost => lost.IsTransient,
        _ => error is BegunAgainException or SocketException,
    };

    /// <summary>The sentence for an operator. It never holds the connection string, which has a password.</summary>
    public static StoreException Explain(Exception error, NpgsqlConnectionStringBuilder server)
    {
        var place = Say.Text($"PostgreSQL at {server.Host}:{server.Port}");

        return new(
            error switch
            {
                PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
                    (Say)$"{place} refuses the user {server.Username}. Check the user and the password in ConnectionStrings:ChatOps.",
                PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
                    $"{place} has no database {server.Database}. Make it, or name another in ConnectionStrings:ChatOps.",
                PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused =>
                    $"{place} does not let the user {server.Username} do what is needed: {refused.MessageText}. Grant it.",
                PostgresException refused => $"{place} says: {refused.MessageText} ({refused.SqlState}).",
                NpgsqlException { IsTransient: false } => $"{place} cannot be used: {error.Message.TrimEnd('.')}.",
                BegunAgainException => $"{place} is too busy: other processes came between again and again. Try once more.",
                _ => $"{place} cannot be reached. Check that it is running and that ConnectionStrings:ChatOps names the right host and port.",
            },
            error);
    }
}
