using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Documents;
using ChatOps.People;
using ChatOps.Privacy;
using ChatOps.Scheduling;

namespace ChatOps.Conversations;

/// <summary>The audit trail as a turn sees it, and what a turn leaves in it by being looked at.</summary>
public sealed partial class Turn
{
    /// <summary>What the trail says of somebody to whom something restricted was shown.</summary>
    public const string Read = "read";

    // A year of a busy desk as one table.
    private const long LargestLent = 500L << 20;

    /// <summary>What is drawn in this turn is shown to its caller: not only kept up to date where it stands.</summary>
    internal bool IsShown { get; set; }

    /// <summary>The names of the kinds whose changes are in the trail.</summary>
    public IEnumerable<string> Kinds => features.Kinds.Where(kind => kind.IsAudited).Select(kind => kind.Name);

    public ValueTask<FactPage> Facts(FactQuery query) => store.Facts(query, Cancellation);

    /// <summary>Whether the caller may read what was written, beside who wrote it and when.</summary>
    public async ValueTask<bool> ReadsTrail(string subject) =>
        subject.Split(':', 2) is not [var name, var id] || features.Kind(name) is not { } kind || await kind.ReadsTrail(this, id);

    /// <summary>Looks whether every chain of the trail holds.</summary>
    public Task<AuditVerdict> VerifyTrail() => new Verification(store).Run(cancellation: Cancellation);

    /// <summary>Seals what has come to the trail since the last time.</summary>
    public async ValueTask SealTrail()
    {
        var last = await store.Find(AuditDigest.InOrder.Where() with { Descending = true, Take = 1 }, Cancellation);
        Save(AuditDigest.Kind, await AuditDigest.Next(store, last.Items is [var newest] ? newest.Body : null, Now, Cancellation));
    }

    /// <summary>A file that the bot made for the caller. It is there for a day.</summary>
    public async ValueTask<Attachment> Lend(string name, byte[] content)
    {
        if (files is null)
            throw new Refusal($"Files cannot be made here. Ask on the page.");

        // Kept under its content, so doing it again changes nothing.
        var file = await files.Stage(new MemoryStream(content), name, Caller, LargestLent, Cancellation);
        var stored = (await Load(StoredFile.Kind, StoredFile.IdOf(file, Caller.Id))).Now!;
        return new(stored.Hash, stored.Name, stored.Type, stored.Size);
    }

    /// <summary>What is kept about people, for who has to tell them or erase it. Erasing is not part of the turn: it can be begun again.</summary>
    public PersonalData Personal => PersonalData ?? throw new InvalidOperationException("There is no place for files.");

    internal PersonalData? PersonalData { get; set; }

    /// <summary>The person who is meant, also one who has left.</summary>
    public ValueTask<Person> Anybody(PersonRef reference) => reference.Resolve(this, alsoGone: true);

    /// <summary>The moment at which a day begins where the caller is.</summary>
    public DateTimeOffset StartOf(DateOnly day) => Caller.Zone.Instant(day, TimeOnly.MinValue);

    /// <summary>Notes, once an hour, that the caller was shown something whose readers are noted.</summary>
    public async ValueTask NoteReading<T>(Kind<T> kind, T document, string what = Read)
        where T : class
    {
        if (!IsShown || kind.Trail is not { } trail || kind.NotesReaders?.Invoke(Access, document) is not true)
            return;

        var id = $"{trail(document)}/{what}/{Caller.Id}";

        if ((await Load(ReadMark.Kind, id)).Now is { } mark && Now - mark.At < ReadMark.Lasts)
            return;

        Save(ReadMark.Kind, new(id, Now));
        Note(trail(document), what);
    }
}

/// <summary>That somebody has read something lately, and that it is noted.</summary>
internal sealed record ReadMark(string Id, DateTimeOffset At)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    public static readonly Kind<ReadMark> Kind = new Kind<ReadMark>("read-mark", ConversationJson.Default.ReadMark, mark => mark.Id).Unaudited();

    public static readonly Index<ReadMark> ByMoment = Kind.Index("at", mark => Key.Of(mark.At));
}
