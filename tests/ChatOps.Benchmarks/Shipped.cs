using System.Runtime.InteropServices;

namespace ChatOps.Benchmarks;

/// <summary>The program as people get it, when "make package" has built it; else the one that was built with the benchmarks, which is compiled while it starts.</summary>
internal static class Shipped
{
    private static readonly string Package = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../package", RuntimeInformation.RuntimeIdentifier, "chatops"));

    private static readonly string Program = Environment.GetEnvironmentVariable("CHATOPS_PROGRAM") is { Length: > 0 } path ? Path.GetFullPath(path) : File.Exists(Package) ? Package : "chatops.dll";

    public static string Name => Program.EndsWith(".dll", StringComparison.Ordinal) ? "the program as it was built here" : "the program as it is shipped";

    public static Child Start(string data, params string[] settings) =>
        Child.Start(Program, address => ["--urls", $"{address}".TrimEnd('/'), "--Data:Folder", data, .. settings]);
}
