using System.Text.Json;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Privacy;
using ChatOps.Prose;
using ChatOps.Relaying;
using Microsoft.Extensions.Logging;

namespace ChatOps.Conversations;

/// <summary>The conversational core: every platform hands it what people do, and draws what it answers.</summary>
public sealed partial class Bot(IStore store, FeatureSet features, Committed committed, TimeProvider clock, ILogger<Bot> logger, Running? running = null, Files? files = null, Narrator? narrator = null)
{
    private const int MostTries = 5;

    private readonly Interpreter interpreter = new(features);
    private readonly TurnOrder order = new();
    private readonly Running running = running ?? new(clock, () => []);
    private readonly QueueList queues = new(store);
    private HashSet<string>? outside;

    public Catalog Catalog => features.Catalog;

    internal FeatureSet Features => features;

    /// <summary>Answers one event. The same event again changes nothing and gets the same answer; turns of one place run in order.</summary>
    public async Task<Reply> Hear(Incoming incoming, CancellationToken cancellation = default)
    {
        using var watch = TurnWatch.Begin(incoming.Place.Platform, clock);
        var (input, hidden) = Secrets.Hide(incoming.Input);

        try
        {
            incoming = incoming with { Input = input, Place = await Locate(incoming.Place, cancellation) };
            var (reply, wanted) = await Turns(incoming, hidden, watch, mayAsk: true, cancellation);

            if (wanted is null)
                return reply;

            // Between two turns: nothing that was read is held meanwhile, nor whoever speaks next in this place.
            await narrator!.Tell(wanted, cancellation);
            return (await Turns(incoming, hidden, watch, mayAsk: false, cancellation)).Reply;
        }
        catch (StoreException exception)
        {
            Log.StoreFailed(logger, exception, incoming.Place.Platform);
            return Reply.Refuse($"The database cannot be used at the moment, and nothing was changed. Try again in a minute; if it stays, tell an administrator.");
        }
    }

    /// <returns>With an account, nothing has been done yet but to find out that it is wanted.</returns>
    private async Task<(Reply Reply, Account? Wanted)> Turns(Incoming incoming, IReadOnlyList<Secret> hidden, TurnWatch? watch, bool mayAsk, CancellationToken cancellation)
    {
        using var mine = await order.Enter(incoming.Place, cancellation);

        for (var attempt = 1; attempt <= MostTries; attempt++)
        {
            if (await Meet(incoming, cancellation) is not { } caller)
            {
                watch?.Outcome = "stranger";
                return (!incoming.IsAddressed ? Reply.Silent : Reply.Refuse($"I do not know you yet. Ask an administrator to add you, then try again."), null);
            }

            var turn = await Open(caller, OriginOf(incoming), cancellation);
            (turn.Input, turn.IsShown, turn.IsAddressed, turn.IsAloud, turn.MessageId) = (incoming.Input, true, incoming.IsAddressed, incoming.IsAloud, incoming.MessageId);
            (turn.Identity, turn.Bound) = (incoming.Identity, await BoundTo(turn));
            var reply = Apart(Warned(await Answer(turn, () => interpreter.Answer(turn, incoming)), hidden), turn);

            if (mayAsk && turn.Wanted is { } wanted)
                return (reply, wanted);

            watch?.Command = turn.What.Length > 0 ? turn.What : "none";
            watch?.Outcome = turn.HasFailed ? "failed" : reply.IsRefusal ? "refused" : reply.IsForm ? "form" : "answered";

            if (incoming.Listens)
                await turn.IsHere();

            if (incoming.Record is { } record)
                await record(turn, reply);

            switch (await Commit(await turn.Sealed(reply), cancellation))
            {
                case Outcome.Committed:
                    return (reply, null);
                case Outcome.Duplicate(var first):
                    watch?.Outcome = "repeated";
                    return (first is null ? reply : Remembered(first, turn), null);
            }
        }

        watch?.Outcome = "conflict";
        return (Reply.Refuse($"Too many people are changing this at the same moment. Try again."), null);
    }

    /// <summary>What would become of an invocation, without doing anything: lets an adapter choose a form before it has to answer.</summary>
    /// <param name="place">As <see cref="Locate"/> gives it: its subject is the id that is not said. Null: no place in particular.</param>
    public Prepared Prepare(Invocation invocation, IReadOnlyList<string> ask, Person caller, Place? place = null) =>
        interpreter.Prepare(place is null ? invocation : interpreter.WithSubject(invocation, place), ask, caller, new BindingContext(clock.GetUtcNow(), caller.Zone));

    /// <summary>The form that an invocation needs in any case, drawn without the store; whoever fills it in is told then whether they may.</summary>
    /// <returns>Null: it may need none, as far as can be known without the store.</returns>
    public Message? Sketch(Invocation invocation, IReadOnlyList<string> ask, Person caller, Place place) =>
        Prepare(invocation, ask, caller, place) is Prepared.Form form && !MayBeSaidBy(place, form) ? Forms.Bare(form, caller).Message : null;

    // The number that is missing may be the thread's own.
    private static bool MayBeSaidBy(Place place, Prepared.Form form) => place.Kind is PlaceKind.Thread && form.Spec.Field("id") is not null && !form.Arguments.Has("id");

    /// <summary>The place with the subject that it is bound to. <see cref="Hear"/> does this by itself.</summary>
    public async ValueTask<Place> Locate(Place place, CancellationToken cancellation = default) =>
        place is { Kind: PlaceKind.Thread, Subject: null } && await store.Get(BoundPlace.Kind, place.ToString(), cancellation) is { Body: var bound }
            ? place with { Subject = bound.Subject }
            : place;

    /// <summary>Whether a number, said alone, shows the thing that has it.</summary>
    public bool Opens(string number) => SubjectId.TryParse(number, null, out var id) && features.Subject(id) is not null;

    /// <summary>The values that fit what somebody has typed into a field so far.</summary>
    public async Task<IReadOnlyList<Option>> Complete(Identity identity, Place place, string command, string field, string typed, CancellationToken cancellation = default)
    {
        if (await Recognise(identity, cancellation) is not { } caller || Catalog.Find(command) is not { } spec || !spec.IsAllowed(caller))
            return [];

        if (spec.Field(field) is not { } asked)
            return [];

        if (asked.From is { } from && features.Lookup(from) is { } lookup)
            return await lookup(typed, await Open(caller, new(place, "", place.Platform), cancellation));

        return [.. asked.Options.Where(option => option.Value.Contains(typed, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>The person behind an account; null: nobody who may be here.</summary>
    public async ValueTask<Person?> Recognise(Identity identity, CancellationToken cancellation = default) =>
        await store.Get(IdentityLink.Kind, identity.ToString(), cancellation) is { Body: var link }
        && await store.Get(Person.Kind, link.Person, cancellation) is { Body: { Active: true } person }
            ? person
            : null;

    // What is sent to them later is in the language that they are met in.
    private async ValueTask<Person?> Meet(Incoming incoming, CancellationToken cancellation)
    {
        if (await Recognise(incoming.Identity, cancellation) is not { } known)
            return null;

        var caller = known.Through(incoming.Locale);

        if (caller != known && await store.Get(Person.Kind, known.Id, cancellation) is { } stored && stored.Body == known)
            await store.Commit(new Batch().Put(Person.Kind, caller, stored.Version), cancellation);

        return caller;
    }

    /// <summary>A turn that only reads, for everybody in a place: with the bot's own eyes, in the language of the company.</summary>
    internal async Task<Turn> ReadingAlong(Place place, CancellationToken cancellation)
    {
        var company = await Company.Of(await Reading(Person.System, place, cancellation));
        return await Reading(Person.System with { Language = company.Language, TimeZone = company.TimeZone }, place, cancellation);
    }

    /// <summary>What is said of something that does not exist where it would be read.</summary>
    internal Say Elsewhere(Shown shown) => running.Channels.Select(channel => channel.Address).FirstOrDefault(address => address is not null) is { } page
        ? (Say)$"There is something new on {shown.Id}. Read it at {page.AbsoluteUri}."
        : $"There is something new on {shown.Id}. Read it on the page.";

    /// <summary>A turn that only reads, as this person sees things.</summary>
    public Task<Turn> Reading(Person person, Place place, CancellationToken cancellation = default) =>
        Open(person, new(place, "", place.Platform), cancellation);

    /// <summary>How something looks to somebody now; null: it is not theirs to see.</summary>
    public async Task<Message?> Look(Person person, Place place, Shown shown, CancellationToken cancellation = default)
    {
        if (!features.HasView(shown.Kind))
            return null;

        var turn = await Reading(person, place, cancellation);
        turn.IsShown = true;
        var message = await Compose(turn, new Message { Shown = shown });
        await Commit(await turn.Sealed(null), cancellation);
        return message;
    }

    /// <summary>Does what somebody asks for who need not be a person here: an import, a claim, a first sign-in. Begins again when somebody else was faster.</summary>
    /// <param name="actor">For the audit trail: <c>cli:root</c>, which is where they ask for it, and who they are there.</param>
    /// <param name="what">The command, as the audit trail says it.</param>
    public async Task<T> Do<T>(string actor, string what, Func<Turn, Task<T>> work, CancellationToken cancellation = default)
    {
        var surface = actor.Split(':')[0];

        for (var attempt = 1; attempt <= MostTries; attempt++)
        {
            var turn = await Open(Person.System, new(new(surface, actor), Ids.New(), surface, actor), cancellation);
            turn.What = what;
            var result = await work(turn);

            if (await Commit(await turn.Sealed(null), cancellation) is Outcome.Committed)
                return result;
        }

        throw new Refusal($"Too many people are changing this at the same moment. Try again.");
    }

    /// <summary>An adapter that learns only after the turn where its answer stands says so here: from now on it is kept up to date there.</summary>
    public async Task Posted(Person reader, Sent sent, Message message, CancellationToken cancellation = default)
    {
        var turn = await Reading(reader, sent.Place, cancellation);
        await turn.Replaced(sent, message);
        await Commit(await turn.Sealed(null), cancellation);
    }

    /// <summary>An answer that its adapter could not bring to where it belongs: the outbox does, as often as it takes. What shows something is drawn as it looks then.</summary>
    /// <param name="token">As in <see cref="IChannel.Send"/>; the same again is brought once.</param>
    public async Task Later(Identity reader, Place place, Message message, string token, CancellationToken cancellation = default)
    {
        var person = await Recognise(reader, cancellation) ?? Person.System;
        var delivery = new Delivery(person.Id, message.Shown is null ? message : message with { Card = null }) { Place = place, Trace = Telemetry.Trace };
        await Commit(new Batch().Schedule(new(token, clock.GetUtcNow(), Tasks.Deliver, delivery.ToJson()) { Lane = $"place:{place}" }), cancellation);
    }

    /// <summary>Notes that somebody has opened a file of something whose readers are noted.</summary>
    public async Task NoteFile(Person person, Place place, Shown of, CancellationToken cancellation = default)
    {
        var turn = await Reading(person, place, cancellation);
        turn.IsShown = true;

        if (features.Kind(of.Kind) is { } kind)
            await kind.NoteReading(turn, of.Id, $"{Turn.Read} file");

        await Commit(await turn.Sealed(null), cancellation);
    }

    /// <summary>Runs what was scheduled, and finishes its job in the same commit.</summary>
    /// <param name="invocation">Null: there is nothing to run, only to finish.</param>
    /// <param name="then">What else happens in that commit, whether or not the command refused.</param>
    internal async Task<Outcome> Run(Lease lease, Person caller, Invocation? invocation, Func<Turn, Task>? then, CancellationToken cancellation)
    {
        var turn = await Open(caller, new(new("clock", lease.Job.Id), lease.Job.Id, "clock", "clock"), cancellation);

        try
        {
            if (invocation is not null && await interpreter.Run(turn, invocation, [], Manner.Confirmed) is { IsForm: true })
                throw new Undeliverable($"{invocation} does not say all that the command needs.");
        }
        catch (Refusal refusal)
        {
            // What it was scheduled for no longer holds: done, and noted.
            turn.Discard();
            Log.ScheduleRefused(logger, invocation!.Command, lease.Job.Id, refusal.Why.Template);
        }

        if (then is not null)
            await then(turn);

        return await Commit((await turn.Sealed(null)).Finish(lease), cancellation);
    }

    /// <summary>Draws what a message shows, for the caller of the turn; null: it is not theirs to see (any more).</summary>
    internal async Task<Message?> Compose(Turn turn, Message message)
    {
        if (message is { Shown: { } shown, Card: null })
        {
            if (await features.View(shown)(shown.Id, turn) is not { } card)
                return null;

            message = message with { Card = card };
        }

        if (message is { Undo: { } undo, Card: { } under } && undo.Until > turn.Now)
            message = message with { Card = under with { Choices = [.. under.Choices, new($"Undo", Invocation.Of("undo", ("id", undo.Id))) { Alone = true }] } };

        return message with { Reader = turn.Reader };
    }

    /// <summary>Draws a message as somebody sees it.</summary>
    /// <param name="open">A turn of theirs that only reads; anew when a model has written meanwhile.</param>
    internal async Task<(Turn Turn, Message? Message)> Draw(Func<Task<Turn>> open, Message message, CancellationToken cancellation)
    {
        for (var mayAsk = true; ; mayAsk = false)
        {
            var turn = await open();
            var drawn = await Compose(turn, message);

            if (!mayAsk || turn.Wanted is not { } wanted)
                return (turn, drawn);

            await narrator!.Tell(wanted, cancellation);
        }
    }

    internal async Task<Outcome> Commit(Batch batch, CancellationToken cancellation)
    {
        if (batch.IsEmpty)
            return new Outcome.Committed();

        using var span = Telemetry.Source.StartActivity("commit");
        var began = clock.GetTimestamp();
        var outcome = await store.Commit(batch, cancellation);
        Telemetry.Committed(outcome, clock.GetElapsedTime(began));

        if (outcome is Outcome.Committed)
            committed.Raise();

        return outcome;
    }

    internal async Task<Turn> Open(Person caller, Origin origin, CancellationToken cancellation)
    {
        var access = new Access(caller, await queues.All(cancellation), clock.GetUtcNow()) { IsOverheard = origin.Place.IsShared || IsOutside(origin.Place.Platform) };
        var turn = new Turn(store, features, files, access, origin, cancellation);
        (turn.Running, turn.Narrator) = (running, narrator);
        turn.PersonalData = files is null ? null : new(store, features, files.Folder, clock);
        turn.Runs = (invocation, manner) => interpreter.Run(turn, invocation, [], manner);
        return turn;
    }

    private static async ValueTask<BoundPlace?> BoundTo(Turn turn) =>
        turn.Place is { Kind: PlaceKind.Thread, Subject: not null } ? (await turn.Load(BoundPlace.Kind, turn.Place.ToString())).Now : null;

    // Asked once: platforms do not change while the program runs.
    private bool IsOutside(string platform) =>
        (outside ??= [.. running.Channels.Where(channel => channel.IsOutside).Select(channel => channel.Platform)]).Contains(platform);

    // What only the caller reads is not written where others do.
    private static Reply Apart(Reply reply, Turn turn) =>
        turn.Place.IsShared && reply is { Audience: not Audience.Place, IsAcknowledged: false, IsSilent: false }
            ? reply with { Instead = new Message { Text = $"{turn.Caller}, the answer is in your chat with me.", Reader = turn.Reader } }
            : reply;

    private static Reply Warned(Reply reply, IReadOnlyList<Secret> hidden)
    {
        if (hidden is [])
            return reply;

        Say warning = $"I hid what looked like {Say.List(hidden.Distinct().Select(secret => Named(secret)))} before anything was saved; if it was real, change it.";
        return reply with { Message = reply.Message with { Text = reply.Message.Text is { } text ? $"{text} {warning}" : warning } };
    }

    private static Say Named(Secret secret) => secret switch
    {
        Secret.Password => $"a password",
        Secret.PrivateKey => $"a private key",
        Secret.AccessToken => $"an access token",
        _ => $"a card number",
    };

    private static Reply Remembered(string json, Turn turn)
    {
        var reply = JsonSerializer.Deserialize(json, MessageJson.Default.Reply)!;
        return reply with { Message = reply.Message with { Reader = turn.Reader } };
    }

    private static Origin OriginOf(Incoming incoming) =>
        new(incoming.Place, $"{incoming.Place.Platform}:{incoming.EventId}", incoming.Surface ?? incoming.Place.Platform, incoming.Actor);

    private async Task<Reply> Answer(Turn turn, Func<Task<Reply>> handle)
    {
        try
        {
            var reply = await handle();

            if (turn.IsUndoable && reply is { IsAcknowledged: false, Message.Shown: null or { Face: null } } && turn.KeepUndo() is { Id: var id, Until: var until })
                reply = reply with { Message = reply.Message with { Undo = new(id, until) } };

            Log.Answered(logger, turn.What, turn.Caller.Id);
            using var span = Telemetry.Source.StartActivity("draw");
            return await Compose(turn, reply.Message) is { } message ? reply with { Message = message }
                : turn.Access.IsOverheard ? reply with { Message = reply.Message with { Shown = null, Reader = turn.Reader } }
                : reply;
        }
        catch (Refusal refusal)
        {
            turn.Discard();
            Log.Refused(logger, turn.What, turn.Caller.Id, refusal.Why.Template);
            return refusal.Reply with { Message = refusal.Reply.Message with { Reader = turn.Reader } };
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or StoreException))
        {
            turn.Discard();
            turn.HasFailed = true;
            var number = Ids.New()[..8];
            Log.Failed(logger, exception, turn.What, turn.Caller.Id, number);
            return Reply.Refuse($"Something went wrong ({number}), and nothing was changed. Try again; if it stays, give that number to an administrator.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Command} for {Person}")]
        public static partial void Answered(ILogger logger, string command, string person);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Command} refused for {Person}: {Reason}")]
        public static partial void Refused(ILogger logger, string command, string person, string reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Command} of job {Job} no longer applies: {Reason}")]
        public static partial void ScheduleRefused(ILogger logger, string command, string job, string reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "A turn on {Platform} could not use the store")]
        public static partial void StoreFailed(ILogger logger, Exception exception, string platform);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Command} failed for {Person} ({Number})")]
        public static partial void Failed(ILogger logger, Exception exception, string command, string person, string number);
    }
}
