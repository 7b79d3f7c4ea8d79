using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Tickets;
using ChatOps.Web;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ChatOps.Tests.Language;

/// <summary>Everything that the program can say, found in its source: the keys of the phrasebook.</summary>
internal static class Phrases
{
    private static readonly Lazy<IReadOnlyList<Phrase>> All = new(() => [.. Written(), .. OnThePage(), .. Declared(), .. Examples(), .. Roles(), .. Kinds(), .. Terms(), .. Enum.GetNames<DayOfWeek>().Select(day => new Phrase(day, "days")), .. Desk.Usual.Select(name => new Phrase(name, "how work is sorted"))]);

    private static readonly Lazy<IReadOnlySet<string>> Texts = new(() => new SortedSet<string>(Said.Select(phrase => phrase.Text), StringComparer.Ordinal));

    private static readonly CSharpParseOptions Syntax = new(LanguageVersion.Preview);

    public static IReadOnlyList<Phrase> Said => All.Value;

    public static IReadOnlySet<string> InSource => Texts.Value;

    /// <summary>The sentences in which the program says that it will not do something.</summary>
    public static IEnumerable<string> Refusals => Said.Where(phrase => phrase.IsRefusal).Select(phrase => phrase.Text).Distinct();

    /// <summary>The folder of the solution: what is built lies below it.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);

        while (!File.Exists(Path.Combine(folder.FullName, "ChatOps.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside their solution.");

        return folder.FullName;
    }

    // Interpolated strings that become a Say, and the words given to Say.Term.
    private static IEnumerable<Phrase> Written()
    {
        var trees = new[] { "bot", "adapters", "data" }
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

        return trees.Where(tree => tree.FilePath.Length > 0).SelectMany(tree => In(tree.GetRoot(), compilation.GetSemanticModel(tree)));
    }

    private static IEnumerable<Phrase> In(SyntaxNode root, SemanticModel model)
    {
        var place = PlaceOf(Path.GetRelativePath(Root(), root.SyntaxTree.FilePath));

        foreach (var text in root.DescendantNodes().OfType<InterpolatedStringExpressionSyntax>())
        {
            var becomes = text.Parent is CastExpressionSyntax cast ? model.GetTypeInfo(cast).Type : model.GetTypeInfo(text).ConvertedType;

            if (becomes is { Name: nameof(Say), ContainingNamespace.Name: "Cards" } && Template(text) is { } template && HasWords(template))
                yield return new(template, place, IsRefused(text));
        }

        foreach (var call in root.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression.ToString() is "Say.Term" or "book.Find" && call.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax literal }])
                yield return new(literal.Token.ValueText, place);
        }
    }

    // What the page itself says, in its document and its scripts.
    private static IEnumerable<Phrase> OnThePage() =>
        from file in Directory.EnumerateFiles(Path.Combine(Root(), "adapters", "Web", "Page"))
        let content = File.ReadAllText(file)
        from text in Path.GetExtension(file) switch { ".html" => PageTexts.InDocument(content), ".js" => PageTexts.InScript(content), _ => [] }
        select new Phrase(text, $"page: {Path.GetFileName(file)}");

    // "bot/Features/Tickets/CloseTicket.cs" → "Tickets/CloseTicket"
    private static string PlaceOf(string path) => string.Join('/', path.Split(Path.DirectorySeparatorChar).Skip(1).Where(folder => folder is not "Features")).Replace(".cs", "", StringComparison.Ordinal);

    // The whole text of a refusal, not what is put into it.
    private static bool IsRefused(InterpolatedStringExpressionSyntax text)
    {
        for (var node = text.Parent; node is not null and not StatementSyntax and not InterpolationSyntax and not LambdaExpressionSyntax; node = node.Parent)
        {
            if (node is ObjectCreationExpressionSyntax { Type: var type } && type.ToString() is "Refusal" or "Prepared.Refused")
                return true;

            if (node is InvocationExpressionSyntax { Expression: var called } && called.ToString() is "Reply.Refuse" or "Answers.Refused")
                return true;

            if (node is MethodDeclarationSyntax { ReturnType: var returned } && returned.ToString() is "Refusal")
                return true;

            if (node is InitializerExpressionSyntax or CollectionExpressionSyntax)
                return false;
        }

        return false;
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
    private static IEnumerable<Phrase> Declared() =>
        from spec in new FeatureSet(TestBot.All).Catalog.Commands
        from say in (Say?[])[spec.Summary, .. spec.Fields.SelectMany(field => (Say?[])[field.Prompt, field.Hint])]
        where say is not null
        select new Phrase(say.Template, spec.Name);

    // What help offers to say.
    private static IEnumerable<Phrase> Examples() => new FeatureSet(TestBot.All).Examples.Select(example => new Phrase(example.Sentence.Template, "examples"));

    // What people are, of several of them.
    private static IEnumerable<Phrase> Roles() =>
        Enum.GetValues<Roles>().Where(role => role is not (People.Roles.None or People.Roles.System)).Select(Interpreter.Plural).Distinct().Select(text => new Phrase(text, "roles"));

    // What there is none of: "There is no ticket INC-7."
    private static IEnumerable<Phrase> Kinds() => new FeatureSet(TestBot.All).Kinds.Where(kind => kind.IsAudited).Select(kind => new Phrase(kind.Name, "kinds of things"));

    // The members of every enum that the bot can say.
    private static IEnumerable<Phrase> Terms() =>
        from type in new[] { typeof(Bot).Assembly, FeaturesAssembly.Itself }.SelectMany(assembly => assembly.GetTypes())
        where type.IsEnum && type.Namespace?.StartsWith("ChatOps", StringComparison.Ordinal) is true && type.GetCustomAttributes(typeof(FlagsAttribute), false) is []
            && !type.Namespace.EndsWith(".Commands", StringComparison.Ordinal) && !type.Namespace.EndsWith(".Cards", StringComparison.Ordinal) && !type.Namespace.EndsWith(".Conversations", StringComparison.Ordinal) && !type.Namespace.EndsWith(".Privacy", StringComparison.Ordinal)
        from name in Enum.GetNames(type)
        where name.Length > 2 || name.Any(char.IsLower)
        select new Phrase(Commands.Terms.Label(name), Commands.Terms.Label(type.Name));
}

/// <param name="Place">Where it is said: a part of the program, or a command.</param>
internal sealed record Phrase(string Text, string Place, bool IsRefusal = false);
