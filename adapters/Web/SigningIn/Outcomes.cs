using ChatOps.Cards;

namespace ChatOps.Web.SigningIn;

/// <summary>How a sign-in ended, as the first page says it. The address carries its name only, so that no link can make the page say anything else.</summary>
internal sealed record Outcomes(string Name, Say Sentence)
{
    public static readonly Outcomes Refused = new("refused", $"Your company's sign-in did not let you in, or you left it. Try again; if it stays, ask whoever runs the help desk.");
    public static readonly Outcomes Failed = new("failed", $"The sign-in did not come through, so nobody was signed in. Begin again from here; if it stays, ask whoever runs the help desk.");
    public static readonly Outcomes Inactive = new("inactive", $"Your account at the help desk is switched off. Ask whoever runs the help desk to switch it on.");
    public static readonly Outcomes Unreachable = new("unreachable", $"Your company's sign-in does not answer at the moment. Try again in a minute.");
    public static readonly Outcomes Out = new("out", $"You are signed out here. Your company's own sign-in may still know you in this browser.");

    private static readonly Outcomes[] All = [Refused, Failed, Inactive, Unreachable, Out];

    public string Path => $"/?signin={Name}";

    public static Say? SentenceOf(string name) => All.FirstOrDefault(outcome => outcome.Name == name)?.Sentence;
}
