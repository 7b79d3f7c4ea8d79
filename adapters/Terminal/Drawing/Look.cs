using ChatOps.Cards;

namespace ChatOps.Terminal.Drawing;

/// <summary>What a terminal can show.</summary>
/// <param name="Width">In columns.</param>
/// <param name="Colours">Colours only repeat what signs and words say.</param>
public sealed record Look(int Width, bool Colours)
{
    private const int Narrowest = 24;
    private const int Widest = 120;

    public static readonly Look Plain = new(80, Colours: false);

    /// <summary>As the environment asks for: <c>NO_COLOR</c> and dumb terminals get none.</summary>
    public static Look Of(int width, bool isTerminal, Func<string, string?> environment) => new(
        width > 0 ? Math.Clamp(width, Narrowest, Widest) : Plain.Width,
        isTerminal && string.IsNullOrEmpty(environment("NO_COLOR")) && environment("TERM") is not (null or "dumb"));

    internal string Strong(string text) => Paint("1", text);

    internal string Faint(string text) => Paint("2", text);

    internal string Warn(string text) => Paint("33", text);

    internal string Title(string text, Tone tone) => Paint(
        tone switch
        {
            Tone.Good => "1;32",
            Tone.Warning => "1;33",
            Tone.Bad => "1;31",
            _ => "1",
        },
        text);

    private string Paint(string code, string text) => Colours && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;
}
