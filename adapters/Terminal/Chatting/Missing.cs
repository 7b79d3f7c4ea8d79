using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Terminal.Drawing;

namespace ChatOps.Terminal.Chatting;

/// <summary>What a form would ask, as one sentence for whoever cannot be asked.</summary>
internal static class Missing
{
    public static string In(Form form, Func<Say, string> plain)
    {
        var problems = form.All.Where(input => input.Problem is not null).Select(input => plain(input.Problem!)).ToArray();

        if (problems is not [])
            return string.Join(" ", problems);

        var missing = form.All.Where(input => input is { Required: true, Values: [] }).Select(input => Wanted(input, plain)).ToArray();

        return missing is []
            ? plain($"Nothing was done yet. To do it, write: {Typed(form.Filled(form.Given))}")
            : plain($"\"{form.Send.Invocation.Command}\" also needs {Say.All(missing.Select(Say.Text))}.");
    }

    private static string Wanted(Block.Input input, Func<Say, string> plain) =>
        input.Options.Count is > 0 and <= FieldWords.MostListed
            ? $"{input.Name}:… ({string.Join(", ", input.Options.Select(option => plain(option.Label)))})"
            : $"{input.Name}:…";

    private static string Typed(Invocation invocation) => Safe.Text(invocation.Arguments.Aggregate(
        invocation.Command,
        (line, pair) => $"{line} {pair.Key}:{Quoted(string.Join(",", pair.Value))}"));

    private static string Quoted(string value) => value.Any(char.IsWhiteSpace) || value.Length is 0 ? $"\"{value.Replace('"', '\'')}\"" : value;
}
