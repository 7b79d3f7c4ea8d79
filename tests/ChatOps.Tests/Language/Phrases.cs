using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Features;
using ChatOps.People;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ChatOps.Tests.Language;

/// <summary>Everything that the program can say, found in its source: the keys of the phrasebook.</summary>
internal static class Phrases
{
    private static readonly Lazy<IReadOnlySet<string>> All = new(() => new SortedSet<string>([.. Written(), .. Declared(), .. Roles(), .. Kinds(), .. Terms(), .. Enum.GetNames<DayOfWeek>()], StringComparer.Ordinal));

    private static readonly CSharpParseOptions Syntax = new(LanguageVersion.Preview);

    public static IReadOnlySet<string> InSource => All.Value;

    /// <summary>The folder of the solution: what is built lies below it.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);

        while (!File.Exists(Path.Combine(folder.FullName, "ChatOps.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside their solution.");

        return folder.FullName;
    }

    // Interpolated strings that become a Say, and the words given to Say.Term.
    private static IEnumerable<string> Written()
    {
        var trees = new[] { "bot", "adapters" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root(), folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !file.Contains("node_modules", StringComparison.Ordinal))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Syntax, file))
            .Append(CSharpSyntaxTree.ParseText("global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;", Syntax))
            .ToArray();

        // Our own assemblies are compiled here from source; every other one is given.
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("ChatOps", StringComparison.OrdinalIgnoreCase))
            .Select(path => MetadataReference.CreateFromFile(path));

        var compilation = CSharpCompilation.Create("phrases", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

        return trees.SelectMany(tree => In(tree.GetRoot(), compilation.GetSemanticModel(tree)));
    }

    private static IEnumerable<string> In(SyntaxNode root, SemanticModel model)
    {
        foreach (var text in root.DescendantNodes().OfType<InterpolatedStringExpressionSyntax>())
        {
            var becomes = text.Parent is CastExpressionSyntax cast ? model.GetTypeInfo(cast).Type : model.GetTypeInfo(text).ConvertedType;

            if (becomes is { Name: nameof(Say), ContainingNamespace.Name: "Cards" } && Template(text) is { } template && HasWords(template))
                yield return template;
        }

        foreach (var call in root.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression.ToString() is "Say.Term" or "book.Find" && call.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax literal }])
                yield return literal.Token.ValueText;
        }
    }

    private static string Template(InterpolatedStringExpressionSyntax text)
    {
        var n = 0;

        return string.Concat(text.Contents.Select(content => content switch
        {
            InterpolatedStringTextSyntax words => words.TextToken.ValueText.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal),
            InterpolationSyntax { FormatClause.FormatStringToken.ValueText: var format } => $"{{{n++}{Kept(format)}}}",
            _ => $"{{{n++}}}",
        }));
    }

    // A style of time goes into the value; forms of a number stay in the text.
    private static string Kept(string? format) => format?.Contains('|') is true ? $":{format}" : "";

    private static bool HasWords(string template) => System.Text.RegularExpressions.Regex.Replace(template, @"\{\d+\}", "").Any(char.IsLetter);

    // Prompts, hints and summaries of commands.
    private static IEnumerable<string> Declared() =>
        from spec in new FeatureSet(TestBot.All).Catalog.Commands
        from say in (Say?[])[spec.Summary, .. spec.Fields.SelectMany(field => (Say?[])[field.Prompt, field.Hint])]
        where say is not null
        select say.Template;

    // What people are, of several of them.
    private static IEnumerable<string> Roles() =>
        Enum.GetValues<Roles>().Where(role => role is not (People.Roles.None or People.Roles.System)).Select(Interpreter.Plural).Distinct();

    // What there is none of: "There is no ticket INC-7."
    private static IEnumerable<string> Kinds() => new FeatureSet(TestBot.All).Kinds.Where(kind => kind.IsAudited).Select(kind => kind.Name);

    // The members of every enum that the bot can say.
    private static IEnumerable<string> Terms() =>
        from type in new[] { typeof(Bot).Assembly, FeaturesAssembly.Itself }.SelectMany(assembly => assembly.GetTypes())
        where type.IsEnum && type.Namespace?.StartsWith("ChatOps", StringComparison.Ordinal) is true && type.GetCustomAttributes(typeof(FlagsAttribute), false) is []
            && !type.Namespace.EndsWith(".Commands", StringComparison.Ordinal) && !type.Namespace.EndsWith(".Cards", StringComparison.Ordinal) && !type.Namespace.EndsWith(".Conversations", StringComparison.Ordinal) && !type.Namespace.EndsWith(".Privacy", StringComparison.Ordinal)
        from name in Enum.GetNames(type)
        where name.Length > 2 || name.Any(char.IsLower)
        select Commands.Terms.Label(name);
}
