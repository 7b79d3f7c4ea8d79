using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Terminal.Chatting;

/// <summary>Serves every terminal, in the process that has the store.</summary>
public sealed class Desk(Bot bot, IStore store, TerminalChannel channel, Committed committed, TimeProvider clock)
{
    private const int MostAtOnce = 50;
    private const string NobodyElse = "ada";
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    public async Task<Guest> Greet(Speaker speaker, CancellationToken cancellation)
    {
        var (identity, isDemonstration) = await IdentityOf(speaker, cancellation);
        var person = await bot.Recognise(identity, cancellation) ?? throw Unknown(identity, isDemonstration);
        person = person.Through(speaker.Locale);
        var role = isDemonstration ? new PlainSpeech(new(person.Language, person.Zone, clock.GetUtcNow())).Draw(Demonstration.RoleOf(person)) : null;
        return new(person.Id, person.Name, person.Language, person.TimeZone, role);
    }

    public async Task<Reply> Hear(Speaker speaker, string eventId, Input input, CancellationToken cancellation)
    {
        var (identity, isDemonstration) = await IdentityOf(speaker, cancellation);
        var person = await bot.Recognise(identity, cancellation) ?? throw Unknown(identity, isDemonstration);

        return await bot.Hear(
            new(new(TerminalChannel.Name, person.Id), identity, eventId, input) { Actor = $"cli:{speaker.User}", Locale = speaker.Locale },
            cancellation);
    }

    public async Task<IReadOnlyList<Notice>> Notices(Speaker speaker, IReadOnlyList<string> printed, TimeSpan patience, CancellationToken cancellation)
    {
        var guest = await Greet(speaker, cancellation);
        var until = clock.GetUtcNow() + patience;
        await Forget(guest.Id, printed, cancellation);

        while (true)
        {
            var next = committed.Next;
            channel.Sit(guest.Id, patience);

            if (await store.Find(Notice.ByPerson.Where(guest.Id) with { Take = MostAtOnce }, cancellation) is { Items: { Count: > 0 } items })
                return [.. items.Select(item => item.Body)];

            if (clock.GetUtcNow() >= until)
                return [];

            await Task.WhenAny(next, Task.Delay(Poll, clock, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private async Task Forget(string person, IReadOnlyList<string> printed, CancellationToken cancellation)
    {
        foreach (var id in printed)
        {
            if (await store.Get(Notice.Kind, id, cancellation) is { } notice && notice.Body.Person == person)
                await store.Commit(new Batch().Delete(Notice.Kind, id, notice.Version), cancellation);
        }
    }

    private async Task<(Identity, bool IsDemonstration)> IdentityOf(Speaker speaker, CancellationToken cancellation)
    {
        var isDemonstration = await Demonstration.IsOn(store, cancellation);

        if (speaker.As is not null && !isDemonstration)
            throw new Refusal($"--as is for the demonstration only, and this installation is somebody's own. Leave it out: you are who your account {speaker.User} is.");

        var account = new Identity(TerminalChannel.Name, speaker.As?.ToLowerInvariant() ?? speaker.User);

        // In the demonstration, whoever does not say who they are is an employee.
        return isDemonstration && speaker.As is null && await bot.Recognise(account, cancellation) is null
            ? (account with { Id = NobodyElse }, isDemonstration)
            : (account, isDemonstration);
    }

    private static Refusal Unknown(Identity identity, bool isDemonstration) => isDemonstration
        ? new($"I know nobody called \"{identity.Id}\". Try --as ada, grace, pam or ruth.")
        : new($"I do not know the account {identity.Id}. Ask an administrator to add {identity.ToString()}.");
}
