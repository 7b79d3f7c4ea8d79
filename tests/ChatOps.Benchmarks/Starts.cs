using System.Globalization;
using ChatOps.Data;

namespace ChatOps.Benchmarks;

/// <summary>What a program needs on a data folder until it gives its first answer, start after start. On a busy machine CPU time and counts hold, the clock does not.</summary>
internal static class Starts
{
    private const int Times = 7;
    private const string Head = "| ms to the first answer | CPU ms | MiB at rest | assemblies | methods compiled |\n| ---: | ---: | ---: | ---: | ---: |";
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    public static async Task Fill(string folder, int size)
    {
        await using var desk = await Desk.Open(LiteDbStore.Open(Path.Combine(folder, "chatops.db")));
        await desk.Fill(0, size);
    }

    public static async Task Run(string folder)
    {
        Console.WriteLine($"\n## {Shipped.Name}, started {Times} times\n\n{Head}");
        var all = new List<double[]>();

        for (var time = 0; time < Times; time++)
        {
            all.Add(await Once(folder));
            Console.WriteLine(Row(all[^1]));
        }

        Console.WriteLine($"\nMedian of each:\n\n{Head}\n{Row([.. all[0].Select((_, column) => all.Select(row => row[column]).Order().ElementAt(Times / 2))])}");
    }

    private static string Row(IEnumerable<double> figures) => $"| {string.Join(" | ", figures.Select(figure => figure.ToString("N0", CultureInfo.CurrentCulture)))} |";

    private static async Task<double[]> Once(string folder)
    {
        using var child = Shipped.Start(folder);
        var first = await child.FirstAnswer("p0", "help");
        var cpu = child.Cpu;
        await Task.Delay(Rest);
        var memory = child.Memory;
        return [first.TotalMilliseconds, cpu.TotalMilliseconds, memory, await child.Metric("dotnet_assembly_count"), await child.Compiled()];
    }
}
