using System.Text.RegularExpressions;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Tickets;

/// <summary>Puts values where the text of a macro names them.</summary>
internal static partial class MacroWords
{
    private static readonly string[] Known = ["requester", "id", "title", "assignee", "queue", "me"];

    /// <summary>Refuses a text that names what there is not.</summary>
    public static void Check(string? text)
    {
        if (Named().Matches(text ?? "").Select(match => match.Groups["name"].Value).FirstOrDefault(name => !Known.Contains(name.ToLowerInvariant())) is { } unknown)
            throw new Refusal($"There is no \"{unknown}\" to fill in. Use one of these: {Say.List(Known.Select(name => Say.Text($"{{{name}}}")))}.");
    }

    public static async ValueTask<string?> Filled(Macro macro, Ticket ticket, Turn turn)
    {
        if (macro.Text is not { } text)
            return null;

        var assignee = macro.Assignee is "me" ? turn.Caller.Id : macro.Assignee ?? ticket.Assignee;

        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["requester"] = await Name(ticket.Requester, turn),
            ["id"] = ticket.Id.ToString(),
            ["title"] = ticket.Title,
            ["assignee"] = assignee is null ? "" : await Name(assignee, turn),
            ["queue"] = turn.Access.Queue(macro.Queue ?? ticket.Queue)?.Name ?? "",
            ["me"] = turn.Caller.Name,
        };

        return Named().Replace(text, match => values.GetValueOrDefault(match.Groups["name"].Value, match.Value));
    }

    private static async ValueTask<string> Name(string id, Turn turn) => (await turn.Get(Person.Kind, id))?.Name ?? id;

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+)\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
