using System.Globalization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Teams.Drawing;

/// <summary>What stands on a locked telephone: the number, who it is about and what is wanted, in at most 80 characters.</summary>
internal static class Summary
{
    public const int Longest = 80;

    public static string Of(Message message)
    {
        var text = OneLine(new Brief(message.Reader).Draw(message.Text ?? message.Card?.Title ?? (Say)$"The help desk has something for you."));
        var number = NumberOf(message);

        // What would not be read to its end is led by the number.
        if (number is not null && !Cut(text, Longest).Contains(number, StringComparison.Ordinal))
            text = $"{number}: {text}";

        return Cut(WithWish(text, message), Longest);
    }

    private static string WithWish(string text, Message message) =>
        message.Card?.Choices.FirstOrDefault(choice => choice.Emphasis is Emphasis.Primary) is { } wish
        && OneLine(new Brief(message.Reader).Draw(wish.Label)) is { Length: > 0 } label
        && !text.Contains(label, StringComparison.Ordinal)
        && $"{text} · {label}" is { Length: <= Longest } longer
            ? longer
            : text;

    private static string? NumberOf(Message message) =>
        message.Shown is { } shown && SubjectId.TryParse(shown.Id, null, out var subject) ? subject.ToString()
        : Parts(message.Text).Concat(Parts(message.Card?.Title)).OfType<Part.Id>().FirstOrDefault()?.Subject;

    private static IEnumerable<Part> Parts(Say? say) => say?.Parts.SelectMany(part => part is Part.Inner inner ? Parts(inner.Say) : [part]) ?? [];

    private static string OneLine(string text) =>
        string.Join(' ', string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    // After a whole word where there is one, and never inside a letter.
    private static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;

        var letters = StringInfo.ParseCombiningCharacters(text);
        var end = letters.Last(at => at < most);
        var space = text.LastIndexOf(' ', end);
        return $"{text[..(space > most / 2 ? space : end)].TrimEnd(' ', ',', ';', ':', '.')}…";
    }

    /// <summary>Names and what users wrote are kept short, so that there is room for the rest.</summary>
    private sealed class Brief(Reader reader) : Speech(reader)
    {
        private const int LongestWords = 32;
        private const int LongestName = 24;

        protected override string Literal(string markdown) => markdown.Replace("**", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal);

        protected override string Words(string text) => Cut(text, LongestWords);

        protected override string Who(Part.Who who) => Cut(who.Name, LongestName);

        protected override string Id(Part.Id id) => id.Subject;

        protected override string Link(Part.Link link) => Words(link.Text);
    }
}
