using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ChatOps.Cards;
using ChatOps.Discord.Drawing;
using ChatOps.Discord.Wire;

namespace ChatOps.Tests.Discord;

/// <summary>What a person reads of what was drawn, with the Markdown of Discord applied.</summary>
internal static partial class Readable
{
    public static string Of(Drawn drawn, Reader reader) => string.Join('\n', drawn.Pages.SelectMany(page => page.Components).SelectMany(WireLimits.All).Select(component => Of(component, reader)));

    /// <summary>The texts alone, in their order.</summary>
    public static string Texts(Drawn drawn) => string.Concat(drawn.Pages.SelectMany(page => page.Components).SelectMany(WireLimits.All).Select(component => component.Content is { } text ? Plain(text, Reader.Nobody) : ""));

    private static string Of(Component component, Reader reader) => string.Join('\n',
    [
        component.Content is { } text ? Plain(text, reader) : "",
        component.Label ?? "",
        .. (component.Options ?? []).SelectMany(option => new[] { option.Label, option.Description ?? "" }),
        .. (component.Items ?? []).Select(item => item.Description ?? ""),
    ]);

    public static string Plain(string markdown, Reader reader)
    {
        var text = new StringBuilder();
        var isCode = false;

        foreach (var part in markdown.Split("```"))
        {
            text.Append(isCode ? part : Marked(part, reader));
            isCode = !isCode;
        }

        return text.ToString();
    }

    private static string Marked(string text, Reader reader)
    {
        text = Head().Replace(text, "");
        text = Moment().Replace(text, match => new PlainSpeech(reader).Draw(Say.Row([MomentOf(match)])));
        return Escape().Replace(Bold().Replace(text, ""), "$1");
    }

    private static Say MomentOf(Match match)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        return match.Groups[2].Value switch { "R" => $"{at:ago}", "D" => $"{at:day}", _ => $"{at}" };
    }

    [GeneratedRegex(@"^(?:> )?(?:-# |### )?", RegexOptions.Multiline)]
    private static partial Regex Head();

    [GeneratedRegex(@"<t:(-?\d+):([fRD])>")]
    private static partial Regex Moment();

    [GeneratedRegex(@"(?<!\\)((?:\\\\)*)\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex(@"\\([^0-9A-Za-z\s])")]
    private static partial Regex Escape();
}
