using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Prose;
using ChatOps.Relaying;
using ChatOps.Scheduling;

namespace ChatOps.Conversations;

/// <summary>What the conversation itself needs: yes and no, Undo, and the look-ups of people and queues.</summary>
internal sealed class CoreFeature : IFeature
{
    private const int MostOptions = 100;

    public void Define(FeatureBuilder feature) => feature
        .Stores(Person.Kind, IdentityLink.Kind, Queue.Kind, Company.Kind, Installation.Kind, ClaimCode.Kind, Session.Kind, KnownColumns.Kind, Post.Kind, LastPlace.Kind, LastBackup.Kind, Draft.Kind, UndoRecord.Kind, StoredFile.Kind, Schedule.Kind, ReadMark.Kind, BackupReport.Kind, BoundPlace.Kind, Copy.Kind, Spending.Kind)
        .Setting(Company.Kind, Company.TheOne)
        .Command<Confirm>("confirm", "Say yes", Confirm.Handle, Effect.Draft, Roles.Everyone, hidden: true)
        .Command<Dismiss>("dismiss", "Leave it", Dismiss.Handle, Effect.Draft, Roles.Everyone, hidden: true)
        .Command<Undo>("undo", "Take the last change back", Undo.Handle, Effect.Write, Roles.Everyone, hidden: true)
        .Lookup("person", FindPeople)
        .Lookup("queue", FindQueues)
        .Lookup("place", FindPlaces);

    private static async Task<IReadOnlyList<Option>> FindPeople(string typed, Turn turn)
    {
        var people = typed.Length is 0
            ? (await turn.Find(Person.ByName.Where() with { Take = MostOptions, Filter = person => person.Active })).Items
            : (await turn.Search(Person.Kind, typed, MostOptions, person => person.Active)).Items;

        return [.. people.Select(person => new Option($"person:{person.Id}", Say.Text(person.Body.Name)))];
    }

    private static async Task<IReadOnlyList<Option>> FindPlaces(string typed, Turn turn)
    {
        var places = new List<NamedPlace>();

        foreach (var threads in turn.Running.Channels.OfType<IThreads>())
            places.AddRange(await threads.Find(typed, turn.Cancellation));

        return [.. places.Take(MostOptions).Select(place => new Option(place.Place.ToString(), Say.Text(place.Name)))];
    }

    private static Task<IReadOnlyList<Option>> FindQueues(string typed, Turn turn) => Task.FromResult<IReadOnlyList<Option>>(
    [
        .. from queue in turn.Access.Queues
           where queue.Name.Contains(typed, StringComparison.OrdinalIgnoreCase)
           orderby queue.Name
           select new Option(queue.Id, Say.Text(queue.Name)),
    ]);
}

/// <summary>The yes to a question that waits for the caller in this place.</summary>
/// <param name="Token">Which question; left out when somebody types "yes".</param>
internal sealed record Confirm([Ask("Which question?")] string? Token = null) : Command
{
    public static async Task<Reply> Handle(Confirm command, Turn turn)
    {
        var draft = await turn.Get(Draft.Kind, Draft.IdOf(turn)) ?? await Elsewhere(command.Token, turn);

        if (draft is null || draft.Until < turn.Now || command.Token is { } token && token != draft.Token)
            throw new Refusal($"Nothing waits for your yes here, or its 5 minutes are over. Ask for it again.");

        turn.Delete(Draft.Kind, draft.Id);
        return await turn.Runs(Invocation.Parse(draft.Invocation)!, Manner.Confirmed);
    }

    // Asked where others read, and shown to the caller in their chat.
    private static async ValueTask<Draft?> Elsewhere(string? token, Turn turn) =>
        token is not null && (await turn.Find(Draft.ByToken.Where(token))).Items is [{ Body: var draft }] && draft.Id.EndsWith($"/{turn.Caller.Id}", StringComparison.Ordinal) ? draft : null;
}

/// <summary>The no to a question, or the Cancel of a form.</summary>
internal sealed record Dismiss : Command
{
    public static async Task<Reply> Handle(Dismiss command, Turn turn)
    {
        if (await turn.Get(Draft.Kind, Draft.IdOf(turn)) is { } draft)
            turn.Delete(Draft.Kind, draft.Id);

        return (Say)$"Nothing was changed.";
    }
}

/// <summary>Takes the caller's change back, within 10 minutes and while nobody has built on it.</summary>
internal sealed record Undo([Ask("Which change?")] string Id) : Command
{
    public static async Task<Reply> Handle(Undo command, Turn turn)
    {
        if (await turn.Get(UndoRecord.Kind, command.Id) is not { } record || record.Person != turn.Caller.Id)
            throw Nothing();

        if (record.Until < turn.Now)
            throw new Refusal($"That is more than 10 minutes ago and stays as it is. Change it by hand instead.");

        foreach (var change in record.Changes)
        {
            if (turn.Features.Kind(change.Kind) is not { } kind || !await kind.Undo(turn, change.Id, change.Version, change.Before, change.Schema))
                throw await IsSeen(change, turn) ? new Refusal($"{change.Id} has been changed since, so that can no longer be taken back. Change it by hand instead.") : Nothing();
        }

        turn.Delete(UndoRecord.Kind, record.Id);
        turn.What = $"undo {record.What}";
        return await Tell(record, turn);
    }

    private static async Task<bool> IsSeen(UndoChange change, Turn turn) =>
        turn.Features.Kind(change.Kind) is { } kind && await kind.IsSeen(turn, change.Id);

    private static Refusal Nothing() => new($"There is nothing here that you could take back. Press Undo within 10 minutes of a change.");

    private static async Task<Reply> Tell(UndoRecord record, Turn turn)
    {
        var already = new List<Part>();

        foreach (var (job, person) in record.Told)
        {
            if (await turn.IsWaiting(job))
            {
                turn.Cancel(job);
                continue;
            }

            already.Add(await turn.Who(person));
            turn.Tell(person, new Message { Text = $"{turn.Caller} took the last change back.", Shown = Subject(record, turn) });
        }

        var names = Say.All(already.Distinct().Select(who => (Say)$"{who}"));
        Say text = already is [] ? (Say)$"Taken back. Nobody had been told." : $"Taken back. {names} had been told already, and will read of this too.";
        return new(new Message { Text = text, Shown = Subject(record, turn) });
    }

    private static Shown? Subject(UndoRecord record, Turn turn) =>
        record.Changes.FirstOrDefault(change => turn.Features.HasView(change.Kind)) is { } change ? new(change.Kind, change.Id) : null;
}
