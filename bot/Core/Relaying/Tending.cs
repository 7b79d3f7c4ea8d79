using System.Text.Json;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Relaying;

/// <summary>Has the places of a subject follow how it stands: its card in the triage place, its threads named, archived and brought back. Each run reads the present, so doing it again does no harm.</summary>
internal sealed class Tending(IStore store, Bot bot, IReadOnlyList<IChannel> channels)
{
    public async Task Tend(Lease lease, CancellationToken cancellation)
    {
        var subject = JsonSerializer.Deserialize(lease.Job.Payload, RelayingJson.Default.Shown)!;
        var turn = await bot.ReadingAlong(new("clock", lease.Job.Id), cancellation);
        var standing = await bot.Features.StandingOf(subject, turn);

        foreach (var bound in SubjectId.TryParse(subject.Id, null, out var id) ? await turn.PlacesOf(id) : [])
            await Follow(bound, standing, turn, cancellation);

        if (standing is { IsOver: false, IsWithheld: false, Triage: { } triage } && !await Stands(subject, triage, cancellation))
            await Post(subject with { Face = Standing.Shared }, triage, turn, $"triage:{subject.Id}:{triage}", cancellation);

        await bot.Commit((await turn.Sealed(null)).Finish(lease), cancellation);
    }

    public async Task Open(Lease lease, CancellationToken cancellation)
    {
        var work = JsonSerializer.Deserialize(lease.Job.Payload, RelayingJson.Default.ThreadWork)!;
        var turn = await bot.ReadingAlong(new("clock", lease.Job.Id), cancellation);

        if (SubjectId.TryParse(work.Subject.Id, null, out var id) && channels.Of(work.Parent) is IThreads threads && await bot.Features.StandingOf(work.Subject, turn) is { IsWithheld: false } standing)
        {
            var members = await Known(work.Members, cancellation);

            if ((await turn.PlacesOf(id)).FirstOrDefault(bound => bound.Side is Side.Staff && bound.Place.Platform == work.Parent.Platform) is { } known)
                await Enter(threads, known, members, turn, cancellation);
            else
                await Begin(threads, work, standing, members, turn, lease.Job.Id, cancellation);
        }

        await bot.Commit((await turn.Sealed(null)).Finish(lease), cancellation);
    }

    private static async Task Enter(IThreads threads, BoundPlace known, IReadOnlyList<Person> members, Turn turn, CancellationToken cancellation)
    {
        if (known.IsArchived)
            await threads.Reopen(known.Place, cancellation);

        foreach (var member in members)
            await threads.Add(known.Place, member, cancellation);

        turn.Save(BoundPlace.Kind, members.Aggregate(known, (bound, member) => bound.With(member.Id)) with { IsArchived = false });
    }

    private async Task Begin(IThreads threads, ThreadWork work, Standing standing, IReadOnlyList<Person> members, Turn turn, string token, CancellationToken cancellation)
    {
        var thread = await threads.Open(work.Parent, standing.Name, members, token, cancellation) with { Kind = PlaceKind.Thread, Subject = work.Subject.Id };
        turn.Save(BoundPlace.Kind, new(thread.ToString(), thread, work.Subject.Id, Side.Staff) { Name = standing.Name, Readers = [.. members.Select(member => member.Id)] });
        await Post(work.Subject with { Face = Standing.Thread }, thread, turn, $"{token}:card", cancellation);

        foreach (var said in work.Said)
            turn.Relay(said.Kind, said.Id, thread);
    }

    private async Task Follow(BoundPlace bound, Standing? standing, Turn turn, CancellationToken cancellation)
    {
        var threads = channels.FirstOrDefault(channel => channel.Platform == bound.Place.Platform) as IThreads;

        if (standing is null or { IsWithheld: true })
        {
            if (threads is not null)
                await threads.Archive(bound.Place, cancellation);

            turn.Delete(BoundPlace.Kind, bound.Id);
            return;
        }

        if (threads is not null)
            turn.Save(BoundPlace.Kind, await Follow(threads, bound, standing, cancellation));
    }

    private async Task<BoundPlace> Follow(IThreads threads, BoundPlace bound, Standing standing, CancellationToken cancellation)
    {
        var isNamed = bound.Name is not null && bound.Name != standing.Name;

        if (bound.IsArchived && !standing.IsOver)
            await threads.Reopen(bound.Place, cancellation);

        if (isNamed)
            await threads.Rename(bound.Place, standing.Name, cancellation);

        if (bound.Side is Side.Staff && standing.Holder is { } holder && !bound.Readers.Contains(holder))
        {
            foreach (var person in await Known([holder], cancellation))
                await threads.Add(bound.Place, person, cancellation);

            bound = bound.With(holder);
        }

        if (standing.IsOver && (isNamed || !bound.IsArchived))
            await threads.Archive(bound.Place, cancellation);

        return bound with { Name = isNamed ? standing.Name : bound.Name, IsArchived = standing.IsOver };
    }

    private async ValueTask<bool> Stands(Shown subject, Place triage, CancellationToken cancellation) =>
        (await store.Find(Conversations.Post.BySubject.Where($"{subject.Kind}:{subject.Id}") with { Filter = post => post.Place == triage, Take = 1 }, cancellation)).Items is not [];

    private async Task Post(Shown shown, Place place, Turn turn, string token, CancellationToken cancellation)
    {
        if (await bot.Compose(turn, new Message { Shown = shown }) is { } message)
            turn.Delivered(await channels.Of(place).Send(place, message, token, cancellation), message);
    }

    private async Task<IReadOnlyList<Person>> Known(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var people = new List<Person>();

        foreach (var id in ids)
        {
            if (await store.Get(Person.Kind, id, cancellation) is { Body: { Active: true } person })
                people.Add(person);
        }

        return people;
    }
}
