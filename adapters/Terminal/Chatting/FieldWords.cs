using ChatOps.Cards;
using ChatOps.Commands;

namespace ChatOps.Terminal.Chatting;

/// <summary>Reads what somebody typed into a field: the number of an option, its word, or the beginning of it.</summary>
internal static class FieldWords
{
    /// <summary>Options up to here are listed with their numbers.</summary>
    public const int MostListed = 15;

    /// <returns>The values, or why the words will not do.</returns>
    public static (IReadOnlyList<string>? Values, Say? Problem) Read(Block.Input input, string typed, Func<Say, string> plain)
    {
        if (input.Kind is FieldKind.Flag)
            return Flag(typed) is { } flag ? ([flag], null) : (null, $"Say yes or no.");

        if (input.Options is [])
            return ([typed], null);

        var values = new List<string>();

        foreach (var word in input.Several ? typed.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [typed])
        {
            var (value, problem) = Option(input, word, plain);

            if (problem is not null)
                return (null, problem);

            values.Add(value!);
        }

        return (values, null);
    }

    public static bool IsLeaving(string typed) => typed.ToLowerInvariant() is "exit" or "quit" or "bye" or "ende" or "beenden" or "tschüss";

    public static bool IsCancelling(string typed) => typed.ToLowerInvariant() is FieldAsking.Leave or "abbrechen";

    public static bool IsChanging(string typed) => typed.ToLowerInvariant() is "change" or "ändern";

    public static bool IsYes(string typed) => Flag(typed) is "yes";

    private static string? Flag(string typed) => typed.ToLowerInvariant() switch
    {
        "y" or "yes" or "j" or "ja" or "true" or "on" => "yes",
        "n" or "no" or "nein" or "false" or "off" => "no",
        _ => null,
    };

    private static (string? Value, Say? Problem) Option(Block.Input input, string word, Func<Say, string> plain)
    {
        if (int.TryParse(word, out var number) && number >= 1 && number <= input.Options.Count && input.Options.Count <= MostListed)
            return (input.Options[number - 1].Value, null);

        var exact = input.Options.Where(option => Same(option.Value, word) || Same(plain(option.Label), word)).ToArray();
        var found = exact is [] ? [.. input.Options.Where(option => plain(option.Label).Contains(word, StringComparison.CurrentCultureIgnoreCase))] : exact;

        return found switch
        {
            [var only] => (only.Value, null),
            // Who is not in a list may still be found by the bot: "me", an e-mail address.
            [] when input.Kind is FieldKind.Person or FieldKind.Ticket => (word, null),
            [] when input.Options.Count > MostListed => (null, $"\"{word}\" is none of them. Type a part of the name."),
            [] => (null, $"\"{word}\" is none of {Say.List(input.Options.Select(option => option.Label))}."),
            _ => (null, $"\"{word}\" could be {Say.List(found.Take(MostListed).Select(option => option.Label))}. Type more of it."),
        };
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
