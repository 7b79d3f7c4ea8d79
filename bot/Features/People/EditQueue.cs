using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Staff;

/// <summary>Makes a queue, or says anew who works on it. A restricted one is its own people's: nobody else lets themselves in.</summary>
internal sealed record EditQueue(
    [Ask("Which queue, or which new one?", Hint = "Service desk", Longest = 60)] string Name,
    [Ask("Who works on it?")] IReadOnlyList<PersonRef>? Members = null,
    [Ask("Who answers for it?")] PersonRef? Owner = null,
    [Ask("Is its work for its members alone?", Rare = true)] bool? Restricted = null,
    [Ask("In which channel is each new ticket shown?", Hint = "here or none", From = "place", Longest = 200, Rare = true)] string? Triage = null,
    [Ask("Are plain words of staff in the thread of a ticket internal notes?", Rare = true)] bool? Notes = null,
    [Ask("What is it called from now on?", Longest = 60, Rare = true)] string? Called = null) : Command
{
    public static async Task<Reply> Handle(EditQueue command, Turn turn)
    {
        var known = Known(command.Name, turn.Access);

        await Permit(known, turn);

        if (known is not null && command is { Members: null or [], Owner: null, Restricted: null, Triage: null, Notes: null, Called: null })
            return await turn.Propose(Filled(known));

        var queue = known ?? new Queue(await IdFor(command.Name, turn), command.Name);

        var changed = queue with
        {
            Name = command.Called ?? queue.Name,
            Members = command.Members is [_, ..] members ? await Agents(members, turn) : queue.Members,
            Owner = command.Owner is { } owner ? (await turn.Person(owner)).Id : queue.Owner,
            Restricted = command.Restricted ?? queue.Restricted,
            Triage = TriageOf(command, queue, turn),
            PlainWordsAreNotes = command.Notes ?? queue.PlainWordsAreNotes,
        };

        RefuseTwin(changed, turn.Access);
        await turn.Get(Queue.Kind, queue.Id);
        turn.Save(Queue.Kind, changed);
        Tell(queue, changed, turn);

        if (changed.Restricted && !queue.Restricted)
            turn.Schedule($"shield:{queue.Id}:{turn.Now.Ticks}", turn.Now, Invocation.Of("ticket shield", ("queue", queue.Id)));

        return turn.Settled(changed.Members is []
            ? (Say)$"{changed.Name} is kept. Nobody works on it yet."
            : $"{changed.Name} is kept. {changed.Members.Count:One person works|# people work} on it.");
    }

    // What is restricted is shown in no channel.
    private static Place? TriageOf(EditQueue command, Queue queue, Turn turn)
    {
        var restricted = command.Restricted ?? queue.Restricted;

        return command.Triage?.ToLowerInvariant() switch
        {
            null => restricted ? null : queue.Triage,
            "none" => null,
            _ when restricted => throw new Refusal($"{queue.Name} is restricted, so nothing of it is shown in a channel. Leave the channel out."),
            "here" when turn.Place.Kind is PlaceKind.Channel => turn.Place,
            "here" => throw new Refusal($"This is no channel that others read too. Say it in the channel, or choose one."),
            _ when command.Triage.Split(':', 2) is [var platform, { Length: > 0 } id] && turn.Running.Channels.Any(channel => channel.Platform == platform) => new(platform, id) { Kind = PlaceKind.Channel },
            _ => throw new Refusal($"\"{command.Triage}\" is no channel that I can post in. Choose one, or say \"here\" in it."),
        };
    }

    private static Queue? Known(string said, Access access) =>
        access.Queue(said) ?? access.Queues.FirstOrDefault(queue => queue.Name.Equals(said, StringComparison.OrdinalIgnoreCase));

    private static async ValueTask Permit(Queue? queue, Turn turn)
    {
        var isAdministrator = turn.Access.Has(Roles.Administrator);

        if (queue is not { Restricted: true })
        {
            if (!isAdministrator)
                throw new Refusal($"Only administrators make and change queues. Ask one of them.");

            return;
        }

        if (turn.Caller.Id == queue.Owner || queue.Members.Contains(turn.Caller.Id))
            return;

        if (await HasSomebody(queue, turn))
            throw new Refusal($"{queue.Name} is restricted, so only its own people change it. Ask {await turn.Who(queue.Owner ?? queue.Members[0])}.");

        // Somebody has to let people in when all of its own have left.
        if (!isAdministrator)
            throw new Refusal($"Only administrators make and change queues. Ask one of them.");
    }

    private static async ValueTask<bool> HasSomebody(Queue queue, Turn turn)
    {
        foreach (var id in queue.Members.Prepend(queue.Owner).OfType<string>())
        {
            if (await turn.Get(Person.Kind, id) is { Active: true })
                return true;
        }

        return false;
    }

    private static async ValueTask<IReadOnlyList<string>> Agents(IReadOnlyList<PersonRef> members, Turn turn)
    {
        var ids = new List<string>();

        foreach (var member in members)
        {
            var person = await turn.Person(member);

            if (!person.Roles.HasFlag(Roles.Agent))
                MakeAgent(person, turn);

            ids.Add(person.Id);
        }

        return [.. ids.Distinct(StringComparer.Ordinal)];
    }

    private static void MakeAgent(Person person, Turn turn)
    {
        if (!turn.Access.Has(Roles.Administrator))
            throw new Refusal($"{person} is no agent. Ask an administrator to make them one, then add them.");

        turn.Save(Person.Kind, person with { Roles = person.Roles | Roles.Agent });
        turn.Tell(person.Id, new Message { Text = $"{turn.Caller} made you an agent: you can work on tickets now." });
    }

    private static void RefuseTwin(Queue changed, Access access)
    {
        if (access.Queues.Any(other => other.Id != changed.Id && other.Name.Equals(changed.Name, StringComparison.OrdinalIgnoreCase)))
            throw new Refusal($"There is a queue called \"{changed.Name}\" already. Choose another name.");
    }

    private static void Tell(Queue before, Queue now, Turn turn)
    {
        foreach (var member in now.Members.Except(before.Members))
            turn.Tell(member, new Message { Text = $"{turn.Caller} added you to {now.Name}. You are told of what comes in there." });

        foreach (var member in before.Members.Except(now.Members))
            turn.Tell(member, new Message { Text = $"{turn.Caller} took you off {before.Name}. Tickets that are yours stay yours." });

        if (before.Owner is { } owner && owner != now.Owner)
            turn.Tell(owner, new Message { Text = $"{turn.Caller} says that somebody else answers for {before.Name} now." });
    }

    private static async ValueTask<string> IdFor(string name, Turn turn)
    {
        var plain = PersonId.For(null, name, _ => false).Replace('.', '-');

        for (var n = 1; ; n++)
        {
            if ((n is 1 ? plain : $"{plain}-{n}") is var id && await turn.Get(Queue.Kind, id) is null)
                return id;
        }
    }

    private static Invocation Filled(Queue queue) => new(
        "admin queue",
        new Arguments(("name", queue.Name), ("owner", queue.Owner is { } owner ? $"person:{owner}" : null), ("restricted", queue.Restricted ? "yes" : "no"), ("triage", queue.Triage?.ToString()), ("notes", queue.PlainWordsAreNotes ? "yes" : null))
            .With("members", [.. queue.Members.Select(member => $"person:{member}")]));
}
