using System.Text.Json.Serialization;
using ChatOps.Documents;

namespace ChatOps.Data.Tests;

[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), "square")]
internal abstract record Shape(string A)
{
    public sealed record Circle(string A, int Radius) : Shape(A);

    public sealed record Square(string A, int Side) : Shape(A);
}

internal sealed record Drawing(string Id, Shape[] Shapes)
{
    public static readonly Kind<Drawing> Kind = new("drawing", DrawingJson.Default.Drawing, drawing => drawing.Id);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Drawing))]
internal sealed partial class DrawingJson : JsonSerializerContext;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_document_with_parts_of_several_types_comes_back_as_it_was_saved()
    {
        var drawing = new Drawing("1", [new Shape.Circle("a", 1), new Shape.Square("b", 2)]);
        await Committed(new Batch().Put(Drawing.Kind, drawing, 0));

        Assert.Equal(drawing.Shapes, (await Store.Get(Drawing.Kind, "1", Cancellation))!.Body.Shapes);
    }

    [Fact]
    public async Task Any_character_can_be_in_a_text()
    {
        const string Text = "nul \0 escaped \\u0000 bell \a quote \" last \uFFFF \U0010FFFF";
        var ticket = Tickets.New("1") with { Title = Text };
        var fact = Tickets.Fact("1", Text);
        var job = Tickets.Job("j", payload: Text);

        await Committed(new Batch().Once("e", Start, Text).Put(ticket).Note(fact).Schedule(job));

        Assert.Equal(Text, (await Store.Get(Tickets.Kind, "1", Cancellation))!.Body.Title);
        Assert.Equal([fact], await Said("1", 9));
        Assert.Equal(job, Assert.Single(await Claimed(0)).Job);
        Assert.Equal(new Outcome.Duplicate(Text), await Store.Commit(new Batch().Once("e", Start), Cancellation));
    }

    [Fact]
    public async Task Any_character_can_be_asked_for()
    {
        await Committed(new Batch().Put(Tickets.New("1")));

        foreach (var text in (string[])["\0", "\uD83D", "\u0001", "'", "\\", "%"])
        {
            Assert.Null(await Store.Get(Tickets.Kind, text, Cancellation));
            Assert.Empty(await Found(Tickets.Open.Where(text)));
            await Finds(text);
            Assert.Empty(await Store.Trail(text, 9, Cancellation));
            Assert.False(await Store.IsWaiting(text, Cancellation));
            Assert.Empty(await Store.Dead(9, text, Cancellation));
        }
    }

    [Fact]
    public async Task Characters_have_the_same_order_in_every_store()
    {
        string[] ordered = ["", "A", "a", "b", "é", "日", "😀", "\U0010FFFE", "\U0010FFFF", "\U0010FFFFa", "\uE000", "ｱ", "\uFFFD"];

        foreach (var text in ordered.Reverse())
            await Committed(new Batch().Put(Tickets.New("id " + text, text, labels: text)));

        Assert.Equal(ordered.Select(text => "id " + text), await Found(Tickets.ByLabel.Where()));
        Assert.Equal(ordered.Reverse().Select(text => "id " + text), await Found(Tickets.ByLabel.Where() with { Descending = true }));
        Assert.Equal(["id 😀"], await Found(Tickets.ByLabel.Where() with { From = Key.Of("😀"), Until = Key.Of("\U0010FFFE") }));
        Assert.Equal(4, await Store.Count(Tickets.ByLabel.Where() with { From = Key.Of("😀"), Until = Key.Of("\uE000") }, Cancellation));
    }
}
