using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Staff;

/// <summary>The languages that there is a phrasebook for.</summary>
internal enum Tongue
{
    English,
    German,
}

/// <summary>Is spoken with in a language from now on, whatever the client asks for.</summary>
internal sealed record ChooseLanguage([Ask("Which language?")] Tongue Language) : Command
{
    public static async Task<Reply> Handle(ChooseLanguage command, Turn turn)
    {
        var person = await turn.Require(Person.Kind, turn.Caller.Id);
        turn.Save(Person.Kind, person with { Language = command.Language is Tongue.German ? "de" : "en", LanguageIsChosen = true });
        return (Say)$"From now on I speak {command.Language} with you.";
    }
}
