using System.Net.Mail;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Staff;

/// <summary>Somebody who works here, before they have said a word: their account finds them by the e-mail address.</summary>
internal sealed record NewPerson(
    [Ask("What is their name?", Longest = 100)] string Name,
    [Ask("What is their e-mail address?", Longest = 200)] string Email,
    [Ask("Which roles?")] IReadOnlyList<Grant>? Roles = null) : Command
{
    public static async Task<Reply> Handle(NewPerson command, Turn turn)
    {
        if (!MailAddress.TryCreate(command.Email, out var address) || address.Address != command.Email)
            throw new Refusal($"\"{command.Email}\" is no e-mail address. Write it like ada@example.com.");

        if (await turn.Find(Person.ByEmail.Where(command.Email.ToLowerInvariant())) is { Items: [var known, ..] })
            throw new Refusal($"{known.Body} has that e-mail address already. Change them instead.") { Choices = [new($"Change", Invocation.Of("person update", ("who", known.Body.Email)))] };

        var company = await Company.Of(turn);

        var person = new Person(await PersonId.Free(turn, command.Email, command.Name), command.Name)
        {
            Email = command.Email,
            Language = company.Language,
            TimeZone = company.TimeZone,
            Roles = Grants.Together(command.Roles ?? []),
        };

        turn.Save(Person.Kind, person);
        return turn.Settled($"{person} is known here. They are recognised by their e-mail address when they sign in.");
    }
}
