namespace ChatOps.Benchmarks;

/// <summary>What one way of working costs: how many a second, how long each, how much memory each. Each figure is the median of the rounds.</summary>
/// <param name="Median">Of the times of single runs.</param>
/// <param name="Cpu">Of the process that does it, for one.</param>
/// <param name="Bytes">Allocated for one, in this process or in the one that does it.</param>
internal sealed record Figures(string What, double PerSecond, TimeSpan Median, TimeSpan Percentile99, TimeSpan Cpu, double Bytes)
{
    public const string Head = "| what | per second | p50 µs | p99 µs | CPU µs | KB each |\n| --- | ---: | ---: | ---: | ---: | ---: |";

    public string Row() =>
        $"| {What} | {PerSecond:N0} | {Median.TotalMicroseconds:N0} | {Percentile99.TotalMicroseconds:N0} | {Cpu.TotalMicroseconds:N0} | {Bytes / 1024:N1} |";

    /// <summary>The row that compares it with another.</summary>
    public string Of(string what, Figures other) =>
        $"| … of {what} | {PerSecond / other.PerSecond:P0} | {Median / other.Median:N1} × | {Percentile99 / other.Percentile99:N1} × | {Cpu / other.Cpu:N1} × | |";

    /// <summary>Two that worked at the same time, each on its own.</summary>
    public Figures With(Figures other) => new(
        What,
        PerSecond + other.PerSecond,
        (Median + other.Median) / 2,
        Percentile99 > other.Percentile99 ? Percentile99 : other.Percentile99,
        (Cpu + other.Cpu) / 2,
        (Bytes + other.Bytes) / 2);

    public static Figures MedianOf(IReadOnlyCollection<Figures> rounds) => new(
        rounds.First().What,
        Middle(rounds, round => round.PerSecond),
        Middle(rounds, round => round.Median),
        Middle(rounds, round => round.Percentile99),
        Middle(rounds, round => round.Cpu),
        Middle(rounds, round => round.Bytes));

    private static T Middle<T>(IReadOnlyCollection<Figures> rounds, Func<Figures, T> figure) => rounds.Select(figure).Order().ElementAt(rounds.Count / 2);
}
