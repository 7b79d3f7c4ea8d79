using System.Text.Json;
using ChatOps.Cards;
using ChatOps.Documents;

namespace ChatOps.Conversations;

/// <summary>The side of a turn that the core sees: what was loaded, and the batch that comes of it.</summary>
public sealed partial class Turn
{
    internal async ValueTask<Entry<T>> Load<T>(Kind<T> kind, string id)
        where T : class
    {
        if (entries.TryGetValue((kind.Name, id), out var known))
            return (Entry<T>)known;

        var stored = await store.Get(kind, id, Cancellation);
        var entry = new Entry<T>(kind, id, stored?.Version ?? 0, stored?.Body);
        entries[(kind.Name, id)] = entry;
        return entry;
    }

    /// <summary>What was read before the turn began.</summary>
    internal void Know<T>(Kind<T> kind, string id, Stored<T>? stored)
        where T : class =>
        entries.TryAdd((kind.Name, id), new Entry<T>(kind, id, stored?.Version ?? 0, stored?.Body));

    /// <summary>Remembers the platform on which the caller can be reached first.</summary>
    internal async ValueTask IsHere()
    {
        if ((await Load(LastPlace.Kind, Caller.Id)).Now?.Platform != Place.Platform)
            Save(LastPlace.Kind, new(Caller.Id, Place.Platform));
    }

    internal ValueTask<bool> IsWaiting(string jobId) => store.IsWaiting(jobId, Cancellation);

    /// <summary>Forgets what was to be changed: the caller was refused.</summary>
    internal void Discard()
    {
        entries.Clear();
        facts.Clear();
        jobs.Clear();
        moved.Clear();
        cancelled.Clear();
        told.Clear();
        notices.Clear();
        exhumed.Clear();
        IsUndoable = false;
    }

    internal UndoRecord KeepUndo()
    {
        var record = new UndoRecord(Ids.New(), Caller.Id, What, Now + UndoRecord.Lasts)
        {
            Changes = [.. Changed.Where(entry => entry.Kind.IsAudited).Select(entry => entry.Undo())],
            Told = [.. told],
        };

        Save(UndoRecord.Kind, record);
        return record;
    }

    /// <summary>Everything that this turn changes, with the audit entries and the redrawing that follow from it.</summary>
    /// <param name="reply">Null: it answers no event.</param>
    /// <param name="isRecorded">The platform keeps the reply itself.</param>
    internal async ValueTask<Batch> Sealed(Reply? reply, bool isRecorded = false)
    {
        await Spread();
        await Notify();
        var batch = new Batch();

        foreach (var entry in Changed)
        {
            entry.Put(batch);

            if (entry.Trail is { } subject)
                batch.Note(new(subject, Now, actor, surface, What, entry.Difference()));

            if (features.HasView(entry.Kind.Name))
                batch.Reschedule(RedrawOf(new(entry.Kind.Name, entry.Id), Now));
        }

        facts.ForEach(fact => batch.Note(fact));
        jobs.ForEach(job => batch.Schedule(job));
        moved.ForEach(job => batch.Reschedule(job));
        exhumed.ForEach(work => batch.Exhume(work.Id));
        cancelled.ForEach(job => batch.Cancel(job));

        if (reply is not null && !batch.IsEmpty)
            batch.Once(eventKey, Now, isRecorded ? null : JsonSerializer.Serialize(Undrawn(reply), MessageJson.Default.Reply));

        return batch;
    }

    // A view is drawn anew whenever it is asked for again.
    private static Reply Undrawn(Reply reply) => reply.Message.Shown is null ? reply : reply with { Message = reply.Message with { Card = null } };

    private IEnumerable<Entry> Changed => entries.Values.Where(entry => entry.IsChanged).ToArray();

    internal long VersionOf(Shown shown) =>
        entries.TryGetValue((shown.Kind, shown.Id), out var entry) ? entry.IsChanged ? entry.Version + 1 : entry.Version : 0;

    private Entry<T> EntryOf<T>(Kind<T> kind, string id)
        where T : class
    {
        if (!entries.TryGetValue((kind.Name, id), out var entry))
            entries[(kind.Name, id)] = entry = new Entry<T>(kind, id, 0, null);

        return (Entry<T>)entry;
    }

    private bool IsSeen<T>(Kind<T> kind, T document)
        where T : class =>
        kind.Visible is not { } visible || visible(Access, document);

    private Func<T, bool>? Filter<T>(Kind<T> kind, Func<T, bool>? filter)
        where T : class =>
        (kind.Visible, filter) switch
        {
            (null, _) => filter,
            ({ } visible, null) => document => visible(Access, document),
            ({ } visible, { } also) => document => visible(Access, document) && also(document),
        };

    private static Refusal Unknown(string kind, string id) => new($"There is no {Say.Term(kind)} {id}. Check the number or the name.");
}
