using System.Globalization;
using ChatOps.Cards;

namespace ChatOps.Terminal.Drawing;

/// <summary>Draws what a card is made of.</summary>
internal sealed class BlockDrawing(Sheet sheet, TerminalSpeech speech, Func<Choice, int> number)
{
    private const int BarWidth = 20;
    private const int WidestName = 24;

    public void Draw(IReadOnlyList<Block> blocks)
    {
        foreach (var block in blocks)
            Draw(block);
    }

    private void Draw(Block block)
    {
        switch (block)
        {
            case Block.Text text:
                sheet.Wrapped(speech.Draw(text.Words), text.Subtle ? sheet.Look.Faint : null);
                break;
            case Block.Quote quote:
                DrawQuote(quote);
                break;
            case Block.Facts facts:
                DrawPairs([.. facts.Items.Select(fact => (speech.Draw(fact.Name), speech.Draw(fact.Value)))]);
                break;
            case Block.Table table:
                DrawTable(table);
                break;
            case Block.Picture picture:
                sheet.Wrapped(speech.Draw($"[picture: {picture.Alternative}]"));
                break;
            case Block.Chart chart:
                DrawChart(chart);
                break;
            case Block.Gantt gantt:
                sheet.Wrapped(speech.Draw(gantt.Title), sheet.Look.Strong);
                DrawTable(gantt.Figures());
                break;
            case Block.Progress progress:
                sheet.Wrapped($"{speech.Draw(progress.Label)}  {Bar(progress.Share)} {Math.Clamp(progress.Share, 0, 1).ToString("0 %", CultureInfo.InvariantCulture)}");
                break;
            case Block.Section section:
                sheet.Wrapped($"{speech.Draw(section.Title)}:", sheet.Look.Strong);
                sheet.Inside("  ", () => Draw(section.Body));
                break;
            case Block.Files files:
                DrawPairs([.. files.Items.Select(file => (Safe.Text(file.Name), $"{Safe.Text(file.Type)}, {speech.Draw(Size(file.Size))}"))]);
                break;
            case Block.Input input:
                DrawInput(input);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void DrawQuote(Block.Quote quote)
    {
        var heading = quote.Heading is { } say ? speech.Draw(say) : "";

        if (quote.Internal)
            sheet.Wrapped($"{speech.Draw($"INTERNAL")}{(heading.Length is 0 ? "" : $" {heading}")} ({speech.Draw($"staff only")})", sheet.Look.Warn);
        else if (heading.Length > 0)
            sheet.Wrapped(heading, sheet.Look.Faint);

        sheet.Inside(quote.Internal ? "┆ " : "│ ", () => sheet.Wrapped(Safe.Text(quote.Words, lines: true)));
    }

    private void DrawPairs(IReadOnlyList<(string Name, string Value)> pairs)
    {
        var names = Math.Min(WidestName, pairs.Select(pair => Columns.Of(pair.Name)).DefaultIfEmpty().Max());

        foreach (var (name, value) in pairs)
            sheet.Wrapped($"{Columns.Pad($"{name}:", names + 1)} {value}", hanging: sheet.Width > 2 * names + 8 ? names + 2 : 2);
    }

    private void DrawTable(Block.Table table)
    {
        var opens = table.Rows.Any(row => row.Open is not null);
        var rows = table.Rows.Select(row => row.Cells.Select(speech.Draw).ToArray() is var cells && !opens
            ? cells
            : [row.Open is { } open ? $"[{number(new(row.Cells is [var name, ..] ? name : $"Open", open))}]" : "", .. cells]);

        var columns = table.Columns.Select(speech.Draw);
        TableDrawing.Draw(sheet, [.. opens ? columns.Prepend("") : columns], [.. rows]);
    }

    private void DrawChart(Block.Chart chart)
    {
        var most = chart.Plots.SelectMany(plot => plot.Values).DefaultIfEmpty().Max();
        sheet.Wrapped(speech.Draw(chart.Title), sheet.Look.Strong);

        if (chart.Plots is [var only])
        {
            TableDrawing.Draw(sheet, ["", speech.Draw(only.Name), ""],
                [.. chart.Labels.Zip(only.Values, (label, value) => new[] { speech.Draw(label), Figure(value), most > 0 ? Blocks(value / most) : "" })]);
            return;
        }

        TableDrawing.Draw(sheet, ["", .. chart.Plots.Select(plot => speech.Draw(plot.Name))],
            [.. chart.Labels.Select((label, i) => chart.Plots.Select(plot => i < plot.Values.Count ? Figure(plot.Values[i]) : "").Prepend(speech.Draw(label)).ToArray())]);
    }

    private void DrawInput(Block.Input input)
    {
        var value = input.Values is [] ? "" : $" [{Safe.Text(string.Join(", ", input.Values))}]";
        sheet.Wrapped($"{speech.Draw(input.Label)}{value}{(input.Required ? $" ({speech.Draw($"required")})" : "")}", hanging: 2);

        if (input.Problem is { } problem)
            sheet.Wrapped($"! {speech.Draw(problem)}", sheet.Look.Warn, hanging: 2);

        if (input.Hint is { } hint)
            sheet.Inside("  ", () => sheet.Wrapped(speech.Draw(hint), sheet.Look.Faint));

        if (input.Options is not [])
            sheet.Inside("  ", () => sheet.Wrapped(string.Join(", ", input.Options.Select(option => speech.Draw(option.Label))), sheet.Look.Faint));
    }

    private static string Bar(double share) => $"[{Columns.Pad(Blocks(share).Replace('█', '#'), BarWidth).Replace(' ', '.')}]";

    private static string Blocks(double share) => new('█', (int)Math.Round(Math.Clamp(share, 0, 1) * BarWidth));

    private static string Figure(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    private static Say Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes:# byte|# bytes}",
        < 1024 * 1024 => Say.Text($"{bytes / 1024} KB"),
        _ => Say.Text($"{bytes / 1024 / 1024} MB"),
    };
}
