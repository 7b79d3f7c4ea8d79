using ChatOps.Conversations;
using ChatOps.Terminal.Drawing;

namespace ChatOps.Terminal;

/// <summary>Draws a message for the terminal that this process has.</summary>
public static class TerminalPrinting
{
    /// <summary>What the console of this process can show.</summary>
    public static Look Look { get; } = Look.Of(
        Console.IsOutputRedirected ? Look.Plain.Width : Console.WindowWidth,
        !Console.IsOutputRedirected,
        Environment.GetEnvironmentVariable);

    public static string Draw(Message message) => CardDrawing.Draw(message, Look).Text;
}
