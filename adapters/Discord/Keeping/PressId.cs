using System.Globalization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Discord.Keeping;

/// <summary>
/// What a component carries to be recognised by: the command that it runs, <c>to|ticket assign?id=INC-7</c> with the fields
/// that are asked for first, or the id of what was kept because it is longer than that.
/// </summary>
internal abstract record PressId
{
    /// <summary>Of a list whose values are such ids.</summary>
    public const string Open = "open";

    private const char Kept = '~';
    private const char AskEnd = '|';

    // None of a written invocation: those are escaped there.
    private const char Copy = '#';
    private const string PageMark = "page:";
    private const string FormMark = "form:";

    private PressId()
    {
    }

    /// <summary>Runs a command.</summary>
    public sealed record Press(Input.Press Input) : PressId;

    /// <summary>Runs what is kept under an id.</summary>
    public sealed record OfKept(string Id) : PressId;

    /// <summary>Shows another page of a kept message.</summary>
    public sealed record OfPage(string Id, int Number) : PressId;

    /// <summary>Asks for the inputs of a kept form, from a step on.</summary>
    public sealed record OfForm(string Id, int Step) : PressId;

    public static string Of(Choice choice) =>
        choice.Ask is [] ? choice.Invocation.ToString() : $"{string.Join(',', choice.Ask)}{AskEnd}{choice.Invocation}";

    public static string OfKeptChoice(string id) => $"{Kept}{id}";

    public static string Page(string id, int page) => string.Create(CultureInfo.InvariantCulture, $"{PageMark}{id}:{page}");

    public static string Form(string id, int step) => string.Create(CultureInfo.InvariantCulture, $"{FormMark}{id}:{step}");

    /// <summary>The same once more in one message.</summary>
    public static string Again(string id, int n) => string.Create(CultureInfo.InvariantCulture, $"{id}{Copy}{n}");

    /// <returns>Null: none of ours.</returns>
    public static PressId? Read(string text)
    {
        if (text.LastIndexOf(Copy) is >= 0 and var copy)
            text = text[..copy];

        if (text.StartsWith(PageMark, StringComparison.Ordinal))
            return Numbered(text[PageMark.Length..]) is var (id, page) && id.Length > 0 ? new OfPage(id, page) : null;

        if (text.StartsWith(FormMark, StringComparison.Ordinal))
            return Numbered(text[FormMark.Length..]) is var (id, step) && id.Length > 0 ? new OfForm(id, step) : null;

        return text.StartsWith(Kept) ? new OfKept(text[1..]) : ReadPress(text) is { } press ? new Press(press) : null;
    }

    public static Input.Press? ReadPress(string text)
    {
        var (ask, invocation) = text.IndexOf(AskEnd) is >= 0 and var end ? (text[..end].Split(','), text[(end + 1)..]) : ([], text);
        return Invocation.Parse(invocation) is { } carried ? new(carried, ask) : null;
    }

    private static (string Id, int Number) Numbered(string text) =>
        text.Split(':') is [var id, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? (id, n) : ("", 0);
}
