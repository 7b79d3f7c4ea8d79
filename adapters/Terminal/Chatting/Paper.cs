using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Terminal.Drawing;

namespace ChatOps.Terminal.Chatting;

/// <summary>What a chat prints on, and the numbers that stand there.</summary>
internal sealed class Paper(TextWriter output, Look look, Guest guest, TimeProvider clock)
{
    private const string Prompt = "> ";

    private readonly List<Choice> choices = [];

    public Look Look => look;

    public Guest Guest { get; set; } = guest;

    /// <summary>An answer: its numbers begin anew.</summary>
    public void PrintAnswer(Message message)
    {
        choices.Clear();
        Print(message);
    }

    /// <summary>Something that came by itself: the numbers above stay what they are.</summary>
    public void PrintNotice(Message message) => Print(message);

    /// <summary>What the number stands for; null: for nothing here.</summary>
    public Choice? Pressed(string line) => int.TryParse(line, out var number) && number >= 1 && number <= choices.Count ? choices[number - 1] : null;

    public string Plain(Say say) => new TerminalSpeech(Reader).Draw(say);

    public void Line(string line = "") => output.WriteLine(line);

    public void Wrapped(string text)
    {
        foreach (var line in Columns.Wrap(text, look.Width))
            Line(line);
    }

    public void PrintPrompt(string prompt = Prompt)
    {
        output.Write(prompt);
        output.Flush();
    }

    /// <summary>Goes to a line of its own, leaving what is being typed.</summary>
    public void LeavePrompt() => output.Write(look.Colours ? "\r\e[K" : "\n");

    private Reader Reader => new(
        Guest.Language,
        TimeZoneInfo.TryFindSystemTimeZoneById(Guest.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc,
        clock.GetUtcNow());

    private void Print(Message message)
    {
        var drawn = CardDrawing.Draw(message with { Reader = Reader }, look, choices.Count + 1);
        choices.AddRange(drawn.Choices);
        output.Write(drawn.Text);
        output.WriteLine();
        output.Flush();
    }
}
