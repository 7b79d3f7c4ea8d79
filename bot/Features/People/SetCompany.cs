using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Staff;

/// <summary>Whom the help desk serves, and what holds for new people of whom nothing else is known.</summary>
internal sealed record SetCompany(
    [Ask("What is the company called?", Longest = 80)] string? Name = null,
    [Ask("Which time zone holds unless somebody has another?", Hint = "Europe/Berlin", Longest = 60)] string? Zone = null,
    [Ask("Which language holds unless somebody has another?", Hint = "en or de", Longest = 20, Rare = true)] string? Language = null) : Command
{
    public static async Task<Reply> Handle(SetCompany command, Turn turn)
    {
        var company = await Company.Of(turn);

        if (command is { Name: null, Zone: null, Language: null })
            return await turn.Propose(Filled(company));

        turn.Save(Company.Kind, company with
        {
            Name = command.Name ?? company.Name,
            TimeZone = command.Zone is { } zone ? UpdatePerson.ZoneOf(zone) : company.TimeZone,
            Language = command.Language is { } language ? UpdatePerson.LanguageOf(language) : company.Language,
        });

        return turn.Settled($"The company is noted. New people get its time zone and language.");
    }

    private static Invocation Filled(Company company) => Invocation.Of("admin company", ("name", company.Name), ("zone", company.TimeZone));
}
