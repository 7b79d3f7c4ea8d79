using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.Conversations;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Drawing;

/// <summary>A file that a card names, as a press on it sends it.</summary>
/// <param name="Of">What the card shows; null: the file was made for who has it.</param>
internal sealed record Enclosed(string Hash, Shown? Of)
{
    private const string File = "file";
    private const string View = "of";
    private const int LongestName = 300;

    public static JsonObject Press(Cards.Attachment file, Shown? of) => Context(new(file.Hash, of));

    public static JsonObject Context(Enclosed file)
    {
        var data = new JsonObject { [File] = file.Hash };

        if (file.Of is { } of)
            data[View] = $"{of.Kind}:{of.Id}";

        return data;
    }

    /// <returns>Null: this is something else.</returns>
    public static Enclosed? Read(JsonElement data)
    {
        if (data.Text(File) is not { Length: 64 } hash || !hash.All(char.IsAsciiHexDigitLower))
            return null;

        return new(hash, data.Text(View) is { Length: <= LongestName } of && of.Split(':', 2) is [{ Length: > 0 } kind, { Length: > 0 } id] ? new(kind, id) : null);
    }
}
