using System.Reflection;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Features;
using NetArchTest.Rules;

namespace ChatOps.Tests.Core;

/// <summary>The shape of the program: who may know whom.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Core = typeof(Bot).Assembly;

    private static IEnumerable<Assembly> Adapters =>
        Directory.GetFiles(AppContext.BaseDirectory, "ChatOps.Adapters.*.dll").Select(path => Assembly.Load(AssemblyName.GetAssemblyName(path)));

    private static string[] FeatureNamespaces =>
        [.. FeaturesAssembly.Itself.GetTypes().Where(type => type.IsAssignableTo(typeof(IFeature)) && !type.IsAbstract).Select(type => type.Namespace!).Distinct()];

    [Fact]
    public void The_core_knows_no_feature_platform_or_database() => Assert.DoesNotContain(
        Core.GetReferencedAssemblies(), assembly => assembly.Name!.StartsWith("ChatOps", StringComparison.Ordinal) || assembly.Name is "LiteDB" or "Npgsql" or "Microsoft.AspNetCore");

    [Fact]
    public void Features_know_only_the_core() => Assert.Equal(["ChatOps.Core"], OursReferencedBy(FeaturesAssembly.Itself));

    [Fact]
    public void Adapters_know_the_core_and_how_cards_are_drawn()
    {
        Assert.NotEmpty(Adapters);
        Assert.All(Adapters, adapter => Assert.Empty(OursReferencedBy(adapter).Except(["ChatOps.Core", "ChatOps.Adapters.AdaptiveCards", "ChatOps.Adapters.Charts"], StringComparer.Ordinal)));
    }

    [Fact]
    public void Features_do_not_know_each_other()
    {
        Assert.NotEmpty(FeatureNamespaces);

        foreach (var feature in FeatureNamespaces)
        {
            var others = FeatureNamespaces.Where(other => other != feature).ToArray();

            if (others is [])
                continue;

            var result = Types.InAssembly(FeaturesAssembly.Itself).That().ResideInNamespace(feature).ShouldNot().HaveDependencyOnAny(others).GetResult();
            Assert.True(result.IsSuccessful, $"{feature} knows another feature: {string.Join(", ", result.FailingTypeNames ?? [])}");
        }
    }

    [Fact]
    public void A_feature_that_knew_another_one_would_be_found_however_it_does()
    {
        const string here = "ChatOps.Tests.Core.Planted.Here";
        var result = Types.InAssembly(typeof(Planted.Here.InAField).Assembly).That().ResideInNamespace(here).ShouldNot().HaveDependencyOnAny("ChatOps.Tests.Core.Planted.There").GetResult();

        Assert.Equal(
            typeof(Planted.Here.InAField).Assembly.GetTypes().Where(type => type.Namespace == here && !type.IsNested).Select(type => type.FullName!).Order(StringComparer.Ordinal),
            result.FailingTypeNames.Where(name => !name.Contains('/', StringComparison.Ordinal) && !name.Contains('+', StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_feature_is_one_folder_and_one_namespace()
    {
        var folders = Directory.GetDirectories(Path.Combine(Language.Phrases.Root(), "bot", "Features")).Where(folder => Directory.EnumerateFiles(folder, "*Feature.cs").Any()).ToArray();

        var namespaces = folders.Select(folder => Assert.Single(Directory.EnumerateFiles(folder, "*.cs")
            .Select(file => File.ReadLines(file).First(line => line.StartsWith("namespace ", StringComparison.Ordinal))).Distinct(StringComparer.Ordinal)));

        Assert.Equal(FeatureNamespaces.Select(name => $"namespace {name};").Order(StringComparer.Ordinal), namespaces.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_the_feature_itself_is_public() => Assert.DoesNotContain(
        FeaturesAssembly.Itself.GetExportedTypes(), type => !type.IsAssignableTo(typeof(IFeature)) && type != typeof(FeaturesAssembly));

    [Fact]
    public void Commands_handle_themselves()
    {
        var commands = FeaturesAssembly.Itself.GetTypes().Where(type => type.IsSubclassOf(typeof(Command))).ToArray();

        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.NotNull(command.GetMethod("Handle", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)));
    }

    [Fact]
    public void Nearly_every_type_is_closed_to_inheritance()
    {
        var types = new[] { Core, FeaturesAssembly.Itself }.Concat(Adapters).SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsClass && !type.Name.Contains('<', StringComparison.Ordinal) && type.Namespace?.StartsWith("ChatOps", StringComparison.Ordinal) is true && !type.Name.EndsWith("Json", StringComparison.Ordinal))
            .ToArray();

        Assert.True(types.Count(type => type.IsSealed) >= types.Length * 0.9);
    }

    private static IEnumerable<string> OursReferencedBy(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(reference => reference.Name!).Where(name => name.StartsWith("ChatOps", StringComparison.Ordinal));
}
