using System.Collections.Frozen;

namespace ChatOps.Commands;

/// <summary>Every command the bot knows: the one source for text, buttons, forms, help, slash commands and manifests.</summary>
public sealed class Catalog
{
    private readonly FrozenDictionary<string, CommandSpec> byName;
    private readonly FrozenDictionary<Type, CommandSpec> byType;
    private readonly FrozenDictionary<string, CommandSpec[]> byNoun;

    internal Catalog(IEnumerable<CommandSpec> commands)
    {
        Commands = [.. commands.OrderBy(command => command.Name, StringComparer.Ordinal)];
        byName = Commands.ToFrozenDictionary(command => command.Name, StringComparer.OrdinalIgnoreCase);
        byType = Commands.ToFrozenDictionary(command => command.Type);
        byNoun = Commands.Where(command => command.Name.Contains(' ')).GroupBy(command => command.Name.Split(' ')[0])
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<CommandSpec> Commands { get; }

    public CommandSpec this[Command command] => byType[command.GetType()];

    public CommandSpec? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The commands about something: <c>ticket</c>.</summary>
    public IReadOnlyList<CommandSpec> About(string noun) => byNoun.GetValueOrDefault(noun) ?? [];

    public Invocation Invocation(Command command) => this[command].Unbind(command);
}
