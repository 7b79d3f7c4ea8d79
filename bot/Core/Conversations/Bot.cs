using System.Collections.Frozen;
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
    private Glance? glance;

    public Catalog Catalog => features.Catalog;

    internal FeatureSet Features => features;

    private Glance Glance => glance ??= new(store, features, queues);

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
            var glimpse = await Glance.At(incoming, cancellation);

            if (await Meet(incoming, glimpse.Person, cancellation) is not { } caller)
            {
                watch?.Outcome = "stranger";
                return (!incoming.IsAddressed ? Reply.Silent : Reply.Refuse($"I do not know you yet. Ask an administrator to add you, then try again."), null);
            }

            var turn = Open(caller, OriginOf(incoming), glimpse.Queues, cancellation);
            glimpse.Tell(turn);
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

            switch (await Commit(await turn.Sealed(reply, incoming.RecordsAnswer), cancellation))
            {
                case Outcome.Committed:
                    return (reply, null);
                case Outcome.Duplicate(var first):
                    watch?.Outcome = "repeated";
                    return ((first is null ? reply : await Remembered(first, await Reading(caller, turn.Place, cancellation))) with { IsRepeated = true }, null);
            }
        }

        watch?.Outcome = "conflict";
        return (Reply.Refuse($"Too many people are changing this at the same moment. Try again."), null);
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

    internal async Task<Turn> Open(Person caller, Origin origin, CancellationToken cancellation) => Open(caller, origin, await queues.All(cancellation), cancellation);

    private Turn Open(Person caller, Origin origin, FrozenDictionary<string, Queue> known, CancellationToken cancellation)
    {
        var access = new Access(caller, known, clock.GetUtcNow()) { IsOverheard = origin.Place.IsShared || IsOutside(origin.Place.Platform) };
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

    // What it shows is drawn as it looks now: that is all that was not kept.
    private Task<Reply> Remembered(string json, Turn reading) => Drawn(reading, JsonSerializer.Deserialize(json, MessageJson.Default.Reply)!);

    private async Task<Reply> Drawn(Turn turn, Reply reply) =>
        await Compose(turn, reply.Message) is { } message ? reply with { Message = message }
        : turn.Access.IsOverheard ? reply with { Message = reply.Message with { Shown = null, Reader = turn.Reader } }
        : reply;

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
            return await Drawn(turn, reply);
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
