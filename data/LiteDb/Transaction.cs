using ChatOps.Documents;
using LiteDB;

namespace ChatOps.Data;

/// <summary>What the writer's thread does in a transaction. All checks come before the first write.</summary>
internal sealed class Transaction(Tables tables, Counters counters, DocumentTable documents, JobTable jobs, FactTable facts, EventTable events)
{
    public JobTable Jobs => jobs;

    public DocumentTable Documents => documents;

    public Counters Counters => counters;

    public FactTable Facts => facts;

    public Outcome Commit(Batch batch)
    {
        if (batch.OnceKey is { } key && events.Find(key) is { } seen)
            return new Outcome.Duplicate(seen.Reply);

        if (Conflict(batch, out var before) is { } conflict)
            return conflict;

        if (batch.Finished.Find(lease => !jobs.Holds(lease)) is { } lost)
            return new Outcome.Conflict("job", lost.Job.Id);

        if (batch.Exhumed.Find(id => !jobs.IsDead(id)) is { } gone)
            return new Outcome.Conflict("job", gone);

        Apply(batch, before);
        return new Outcome.Committed();
    }

    /// <summary>Does again what the log says was done.</summary>
    public void Redo(BsonDocument change)
    {
        var (table, row) = (change[Tables.Table].AsString, change[Tables.Row].AsDocument);
        var id = row is null ? change[Tables.Gone].AsString : row["_id"].AsString;

        switch (table)
        {
            case Tables.Documents:
                documents.Redo(id, row);
                break;
            case Tables.Jobs:
                jobs.Redo(id, row);
                break;
            case Tables.Facts or Tables.Events when row is not null:
                Put(Exporting.Read(row));
                break;
            case var _ when row is not null:
                tables.Put(table, row);
                break;
            default:
                Delete(table, id);
                break;
        }
    }

    /// <summary>Notes of some rows where they stand.</summary>
    /// <returns>Where to go on; null: all are done.</returns>
    public string? Enter(string table, string after, int max)
    {
        var rows = tables.Range(table, after, Tables.End, max);

        rows.ForEach(table switch
        {
            Tables.Documents => documents.Enter,
            Tables.Facts => facts.Enter,
            Tables.Events => events.Enter,
            _ => jobs.Enter,
        });

        return rows is [.., var last] ? last["_id"].AsString + '\0' : null;
    }

    /// <summary>Takes back some of what <see cref="Enter"/> notes.</summary>
    /// <returns>How much; there may be more.</returns>
    public int Leave(int max)
    {
        var some = documents.Index.Within(Places.Low, Places.High).Take(max).ToArray();
        documents.Index.Change(some, []);
        return some.Length;
    }

    public void Put(Row row)
    {
        switch (row)
        {
            case Row.Form form:
                var known = tables.Json(Tables.Forms, form.Kind);
                // Documents that were here before may be indexed otherwise than those that come: then all are indexed anew.
                SetForm(form.Kind, known is null || known == form.Fingerprint ? form.Fingerprint : "");
                break;
            case Row.Document document:
                DocumentTable.Check(document);
                documents.Save(document, documents.Find(document.Kind, document.Id));
                break;
            case Row.Noted noted:
                facts.Put(noted);
                break;
            case Row.Work work:
                jobs.Put(work);
                break;
            case Row.Dead dead:
                jobs.Put(dead);
                break;
            case Row.Seen seen:
                events.Put(seen);
                break;
            case Row.Counter counter:
                counters.Raise(counter.Series, counter.Last);
                break;
        }
    }

    /// <summary>Makes the present transaction one that is kept, and with it all numbers that were given.</summary>
    public void KeepCounters() => tables.Put(Tables.Counters, Group.CommitRow, "0");

    public void SetForm(string kind, string fingerprint) => tables.Put(Tables.Forms, kind, fingerprint);

    /// <returns>How many were forgotten; there may be more.</returns>
    public int Forget(DateTimeOffset before, int max)
    {
        var old = events.Old(before, max);
        Array.ForEach(old, events.Delete);
        return old.Length;
    }

    /// <summary>Indexes some documents of a kind anew.</summary>
    /// <returns>Where to go on; null: all are done.</returns>
    public string? Reindex(Kind kind, string after, int max)
    {
        var rows = tables.Range(Tables.Documents, after, kind.Name + Key.RangeEnd, max);

        foreach (var row in rows)
        {
            var document = DocumentTable.Read(row).Under(kind);
            DocumentTable.Check(document);
            documents.Save(document, row);
        }

        return rows is [.., var last] ? last["_id"].AsString + Key.PartEnd : null;
    }

    /// <summary>Shows some rows of a table to a function and keeps what that returns.</summary>
    /// <returns>Where to go on; null: all are done.</returns>
    public string? Rewrite(string table, string after, int max, Func<Row, Row?> revise, Func<string, Kind?> kindOf)
    {
        var rows = tables.Range(table, after, Tables.End, max);

        foreach (var stored in rows)
        {
            var row = table is Tables.Documents ? DocumentTable.Read(stored) : Exporting.Read(stored);

            if (revise(row) is var revised && !ReferenceEquals(revised, row))
                Replace(table, stored, row, revised, kindOf);
        }

        return rows is [.., var last] ? last["_id"].AsString + '\0' : null;
    }

    private void Replace(string table, BsonDocument stored, Row row, Row? revised, Func<string, Kind?> kindOf)
    {
        if (row is Row.Document old)
        {
            if (revised is not Row.Document now || now.Id != old.Id)
                documents.Delete(old.Kind, old.Id, stored);

            if (revised is Row.Document { } kept)
            {
                kept = kept with { Version = old.Version + 1 };
                documents.Save(kindOf(kept.Kind) is { } kind ? kept.Under(kind) : kept, kept.Id == old.Id ? stored : null);
            }

            return;
        }

        if (revised is null or Row.Noted)
            Delete(table, stored["_id"].AsString);

        if (revised is not null)
            Put(revised);
    }

    private void Delete(string table, string id)
    {
        if (table is Tables.Facts)
            facts.Delete(id);
        else if (table is Tables.Events)
            events.Delete(id);
        else
            tables.Delete(table, id);
    }

    private Outcome.Conflict? Conflict(Batch batch, out List<BsonDocument?> before)
    {
        before = [];

        foreach (var change in batch.Changes)
        {
            var row = documents.Find(change.Kind, change.Id);

            if ((row?["v"].AsInt64 ?? 0) != change.Expected)
                return new(change.Kind, change.Id);

            before.Add(row);
        }

        return null;
    }

    private void Apply(Batch batch, List<BsonDocument?> before)
    {
        var changes = batch.Changes.ConvertAll(Row.Document.Of);

        for (var i = 0; i < changes.Count; i++)
        {
            if (changes[i] is { } document)
                documents.Save(document, before[i]);
            else
                documents.Delete(batch.Changes[i].Kind, batch.Changes[i].Id, before[i]!);
        }

        facts.Note(batch.Facts);
        batch.Finished.ForEach(lease => jobs.End(lease.Job.Id));
        batch.Exhumed.ForEach(jobs.Exhume);
        batch.Cancelled.ForEach(jobs.Cancel);
        batch.Moved.ForEach(jobs.Reschedule);
        batch.Jobs.ForEach(jobs.Schedule);

        if (batch.OnceKey is { } key)
            events.Put(new(key, batch.OnceAt, batch.OnceReply));
    }
}
