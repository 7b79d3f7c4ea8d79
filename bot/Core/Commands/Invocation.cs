namespace ChatOps.Commands;

/// <summary>A command by name with whatever arguments came along: what a button carries and a form sends.</summary>
/// <param name="Command">The name in the catalogue, <c>ticket resolve</c>.</param>
public sealed record Invocation(string Command, Arguments Arguments)
{
    public static Invocation Of(string command, params ReadOnlySpan<(string Name, string? Value)> arguments) => new(command, new(arguments));

    /// <summary><c>ticket resolve?id=INC-7</c>; <see cref="Parse"/> reads it back.</summary>
    public override string ToString() => Arguments.Count is 0 ? Command : $"{Command}?{Arguments}";

    /// <returns>Null when the text is not of this form. Whether there is such a command is the catalogue's to say.</returns>
    public static Invocation? Parse(string text)
    {
        if (text.Split('?', 2) is not [var name, ..] parts || name.Length is 0)
            return null;

        var arguments = Arguments.None;

        foreach (var pair in parts.Length is 1 ? [] : parts[1].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split('=') is not [var key, var value])
                return null;

            key = Uri.UnescapeDataString(key);
            arguments = arguments.With(key, [.. arguments.All(key), Uri.UnescapeDataString(value)]);
        }

        return new(name, arguments);
    }
}
