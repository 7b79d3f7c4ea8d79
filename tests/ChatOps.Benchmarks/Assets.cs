using System.Globalization;
using System.Text;
using ChatOps.Conversations;
using ChatOps.Data;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.Host.Importing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatOps.Benchmarks;

/// <summary>How long it takes to find one of very many assets.</summary>
internal static class Assets
{
    private static readonly string[] Kinds = ["Laptop", "Laptop", "Laptop", "Phone", "Screen", "Server", "Printer"];

    /// <summary>Fills a store of one file from a table of so many rows, then asks for one by tag, serial number, person and words.</summary>
    public static async Task Run(int count)
    {
        var folder = Directory.CreateTempSubdirectory("chatops-bench-");

        try
        {
            var store = LiteDbStore.Open(Path.Combine(folder.FullName, "bench.db"));
            await using var desk = await Desk.Open(store);
            var began = TimeProvider.System.GetTimestamp();
            await Fill(store, count);
            Console.WriteLine($"## {count:N0} assets, imported in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:N0} s\n\n{Figures.Head}");

            await Show("by tag", n => $"who has LT-{n}");
            await Show("by serial number", n => $"asset find SN{n:X8}");
            await Show("by our number", n => $"asset view AST-{n + 1}");
            await Show("by person", n => $"what does p{n % 200} have");
            await Show("by a rare word", n => $"asset find room{n / 20}");
            await Show("by a common word", _ => "who has a laptop");
            await Show("by two words", n => $"asset find laptop room{n / 20}");

            Task Show(string what, Func<int, string> sentence)
            {
                var chance = new Random(1);
                return Measure.Run(what, 1, (_, _) => desk.Say(Desk.Agent, sentence(chance.Next(count))));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Fill(IStore store, int count)
    {
        const int AtOnce = 10_000;
        var features = new FeatureSet(FeaturesAssembly.Itself.GetTypes().Where(type => type.IsAssignableTo(typeof(IFeature)) && !type.IsAbstract).Select(type => (IFeature)Activator.CreateInstance(type)!));
        var bot = new Bot(store, features, new Committed(), TimeProvider.System, NullLogger<Bot>.Instance);
        var import = new TableImport(features.Imports.Single(import => import.Name == "assets"), bot, store);

        for (var from = 0; from < count; from += AtOnce)
        {
            var table = new StringBuilder("tag,serial,name,kind,manufacturer,model,place,holder\n");

            for (var n = from; n < Math.Min(count, from + AtOnce); n++)
                table.Append(CultureInfo.InvariantCulture, $"LT-{n},SN{n:X8},Device {n},{Kinds[n % Kinds.Length]},Maker{n % 9},Model {n % 300},room{n / 20},{(n % 10 < 2 ? $"p{n % 200}" : "")}\n");

            await import.Run(new(table.ToString(), new Dictionary<string, string>(), "bench"), default);
        }
    }
}
