using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>What is said on a ticket that was merged is said on the one as whose part it goes on.</summary>
internal static class Merged
{
    /// <returns>The answer of the other ticket; null: there is none, or the caller does not see it.</returns>
    public static async ValueTask<Reply?> Onwards(this Turn turn, Ticket ticket, string command, string? text, IReadOnlyList<FileRef>? files) =>
        ticket.MergedInto?.ToString() is { } into && await turn.Get(Ticket.Kind, into) is not null
            ? await turn.Run(new(command, new Arguments(("id", into), ("text", text)).With("files", [.. (files ?? []).Select(file => file.ToString())])))
            : null;
}
