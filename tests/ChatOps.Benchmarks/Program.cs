using System.Diagnostics;
using ChatOps.Benchmarks;
using ChatOps.Data;
using ChatOps.Documents;

// make bench ARGS="assets 100000": finding one of so many assets.
if (args is ["assets", var count])
{
    await Assets.Run(int.Parse(count));
    return;
}

// make bench [ARGS="1000 100000"]: the numbers of tickets to measure at.
var sizes = args is [] ? [1, 1_000, 100_000] : args.Select(int.Parse).ToArray();
var time = TimeSpan.FromSeconds(3);
var folder = Directory.CreateTempSubdirectory("chatops-bench-");

try
{
    Console.WriteLine($"## A turn in process\n\n{Figures.Head()}");
    await Turns("in memory", new InMemoryStore(), [1, .. sizes.Where(size => size is > 1 and <= 1_000)]);
    await Turns("LiteDB", LiteDbStore.Open(Path.Combine(folder.FullName, "bench.db")), sizes);
    Console.WriteLine($"\nPeak memory of this process: {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB.");
}
finally
{
    folder.Delete(recursive: true);
}

async Task Turns(string name, IStore store, int[] sizes)
{
    await using var desk = await Desk.Open(store);
    var filled = 0;

    foreach (var size in sizes)
    {
        await desk.Fill(filled, size);
        filled = size;
        await desk.Say("p0", "ticket new title:\"Mine\" urgency:low");
        filled++;

        await Show($"{name}, {size:N0} tickets: help", 1, (_, _) => desk.Say("p0", "help"));
        await Show($"{name}, {size:N0} tickets: view", 1, (_, _) => desk.Say("agent", "ticket view INC-1"));
        await Show($"{name}, {size:N0} tickets: my open tickets", 1, (_, _) => desk.Say("p0", "my tickets"));
        await Show($"{name}, {size:N0} tickets: find two words", 1, (_, _) => desk.Say("agent", "find printer 77"));
        await Show($"{name}, {size:N0} tickets: reply", 1, (_, n) => desk.Say("agent", $"ticket reply INC-{n % size + 1} text:\"On it\""));
        filled += await Show($"{name}, {size:N0} tickets: create, 1 conversation", 1, (_, n) => desk.Say("p0", $"ticket new title:\"VPN {n}\""));
        filled += await Show($"{name}, {size:N0} tickets: create, 64 conversations", 64, (who, n) => desk.Say($"p{who + 1}", $"ticket new title:\"VPN {n}\""));
    }
}

async Task<int> Show(string what, int conversations, Func<int, int, Task> turn)
{
    var figures = await Measure.Run(what, conversations, time, turn);
    Console.WriteLine(figures.Row());
    return figures.Count;
}
