using ChatOps.Conversations;
using ChatOps.Discord.Keeping;
using ChatOps.Discord.Wire;
using Message = ChatOps.Discord.Wire.Message;

namespace ChatOps.Discord.Interactions;

/// <summary>The message whose button was pressed, and whether the answer takes its place.</summary>
internal static class Pressed
{
    private static readonly string[] Answered = ["confirm", "dismiss"];

    /// <summary>A form and a question are over once they are answered; a card that was pressed becomes what it is now.</summary>
    /// <param name="isAmongOthers">It may stand where others read.</param>
    public static bool Becomes(Message? message, Reply reply, bool isAmongOthers) =>
        message is not null && IsMine(message, isAmongOthers) && (IsForm(message) || reply is { IsForm: false, Message.Shown: { Face: null } shown } && Shows(message, shown));

    /// <summary>It waits to be filled in, or for a yes.</summary>
    public static bool IsForm(Message message) =>
        All(message).Any(component => component.CustomId is { } id && (PressId.Read(id) is PressId.OfForm || PressId.Read(id) is PressId.Press { Input.Invocation.Command: var command } && Answered.Contains(command, StringComparer.Ordinal)));

    // The title of a card begins with the number of what it shows.
    private static bool Shows(Message message, Shown shown) => All(message).Any(component =>
        component is { Type: ComponentType.TextDisplay, Content: { } text } && text.StartsWith($"### {shown.Id} ", StringComparison.Ordinal));

    // What others read too is not for one of them to change: it changes by itself.
    private static bool IsMine(Message message, bool isAmongOthers) => !isAmongOthers || message.Flags?.HasFlag(MessageFlags.Ephemeral) is true;

    private static IEnumerable<Component> All(Message message) => (message.Components ?? []).SelectMany(All);

    private static IEnumerable<Component> All(Component component) => [component, .. (component.Components ?? []).SelectMany(All)];
}
