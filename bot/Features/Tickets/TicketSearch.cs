using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>
/// Finds tickets by what stands on them: their own words, replies, names of files, and for staff internal notes. A number
/// comes first, then what is open, then the newest.
/// </summary>
internal static class TicketSearch
{
    public static async ValueTask<(IReadOnlyList<Ticket> Tickets, long Total)> Find(string text, int take, Func<Ticket, bool> fitting, Turn turn)
    {
        var exact = await Numbered(text, fitting, turn);

        // Somebody who says a whole number means that one.
        if (exact is not [] && SubjectId.TryParse(text, null, out _))
            return (exact, exact.Count);

        var first = exact.Select(ticket => ticket.Id).ToHashSet();
        var noted = (await Noted(text, fitting, turn)).Where(ticket => first.Add(ticket.Id)).ToArray();
        var hits = await turn.Search(Ticket.Kind, text, take, ticket => !first.Contains(ticket.Id) && fitting(ticket));

        var others = hits.Items.Select(item => item.Body).Concat(noted).OrderByDescending(ticket => ticket.IsOpen).ThenByDescending(ticket => ticket.CreatedAt);
        return ([.. exact.Concat(others).Take(take)], exact.Count + noted.Length + hits.Total);
    }

    // A whole number, or its digits.
    private static async ValueTask<IReadOnlyList<Ticket>> Numbered(string text, Func<Ticket, bool> fitting, Turn turn)
    {
        string[] ids = SubjectId.TryParse(text, null, out var id) ? [id.ToString()]
            : text.Trim('#', ' ') is { Length: > 0 and < 10 } digits && digits.All(char.IsAsciiDigit) && digits[0] is not '0' ? [$"INC-{digits}", $"REQ-{digits}"]
            : [];

        return await Existing(ids, fitting, turn);
    }

    /// <summary>Those whose notes say it, for readers who see the notes.</summary>
    private static async ValueTask<IReadOnlyList<Ticket>> Noted(string text, Func<Ticket, bool> fitting, Turn turn)
    {
        if (!turn.Access.IsStaff())
            return [];

        // Only their ids: whether a ticket may be seen is known when it is read.
        var ids = new List<string>();
        await turn.Search(NoteWords.Kind, text, 1, words =>
        {
            ids.Add(words.Ticket);
            return false;
        });

        // Notes that have gone to another ticket or were taken back find nothing.
        return await Existing(ids, ticket => ticket.MergedInto is null && ticket.ShowsInsideTo(turn.Access) && fitting(ticket), turn);
    }

    private static async ValueTask<IReadOnlyList<Ticket>> Existing(IReadOnlyList<string> ids, Func<Ticket, bool> fitting, Turn turn)
    {
        var found = new List<Ticket>();

        foreach (var id in ids)
        {
            if (await turn.Get(Ticket.Kind, id) is { } ticket && fitting(ticket))
                found.Add(ticket);
        }

        return found;
    }
}
