using System.Text;

namespace ChatOps.Commands;

/// <summary>
/// The exact form, the same in terminal, page, Teams and Discord text:
/// <c>noun verb [id] [name:value | name:"quoted value"] [rest]</c>. Only the command's own fields count as names;
/// the rest fills its first empty text field: one that it needs, else one whose words are free.
/// </summary>
public static class TypedSyntax
{
    /// <returns>Null: this is not the exact form of any command.</returns>
    public static Invocation? Read(string sentence, Catalog catalog)
    {
        var text = sentence.Trim().TrimStart('/');

        if (Spec(text, catalog) is not ({ } spec, var rest))
            return null;

        var arguments = Arguments.None;

        if (spec.Fields is [{ Name: "id", Kind: FieldKind.Ticket }, ..] && Word(rest) is var (word, behind) && SubjectId.TryParse(word, null, out var id))
            (arguments, rest) = (arguments.With("id", id.ToString()), behind);
        else if (spec.Fields is [{ Name: "id", IsSubject: true }, ..] && rest.Length > 0 && !IsNamed(spec, rest))
            (arguments, rest) = Subject(arguments, rest);

        (arguments, rest) = Named(spec, arguments, rest);
        return new(spec.Name, rest.Length is 0 ? arguments : Remaining(spec, arguments, Unquoted(rest)));
    }

    private static (CommandSpec?, string) Spec(string text, Catalog catalog)
    {
        var (noun, afterNoun) = Word(text);
        var (verb, afterVerb) = Word(afterNoun);

        return verb.Length > 0 && catalog.Find($"{noun} {verb}") is { } two ? (two, afterVerb) : (catalog.Find(noun), afterNoun);
    }

    private static (string First, string Others) Word(string text) =>
        text.Split((char[]?)null, 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) switch
        {
            [var word, var rest] => (word, rest),
            [var word] => (word, ""),
            _ => ("", ""),
        };

    private static (Arguments Named, string Others) Named(CommandSpec spec, Arguments arguments, string text)
    {
        var rest = new StringBuilder();

        for (var at = 0; at < text.Length;)
        {
            var end = at;

            while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ':')
                end++;

            if (end < text.Length && text[end] is ':' && spec.Field(text[at..end]) is { } field && IsValueAhead(text, end + 1))
            {
                (var value, at) = Value(text, end + 1);
                arguments = arguments.With(field.Name, [.. arguments.All(field.Name), .. field.Several ? value.Split(',', StringSplitOptions.TrimEntries) : [value]]);
                continue;
            }

            while (end < text.Length && !char.IsWhiteSpace(text[end]))
                end++;

            while (end < text.Length && char.IsWhiteSpace(text[end]))
                end++;

            rest.Append(text, at, end - at);
            at = end;
        }

        return (arguments, rest.ToString().Trim());
    }

    // A tag of several words stands in quotation marks.
    private static (Arguments, string) Subject(Arguments arguments, string text)
    {
        var (value, next) = Value(text, 0);
        return (arguments.With("id", value), text[next..].Trim());
    }

    private static bool IsNamed(CommandSpec spec, string text) =>
        Word(text).First.Split(':', 2) is [var name, { Length: > 0 }] && spec.Field(name) is not null;

    private static bool IsValueAhead(string text, int at) => at < text.Length && !char.IsWhiteSpace(text[at]);

    private static (string Value, int Next) Value(string text, int at)
    {
        var quoted = text[at] is '"';
        var end = quoted ? text.IndexOf('"', at + 1) : at;

        // A quotation mark that nothing closes reaches to the end.
        if (quoted)
            return end < 0 ? (text[(at + 1)..], text.Length) : (text[(at + 1)..end], end + 1);

        while (end < text.Length && !char.IsWhiteSpace(text[end]))
            end++;

        return (text[at..end], end);
    }

    // Who puts all of it in quotation marks does not mean these.
    private static string Unquoted(string rest) => rest is ['"', .. { Length: > 0 } inside, '"'] && !inside.Contains('"') ? inside : rest;

    private static Arguments Remaining(CommandSpec spec, Arguments arguments, string rest)
    {
        var empty = spec.Fields.Where(field => !arguments.Has(field.Name)).ToArray();
        var field = empty.FirstOrDefault(field => field is { Required: true, Kind: FieldKind.Text or FieldKind.Paragraph or FieldKind.Person })
            ?? empty.FirstOrDefault(field => field.Kind is FieldKind.Text or FieldKind.Paragraph && field.From is null)
            ?? empty.FirstOrDefault();

        // Nothing takes it: kept under its own words, so that binding names what is too much.
        return field is null ? arguments.With(rest, "") : arguments.With(field.Name, rest);
    }
}
