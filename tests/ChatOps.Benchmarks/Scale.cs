using System.Diagnostics;
using ChatOps.Data;

namespace ChatOps.Benchmarks;

/// <summary>The same turns as the desk grows, and what the real program needs on that data.</summary>
internal static class Scale
{
    public static async Task Run(string folder, IReadOnlyList<int> sizes)
    {
        var data = Path.Combine(folder, "scale");
        var database = Path.Combine(data, "chatops.db");
        var programs = new List<string>();
        var filled = 0;
        Console.WriteLine($"\n## As the desk grows, on LiteDB\n\n{Figures.Head}");

        foreach (var size in sizes)
        {
            var started = Stopwatch.GetTimestamp();

            await using (var desk = await Desk.Open(LiteDbStore.Open(database)))
            {
                await desk.Fill(filled, size);
                var time = Stopwatch.GetElapsedTime(started);
                await Turns(desk, size);
                programs.Add($"| {size:N0} | {time.TotalSeconds:N1} | {new FileInfo(database).Length >> 20:N0} | ");
            }

            programs[^1] += await Program(data);
            filled = size;
        }

        Console.WriteLine($"\n## On that data, {Shipped.Name}\n\n| tickets | s to fill | MiB of the file | ms from start to first answer | MiB at rest |\n| ---: | ---: | ---: | ---: | ---: |");
        programs.ForEach(Console.WriteLine);
    }

    private static async Task Turns(Desk desk, int size)
    {
        await Measure.Run($"{size:N0}: view any", 1, (_, n) => desk.Say(Desk.Agent, $"ticket view INC-{(int)(n * 7919L % size) + 1}"));
        await Measure.Run($"{size:N0}: list mine", 1, (_, _) => desk.Say(desk.Somebody(), "my tickets"));
        await Measure.Run($"{size:N0}: all open ones", 1, (_, _) => desk.Say(Desk.Agent, "ticket list"));
        await Measure.Run($"{size:N0}: find two words", 1, (_, n) => desk.Say(Desk.Agent, $"find laptop {(int)(n * 7919L % size)}"));
        await Measure.Run($"{size:N0}: make a ticket", 1, (_, _) => desk.Press(desk.Somebody(), DeskTurns.NewTicket));
    }

    private static async Task<string> Program(string data)
    {
        using var program = Shipped.Start(data);
        var first = await program.FirstAnswer("p0", "help");
        await Task.Delay(TimeSpan.FromSeconds(3));
        return $"{first.TotalMilliseconds:N0} | {program.Memory:N0} |";
    }
}
