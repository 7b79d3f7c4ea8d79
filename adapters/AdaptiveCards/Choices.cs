using ChatOps.Cards;
using ChatOps.Commands;

namespace ChatOps.AdaptiveCards;

/// <summary>Buttons: the important one first, the many behind an overflow.</summary>
internal sealed class Choices(Texts texts, CardHost host)
{
    private const int LongestTitle = 80;

    // In the width of a telephone.
    private const int LongestInDialog = 32;

    public Element[] Draw(IReadOnlyList<Choice> choices)
    {
        Choice[] shown = [.. choices.Where(choice => !host.IsDialog || choice.Invocation.Command is not "dismiss").OrderByDescending(choice => choice.Emphasis is Emphasis.Primary)];
        return Json.Array(shown.Select((choice, at) => Button(choice, IsBehind(at, shown.Length))));
    }

    /// <summary>What an element runs when it is pressed itself.</summary>
    public Element Select(string title, Invocation invocation) => Select(title, Data(invocation, []));

    public Element Select(string title, Value data) => Pressed(
        isDialog: false,
        ("title", title),
        ("tooltip", title),
        ("data", data),
        ("associatedInputs", "none"));

    // One alone behind "more" would only be hidden, where there is room for it.
    private bool IsBehind(int at, int count) => at >= host.ButtonsInView && (host.IsTeams || count > host.ButtonsInView + 1);

    private Element Button(Choice choice, bool isBehind)
    {
        var isDialog = host is { IsTeams: true, OpensDialogs: true, IsDialog: false } && choice.Ask is not [];

        return Pressed(
            isDialog,
            ("title", Title(choice)),
            ("data", Data(choice.Invocation, choice.Ask, isDialog)),
            ("style", choice.Emphasis switch { Emphasis.Primary => "positive", Emphasis.Danger => "destructive", _ => null }),
            ("associatedInputs", choice.Alone ? "none" : null),
            ("mode", isBehind ? "secondary" : null));
    }

    // Inside a dialog, and to open one, Teams knows but the older kind of action.
    private Element Pressed(bool isDialog, params ReadOnlySpan<(string Name, Value Value)> properties)
    {
        if (isDialog || host.IsDialog)
            return Json.Element("Action.Submit", properties);

        var execute = Json.Element("Action.Execute", ("verb", "run")).Add(properties);

        if (host.IsTeams)
            execute.Add(("fallback", Json.Element("Action.Submit", properties)));

        return execute;
    }

    // A dialog says at its top already what it does.
    private string Title(Choice choice) => texts.Plain(choice.Label) is var title && host.IsDialog && title.Length > LongestInDialog ? texts.Plain($"Send") : Fitting(title);

    private static string Fitting(string title) => title.Length <= LongestTitle ? title : title[..(LongestTitle - 1)] + "…";

    private static Element Data(Invocation invocation, IReadOnlyList<string> ask, bool isDialog = false) => Json.Object(
        (Presses.Invoke, invocation.ToString()),
        (Presses.Ask, ask is [] ? null : ask.ToArray()),
        (Presses.OfTeams, isDialog ? Json.Object(("type", "task/fetch")) : null));
}
