using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Staff;

/// <summary>Signs somebody out everywhere at once: a notebook was lost, an account was taken over.</summary>
internal sealed record EndSessions([Ask("Who?")] PersonRef Who) : Command
{
    private const int Most = 1000;

    public static async Task<Reply> Handle(EndSessions command, Turn turn)
    {
        var person = await turn.Person(command.Who);
        var sessions = (await turn.Find(Session.ByPerson.Where(person.Id) with { Take = Most })).Items;

        if (!sessions.Any(session => session.Body.Lives(turn.Now)))
            return (Say)$"{person} is signed in nowhere.";

        foreach (var session in sessions)
            turn.Delete(Session.Kind, session.Id);

        turn.Note($"person:{person.Id}", "person signout");
        return new Card($"{person} is signed out everywhere. They can sign in again unless they no longer work here.")
        {
            Choices = [new($"Deactivate", Invocation.Of("person update", ("who", $"person:{person.Id}"), ("active", "no")))],
        };
    }
}
