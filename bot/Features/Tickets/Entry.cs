using System.Text.Json.Serialization;
using ChatOps.Commands;

namespace ChatOps.Tickets;

/// <summary>Who did something, and when.</summary>
internal readonly record struct Stamp(string By, DateTimeOffset At);

/// <summary>
/// One thing that happened to a ticket. Entries are only ever added: service levels and reports are computed from them.
/// What people wrote is not in them.
/// </summary>
/// <param name="By">The id of a person, or <c>system</c> for the clock.</param>
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(Moved), "moved")]
[JsonDerivedType(typeof(Assigned), "assigned")]
[JsonDerivedType(typeof(Transferred), "transferred")]
[JsonDerivedType(typeof(Prioritised), "prioritised")]
[JsonDerivedType(typeof(Changed), "changed")]
[JsonDerivedType(typeof(Edited), "edited")]
[JsonDerivedType(typeof(Replied), "replied")]
[JsonDerivedType(typeof(Noted), "noted")]
[JsonDerivedType(typeof(Attached), "attached")]
[JsonDerivedType(typeof(Linked), "linked")]
[JsonDerivedType(typeof(Unlinked), "unlinked")]
[JsonDerivedType(typeof(Absorbed), "absorbed")]
[JsonDerivedType(typeof(Checked), "checked")]
[JsonDerivedType(typeof(Logged), "logged")]
[JsonDerivedType(typeof(Applied), "applied")]
[JsonDerivedType(typeof(Unsealed), "unsealed")]
[JsonDerivedType(typeof(Undone), "undone")]
internal abstract record Entry(string By, DateTimeOffset At)
{
    /// <summary>Made by <c>By</c>, which an agent does for somebody else.</summary>
    public sealed record Opened(string By, DateTimeOffset At, string Requester, string? Queue, Priority Priority) : Entry(By, At);

    public sealed record Moved(string By, DateTimeOffset At, State From, State To) : Entry(By, At)
    {
        /// <summary>For whom a waiting ticket waits: vendors' time is counted apart.</summary>
        public WaitFor? For { get; init; }

        public ResolutionCode? Code { get; init; }
    }

    public sealed record Assigned(string By, DateTimeOffset At, string? From, string? To) : Entry(By, At);

    /// <summary>To another queue; clocks go on.</summary>
    public sealed record Transferred(string By, DateTimeOffset At, string? From, string? To) : Entry(By, At);

    public sealed record Prioritised(string By, DateTimeOffset At, Priority From, Priority To, bool Overridden) : Entry(By, At);

    /// <param name="Field">impact, urgency, category or service.</param>
    public sealed record Changed(string By, DateTimeOffset At, string Field, string? From, string? To) : Entry(By, At);

    /// <summary>The requester has put title or details differently.</summary>
    public sealed record Edited(string By, DateTimeOffset At) : Entry(By, At);

    /// <param name="Message">The id of the reply.</param>
    /// <param name="Staff">From the desk to the requester; false: from the requester's side.</param>
    public sealed record Replied(string By, DateTimeOffset At, string Message, bool Staff) : Entry(By, At);

    /// <param name="Note">The id of the note.</param>
    public sealed record Noted(string By, DateTimeOffset At, string Note) : Entry(By, At);

    public sealed record Attached(string By, DateTimeOffset At, int Files) : Entry(By, At);

    public sealed record Linked(string By, DateTimeOffset At, Relation Relation, SubjectId Ticket) : Entry(By, At);

    public sealed record Unlinked(string By, DateTimeOffset At, SubjectId Ticket) : Entry(By, At);

    /// <summary>Another ticket goes on as part of this one.</summary>
    /// <param name="Replies">The ids of what was said on it, which stands here since.</param>
    /// <param name="Notes">The ids of its notes.</param>
    public sealed record Absorbed(string By, DateTimeOffset At, SubjectId Source, IReadOnlyList<string> Replies, IReadOnlyList<string> Notes) : Entry(By, At);

    /// <param name="Item">Its number on the checklist.</param>
    public sealed record Checked(string By, DateTimeOffset At, CheckAction Action, int Item) : Entry(By, At);

    /// <summary>Somebody has worked on it for so long.</summary>
    public sealed record Logged(string By, DateTimeOffset At, int Minutes, bool Billable) : Entry(By, At);

    /// <summary>What a macro did, as one thing; <see cref="History.Holding"/> gives its parts.</summary>
    public sealed record Applied(string By, DateTimeOffset At, string Macro, IReadOnlyList<Entry> Entries) : Entry(By, At);

    /// <summary>An administrator has broken the glass.</summary>
    public sealed record Unsealed(string By, DateTimeOffset At, DateTimeOffset Until) : Entry(By, At);

    /// <param name="Entries">How many entries before this one no longer hold.</param>
    public sealed record Undone(string By, DateTimeOffset At, int Entries) : Entry(By, At);
}

internal static class History
{
    /// <summary>The entries that hold, oldest first: without what was taken back, and each that a macro made by itself.</summary>
    public static IReadOnlyList<Entry> Holding(this IReadOnlyList<Entry> history)
    {
        var holding = new List<Entry>(history.Count);

        foreach (var entry in history)
        {
            if (entry is Entry.Undone(_, _, var entries))
                holding.RemoveRange(holding.Count - entries, entries);
            else
                holding.Add(entry);
        }

        return [.. holding.SelectMany(entry => entry is Entry.Applied applied ? applied.Entries : [entry])];
    }
}
