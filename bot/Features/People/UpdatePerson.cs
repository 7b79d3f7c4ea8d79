using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Staff;

/// <summary>Says anew what somebody may do, and how they are spoken with.</summary>
internal sealed record UpdatePerson(
    [Ask("Who?")] PersonRef Who,
    [Ask("Which roles?")] IReadOnlyList<Grant>? Roles = null,
    [Ask("Is it somebody whose work must not stand still (VIP)?")] bool? Vip = null,
    [Ask("Do they still work here?")] bool? Active = null,
    [Ask("Which language?", Hint = "en or de", Longest = 20)] string? Language = null,
    [Ask("Which time zone?", Hint = "Europe/Berlin", Longest = 60)] string? Zone = null) : Command
{
    public static async Task<Reply> Handle(UpdatePerson command, Turn turn)
    {
        var person = await One(command.Who, turn);

        if (command is { Roles: null or [], Vip: null, Active: null, Language: null, Zone: null })
            return await turn.Propose(Filled(person));

        var updated = person with
        {
            Roles = command.Roles is [_, ..] roles ? Grants.Together(roles) : person.Roles,
            Vip = command.Vip ?? person.Vip,
            Active = command.Active ?? person.Active,
            Language = command.Language is { } language ? LanguageOf(language) : person.Language,
            LanguageIsChosen = person.LanguageIsChosen || command.Language is not null,
            TimeZone = command.Zone is { } zone ? ZoneOf(zone) : person.TimeZone,
        };

        if (updated == person)
            return new Reply(new Message { Text = $"{person} is like that already.", Card = await FindPerson.Draw(person, turn) });

        await turn.KeepAnAdministrator(person, updated);
        turn.Save(Person.Kind, updated);
        Tell(person, updated, turn);
        var reply = new Reply(new Message { Text = Receipt(person, updated), Card = await FindPerson.Draw(updated, turn) });

        // Taking back that somebody administers asks first whether anybody else does.
        return !person.Roles.HasFlag(ChatOps.People.Roles.Administrator) && updated.Roles.HasFlag(ChatOps.People.Roles.Administrator) ? reply : turn.Undoable(reply);
    }

    private static async ValueTask<Person> One(PersonRef who, Turn turn) => await turn.Meant(who) switch
    {
        [] => throw new Refusal($"I know nobody called \"{who.Text}\". Try the full name, the e-mail address or the employee number."),
        [var only] => only,
        var several => throw new Refusal($"\"{who.Text}\" could be {Say.List(several.Select(person => Say.Text(person.Name)))}. Say more of the name, or the e-mail address."),
    };

    private static Invocation Filled(Person person) => new(
        "person update",
        new Arguments(
            ("who", $"person:{person.Id}"),
            ("vip", person.Vip ? "yes" : "no"),
            ("active", person.Active ? "yes" : "no"),
            ("language", person.Language),
            ("zone", person.TimeZone)).With("roles", [.. Grants.Of(person.Roles).Select(Terms.Value)]));

    internal static string LanguageOf(string said) =>
        Phrasebook.Languages.FirstOrDefault(language => language.Equals(said, StringComparison.OrdinalIgnoreCase))
        ?? throw new Refusal($"I do not speak \"{said}\". Choose {Say.List(Phrasebook.Languages.Select(Say.Text))}.");

    internal static string ZoneOf(string said) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(said, out var zone) && zone.HasIanaId
            ? zone.Id
            : throw new Refusal($"\"{said}\" is no time zone that I know. Write it like Europe/Berlin.");

    private static void Tell(Person before, Person now, Turn turn)
    {
        if (before.Roles != now.Roles && now.Active)
            turn.Tell(now.Id, new Message { Text = $"{turn.Caller} changed what you may do here. You are now: {Named(now.Roles)}." });
    }

    private static Say Receipt(Person before, Person now) => (before, now) switch
    {
        ({ Active: true }, { Active: false }) => $"{now} can no longer do anything here. Their name stays in the history.",
        ({ Active: false }, { Active: true }) => $"{now} is here again.",
        _ when before.Roles != now.Roles => $"{now} is now: {Named(now.Roles)}.",
        _ => $"{now} is changed.",
    };

    private static Say Named(Roles roles) => Say.All(Grants.Of(roles).Select(role => Say.Term(Terms.Label(role))));
}
