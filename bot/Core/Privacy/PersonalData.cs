using System.Text.Json.Nodes;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Privacy;

/// <summary>How much there is of somebody.</summary>
public sealed record Holdings(IReadOnlyDictionary<string, long> Documents, long Facts, long Files, IReadOnlyList<string> Held);

/// <summary>
/// Everything that is kept about somebody: shown, given out, and erased. Afterwards neither their name nor their words stand
/// anywhere; what others did with them stays, with a placeholder in their place, and the audit trail still holds.
/// </summary>
public sealed class PersonalData(IStore store, FeatureSet features, FileFolder folder, TimeProvider clock)
{
    /// <summary>What is here of them, so that they can be told, and so that somebody can be sure before it goes.</summary>
    public async Task<Holdings> Count(Person person, CancellationToken cancellation = default)
    {
        var erasure = await Of(person, new(person.Id, "", ""), cancellation);
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var held = new List<string>();
        var facts = 0L;

        await store.Rewrite(
            row =>
            {
                if (row is Row.Document document && Concerns(document, erasure))
                {
                    counts[document.Kind] = counts.GetValueOrDefault(document.Kind) + 1;

                }

                if (row is Row.Document other && other.Body.Contains($"\"{person.Id}\"", StringComparison.Ordinal) && features.Kind(other.Kind) is { } kind && kind.IsHeld(other.Body, other.Schema))
                    held.Add(other.Id);

                if (row is Row.Noted { Fact: var fact } && (fact.Actor == person.Id || erasure.IsIn(fact.Subject)))
                    facts++;

                return row;
            },
            cancellation);

        return new(counts, facts, erasure.Files.Count, held);
    }

    /// <summary>Every document that is about them, as JSON, and the files that they sent.</summary>
    public async Task<IReadOnlyList<(string Name, byte[] Content)>> Export(Person person, CancellationToken cancellation = default)
    {
        var erasure = await Of(person, new(person.Id, "", ""), cancellation);
        var documents = new SortedDictionary<string, JsonArray>(StringComparer.Ordinal);
        var facts = new JsonArray();

        await store.Rewrite(
            row =>
            {
                if (row is Row.Document document && Concerns(document, erasure))
                    (documents.TryGetValue(document.Kind, out var all) ? all : documents[document.Kind] = []).Add(JsonNode.Parse(document.Body));

                if (row is Row.Noted { Fact: var fact } && (fact.Actor == person.Id || fact.Subject == $"person:{person.Id}"))
                    facts.Add(new JsonObject { ["at"] = fact.At, ["actor"] = fact.Actor, ["through"] = fact.Through, ["what"] = fact.What, ["subject"] = fact.Subject });

                return row;
            },
            cancellation);

        var parts = documents.Select(pair => ($"{pair.Key}.json", Bytes(pair.Value))).Append(("audit.json", Bytes(facts))).ToList();

        foreach (var hash in erasure.Files)
        {
            if (Path.Combine(folder.Path, hash) is var path && File.Exists(path))
                parts.Add(($"files/{hash[..12]}-{await NameOf(hash, cancellation)}", await File.ReadAllBytesAsync(path, cancellation)));
        }

        return parts;
    }

    /// <summary>
    /// Erases them. Safe to begin again when it was interrupted: what is gone is not found a second time. What it is for is
    /// kept as a keyed digest alone, so that a backup restored later can be cleared of them too (<see cref="Erasures"/>).
    /// </summary>
    public async Task Erase(string id, string placeholder, CancellationToken cancellation = default)
    {
        if (await store.Get(Person.Kind, id, cancellation) is { Body: var person })
            await Erase(person, placeholder, cancellation);

        // Also when it was interrupted before this, and they are gone already.
        await store.Scrub(cancellation);
    }

    private async Task Erase(Person person, string placeholder, CancellationToken cancellation)
    {
        if ((await Count(person, cancellation)).Held is [var held, ..])
            throw new Refusal($"{held} is under legal hold, so {person} cannot be erased. Release it first.");

        var erasure = await Of(person, new(person.Id, placeholder, placeholder.Replace("former-", "former employee ", StringComparison.Ordinal)), cancellation);
        new Erasures(folder).Add(new(store.Chain.DigestOf(person.Id), placeholder, clock.GetUtcNow()));

        // What tells their words and files apart goes last, so that whoever begins again still knows them.
        await Rewrite(row => row is not Row.Document);
        await Rewrite(row => row is Row.Document document && !Concerns(document, erasure));

        foreach (var hash in erasure.Files)
            Overwrite(Path.Combine(folder.Path, hash));

        await Rewrite(row => row is Row.Document document && Concerns(document, erasure) && document.Kind != Person.Kind.Name);
        await Rewrite(row => row is Row.Document);

        Task Rewrite(Func<Row, bool> isNow) => store.Rewrite(row => isNow(row) ? Revise(row, erasure) : row, cancellation);
    }

    /// <summary>Deletes what is filed under these subjects, with the words of it in the trail and wherever it was shown.</summary>
    public async Task Drop(IReadOnlySet<string> subjects, CancellationToken cancellation = default)
    {
        string[] ids = [.. subjects.Select(subject => subject[(subject.IndexOf(':', StringComparison.Ordinal) + 1)..])];
        var files = new HashSet<string>(StringComparer.Ordinal);
        var kept = new HashSet<string>(StringComparer.Ordinal);

        await store.Rewrite(
            row =>
            {
                if (row is Row.Document document && features.Kind(document.Kind) is { IsAudited: true } kind)
                    (IsDropped(document, kind) ? files : kept).UnionWith(Hashes(JsonNode.Parse(document.Body)));

                return row;
            },
            cancellation);

        files.ExceptWith(kept);

        // The documents last: they say what else is to go.
        foreach (var isLast in (bool[])[false, true])
        {
            await store.Rewrite(
                row => row switch
                {
                    Row.Noted { Fact: var fact } noted when !isLast && subjects.Contains(fact.Subject) && (fact.Changes is not null || fact.What.Contains(':')) =>
                        noted with { Fact = store.Chain.Erase(fact, fact with { Changes = null, What = fact.What.Split(':')[0] }) },
                    Row.Seen { Reply: { } reply } seen when !isLast && Names(reply) => seen with { Reply = null },
                    Row.Document document when features.Kind(document.Kind) is { } kind =>
                        kind.IsAudited ? isLast && IsDropped(document, kind) ? null : row
                        : !isLast && (Names(document.Id) || Names(document.Body) || files.Contains(document.Id.Split('/')[0])) ? null
                        : row,
                    _ => row,
                },
                cancellation);
        }

        foreach (var hash in files)
            Overwrite(Path.Combine(folder.Path, hash));

        await store.Scrub(cancellation);

        bool IsDropped(Row.Document document, Kind kind) => kind.TrailOf(document.Body, document.Schema) is { } trail && subjects.Contains(trail);

        bool Names(string text) => Array.Exists(ids, id => Erasure.Whole(text, id));
    }

    private static IEnumerable<string> Hashes(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => field.Key == "hash" && field.Value is JsonValue value && value.TryGetValue<string>(out var hash) ? [hash] : Hashes(field.Value)),
        JsonArray items => items.SelectMany(Hashes),
        _ => [],
    };

    // Tables and packages that the bot made for somebody for a day: who knows what is in them.
    private static bool IsMade(string name) => name.StartsWith("audit-", StringComparison.Ordinal) || name.StartsWith("privacy-", StringComparison.Ordinal);

    private static byte[] Bytes(JsonArray all) => System.Text.Encoding.UTF8.GetBytes(all.ToJsonString(new() { WriteIndented = true }));

    private async Task<string> NameOf(string hash, CancellationToken cancellation) =>
        (await store.Find(StoredFile.ByHash.Where(hash) with { Take = 1 }, cancellation)).Items is [var file] ? file.Body.Name : "file";

    // The content goes before the name does.
    private static void Overwrite(string path)
    {
        if (!File.Exists(path))
            return;

        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
        {
            var nothing = new byte[1 << 16];

            for (var left = file.Length; left > 0; left -= nothing.Length)
                file.Write(nothing, 0, (int)Math.Min(left, nothing.Length));

            file.Flush(flushToDisk: true);
        }

        File.Delete(path);
    }

    private bool Concerns(Row.Document document, Erasure erasure) =>
        features.Kind(document.Kind) is { } kind && (kind.IsAudited ? kind.IsOf(document.Body, document.Schema, erasure.Person) || kind.Written(document.Body, document.Schema, erasure.Person).Any() : IsOwn(document, erasure));

    // The bot's own book-keeping: whatever is of one person goes with them.
    private static bool IsOwn(Row.Document document, Erasure erasure) =>
        erasure.IsIn(document.Id) || JsonNode.Parse(document.Body) is JsonObject fields && fields.Any(field => field.Value is JsonValue value && value.TryGetValue<string>(out var text) && text == erasure.Person);

    private Row? Revise(Row row, Erasure erasure) => row switch
    {
        Row.Document document => Revise(document, erasure),
        Row.Noted noted => Revise(noted, erasure, store.Chain),
        // The one that does it is begun again with what it was for.
        Row.Work { Job.Id: var id } work when !id.StartsWith("privacy:", StringComparison.Ordinal) => erasure.Json(work.Write()) is var json && json != work.Write() ? Row.Read(json) : row,
        Row.Dead dead => erasure.Json(dead.Write()) is var json && json != dead.Write() ? Row.Read(json) : row,
        Row.Seen seen => seen.Reply is { } reply && erasure.Json(reply) is var json && !ReferenceEquals(json, reply) ? seen with { Reply = json } : row,
        _ => row,
    };

    private Row.Document? Revise(Row.Document document, Erasure erasure)
    {
        if (features.Kind(document.Kind) is not { } kind)
            return document;

        if (!kind.IsAudited && IsOwn(document, erasure) || document.Id == erasure.Placeholder)
            return document.Id == erasure.Placeholder ? document : null;

        var body = kind.Erase(document.Body, document.Schema, erasure);
        var now = body is null ? null : erasure.Json(body);

        return now is null ? null
            : now == document.Body ? document
            : document with { Body = now, Id = kind.IdIn(now, document.Schema) };
    }

    private static Row.Noted Revise(Row.Noted noted, Erasure erasure, FactChain chain)
    {
        var was = noted.Fact;
        var isTheirs = was.Actor == erasure.Person;
        var isAccount = was.Subject.StartsWith("identity:", StringComparison.Ordinal) && (erasure.IsIn(was.Subject) || erasure.Subjects.Contains(was.Subject["identity:".Length..]));
        var isNear = isTheirs || isAccount || erasure.IsIn(was.Subject) || erasure.Subjects.Contains(was.Subject.Split(':')[^1]);

        var now = was with
        {
            Subject = isAccount ? $"identity:{erasure.Placeholder}/{chain.DigestOf(was.Subject)[..8]}" : erasure.IsIn(was.Subject) ? erasure.Id(was.Subject) : was.Subject,
            Actor = isTheirs ? erasure.Placeholder : was.Actor,
            What = isTheirs ? was.What.Split(':')[0] : erasure.Text(was.What, isNear),
            Changes = was.Changes is not { } changes || isTheirs || isAccount || erasure.IsIn(was.Subject) ? null : erasure.Json(changes, isNear),
        };

        return now == was ? noted : noted with { Fact = chain.Erase(was, now) };
    }

    private async Task<Erasure> Of(Person person, Erasure erasure, CancellationToken cancellation)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var subjects = new HashSet<string>(StringComparer.Ordinal);
        var files = new HashSet<string>(StringComparer.Ordinal);
        var others = new HashSet<string>(StringComparer.Ordinal);

        await store.Rewrite(
            row =>
            {
                if (row is Row.Document document && features.Kind(document.Kind) is { } kind)
                {
                    texts.UnionWith(kind.Written(document.Body, document.Schema, person.Id));

                    if (kind.IsOf(document.Body, document.Schema, person.Id))
                        subjects.Add(document.Id);

                    if (kind.Name == StoredFile.Kind.Name && StoredFile.Kind.Read(document.Body, document.Schema) is var file)
                        (file.By == person.Id || !file.Bound && IsMade(file.Name) ? files : others).Add(file.Hash);
                }

                return row;
            },
            cancellation);

        files.ExceptWith(others);
        string[] names = [.. new[] { person.Name, person.Email, person.EmployeeNumber }.OfType<string>().Where(name => name.Length > 2)];

        return erasure with
        {
            Names = names,
            Texts = texts,
            Words = texts.Concat(names).SelectMany(Erasure.WordsOf).ToHashSet(StringComparer.Ordinal),
            NameWords = Erasure.WordsOf(person.Name).Where(word => word.Length > 2).ToHashSet(StringComparer.Ordinal),
            Subjects = subjects,
            Files = files,
            WordLists = features.Kinds.SelectMany(kind => kind.WordLists).ToHashSet(StringComparer.Ordinal),
        };
    }
}
