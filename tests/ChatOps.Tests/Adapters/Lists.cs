using System.Text.Json.Serialization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Tests.Adapters;

/// <summary>A feature for the tests of adapters: lists that people put things on, with a live card.</summary>
internal sealed class Lists : IFeature
{
    public void Define(FeatureBuilder feature) => feature
        .Stores(List.Kind)
        .View(List.Kind, (list, _) => Task.FromResult(list.Draw()))
        .Command<PutOnList>("list add", "Put something on a list", PutOnList.Handle, Effect.Write, Roles.Everyone, says: "put {item} on {id}, please")
        .Command<ShowList>("list show", "Show a list", ShowList.Handle, Effect.Read, Roles.Everyone);
}

internal sealed record List(string Id, IReadOnlyList<string> Items)
{
    public static readonly Kind<List> Kind = new("list", ListsJson.Default.List, list => list.Id);

    public IReadOnlyList<Attachment> Files { get; init; } = [];

    public Card Draw() => new($"{Id}: {string.Join(", ", Items)}")
    {
        Body = [new Block.Input("item", FieldKind.Text, $"Put what?"), .. Files is [] ? Array.Empty<Block>() : [new Block.Files(Files)]],
        Choices = [new($"Put", Invocation.Of("list add", ("id", Id))) { Emphasis = Emphasis.Primary }, new($"Put with a note", Invocation.Of("list add", ("id", Id)), "note")],
    };
}

internal enum Colour
{
    Red,
    Green,
    Blue,
}

internal sealed record PutOnList(
    [Ask("Which list?")] SubjectId Id,
    [Ask("What?")] string Item,
    [Ask("Anything to note?")] string? Note = null,
    [Ask("Tell whom?")] PersonRef? Tell = null,
    [Ask("Which colours?", Rare = true)] IReadOnlyList<Colour>? Colours = null,
    [Ask("A file?", Rare = true)] FileRef? File = null) : Command
{
    public static async Task<Reply> Handle(PutOnList command, Turn turn)
    {
        var id = command.Id.ToString();
        var list = await turn.Get(List.Kind, id) ?? new(id, []);
        list = list with { Items = [.. list.Items, command.Item] };

        if (command.File is { } file)
            list = list with { Files = [.. list.Files, await turn.Attach(file)] };

        turn.Save(List.Kind, list);

        if (command.Tell is { } whom)
            turn.Tell((await turn.Person(whom)).Id, new Message { Text = $"{turn.Caller} put {command.Item} on {command.Id}.", Shown = new("list", id) });

        return turn.Undoable(Turn.Show(List.Kind, id, $"{command.Item} is on the list."));
    }
}

internal sealed record ShowList([Ask("Which list?")] SubjectId Id) : Command
{
    public static async Task<Reply> Handle(ShowList command, Turn turn)
    {
        await turn.Require(List.Kind, command.Id.ToString());
        return Turn.Show(List.Kind, command.Id.ToString());
    }
}

[JsonSerializable(typeof(List))]
internal sealed partial class ListsJson : JsonSerializerContext;
