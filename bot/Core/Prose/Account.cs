using System.Security.Cryptography;
using System.Text;
using ChatOps.Cards;
using ChatOps.Privacy;

namespace ChatOps.Prose;

/// <summary>Facts that are to be put into a few sentences: the very ones that stand under these, as plain text in their reader's words.</summary>
/// <param name="Of">What it is, in English and of our own: <c>a ticket of a help desk</c>.</param>
/// <param name="Language">That of the reader and of the facts' own words.</param>
public sealed record Account(string Of, string Language, string Text)
{
    private const string LeftOut = "…";

    /// <summary>The same facts for the same kind of reader have the same, whoever reads.</summary>
    public string Hash { get; } = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Of}\n{Language}\n{Text}")));

    /// <summary>What blocks say, line by line, with what looks like a secret hidden however it got there.</summary>
    public static Account Told(string of, IEnumerable<Block> facts, Reader reader)
    {
        var speech = new PlainSpeech(reader);
        return new(of, reader.Language, Secrets.Hide(string.Join('\n', facts.SelectMany(block => Lines(block, speech)))).Text);
    }

    /// <summary>Not longer than that: how it began and, more so, how it stands now.</summary>
    /// <param name="most">Characters.</param>
    public Account Within(int most)
    {
        if (Text.Length <= most)
            return this;

        var lines = Text.Split('\n').Select(line => line.Length <= most / 4 ? line : $"{line[..(most / 4)]}{LeftOut}").ToArray();
        return this with { Text = string.Join('\n', [.. Fitting(lines, most / 3), LeftOut, .. Fitting(lines.Reverse(), most * 2 / 3 - 2).AsEnumerable().Reverse()]) };
    }

    private static string[] Fitting(IEnumerable<string> lines, int most) => [.. lines.TakeWhile(line => (most -= line.Length + 1) >= 0)];

    private static IEnumerable<string> Lines(Block block, Speech speech) => block switch
    {
        Block.Text text => [speech.Draw(text.Words)],
        Block.Quote { Heading: { } heading } quote => [$"{speech.Draw(heading)}: {quote.Words}"],
        Block.Quote quote => [quote.Words],
        Block.Facts facts => facts.Items.Select(fact => $"{speech.Draw(fact.Name)}: {speech.Draw(fact.Value)}"),
        Block.Table table => Rows(table, speech),
        Block.Gantt gantt => Rows(gantt.Figures(), speech),
        Block.Progress progress => [speech.Draw(progress.Label)],
        Block.Section section => [$"{speech.Draw(section.Title)}:", .. section.Body.SelectMany(inner => Lines(inner, speech))],
        Block.Files files => files.Items.Select(file => file.Name),
        _ => [],
    };

    private static IEnumerable<string> Rows(Block.Table table, Speech speech) =>
        table.Rows.Select(row => string.Join("; ", row.Cells.Zip(table.Columns, (cell, column) => $"{speech.Draw(column)}: {speech.Draw(cell)}")));
}
