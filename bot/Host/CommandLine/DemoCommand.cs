using System.CommandLine;
using System.Globalization;
using ChatOps.Data;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.Host.Configuration;
using ChatOps.Host.Demo;
using ChatOps.Host.Storing;
using ChatOps.People;

namespace ChatOps.Host.CommandLine;

/// <summary><c>chatops demo</c></summary>
internal static class DemoCommand
{
    public static Command Of(IReadOnlyDictionary<string, string?> settings)
    {
        var command = new Command("demo", Operator.Words($"Fills a fresh data folder with a believable company: 27 people, 4 queues, {Equipment.All.Count} assets, {Programme.Projects} projects, 200 tickets of the last 60 days."));
        command.SetAction((_, cancellation) => Run(Sources.Read(settings), Console.Out, !Console.IsOutputRedirected, cancellation));
        return command;
    }

    private static async Task Run(Settings settings, TextWriter output, bool isTerminal, CancellationToken cancellation)
    {
        if (settings.Engine is Engine.InMemory)
            throw new Trouble($"The setting Data:Engine is InMemory, which would forget the company at once. Use LiteDb for it.");

        var folder = new DataFolder(settings.Folder).Prepare();
        await using var store = await folder.OpenForServer(settings, cancellation);
        await using var services = new ServiceCollection().AddLogging().AddBot(settings, folder, store).BuildServiceProvider();
        await Composition.Prepare(services, cancellation);

        if (!await Demonstration.IsOn(store, cancellation))
            throw new Trouble($"The installation in {folder.Path} is somebody's own, and gets no company that does not exist. Choose another folder with Data:Folder.");

        if (await SampleCompany.IsThere(store, cancellation))
        {
            output.WriteLine(Operator.Words($"The company is in {folder.Path} already."));
            return;
        }

        var began = TimeProvider.System.GetTimestamp();
        await Live(store, services.GetRequiredService<FeatureSet>(), output, isTerminal, cancellation);

        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        output.WriteLine(Operator.Words($"{SampleCompany.People.Count + Demonstration.People.Count} people, {SampleCompany.Queues.Count} queues, {Equipment.All.Count} assets, {Programme.Projects} projects and {Walk.Tickets} tickets are in {folder.Path} ({seconds} s)."));
        output.WriteLine(Operator.Words($"Try: chatops chat --as grace, and say \"unassigned tickets\"."));
    }

    // In memory first: two months on the disk would wait for it thousands of times, and a company half there helps nobody.
    private static async Task Live(IStore store, FeatureSet features, TextWriter output, bool isTerminal, CancellationToken cancellation)
    {
        await using var memory = new InMemoryStore(store.Chain);
        await memory.Prepare(features.Kinds, cancellation);
        await Copy(store, memory, cancellation);
        await SampleCompany.Settle(memory, cancellation);

        using var walk = new Walk(memory, features);
        await walk.Run(TimeProvider.System.GetUtcNow(), made => Progress(made, output, isTerminal), cancellation);
        await Copy(memory, store, cancellation);

        if (isTerminal)
            output.WriteLine();

        foreach (var refused in walk.Refused)
            output.WriteLine(Operator.Words($"Refused: {refused}"));
    }

    private static async Task Copy(IStore from, IStore to, CancellationToken cancellation)
    {
        using var rows = new MemoryStream();
        await from.Export(rows, cancellation);
        rows.Position = 0;
        await to.Import(rows, cancellation);
    }

    private static void Progress(int made, TextWriter output, bool isTerminal)
    {
        if (isTerminal)
            output.Write("\r" + Operator.Words($"{made} of {Walk.Tickets} tickets"));
        else if (made % 50 is 0)
            output.WriteLine(Operator.Words($"{made} of {Walk.Tickets} tickets"));

        output.Flush();
    }
}
