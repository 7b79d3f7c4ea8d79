using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Features;
using ChatOps.People;
using CsCheck;

namespace ChatOps.Tests.Core;

public sealed class TypedSyntaxTests
{
    private static readonly FeatureSet Features = new([new Shop()]);

    public static TheoryData<string, string> Exact => new()
    {
        { "order make", "order make" },
        { "Order MAKE", "order make" },
        { "/order make", "order make" },
        { "order make two sacks of flour", "order make?what=two%20sacks%20of%20flour" },
        { "order make size:large what:\"two sacks\"", "order make?size=large&what=two%20sacks" },
        { "order make size:large two  sacks", "order make?size=large&what=two%20%20sacks" },
        { "order make two sacks size:large", "order make?what=two%20sacks&size=large" },
        { "order make what:\"never closed", "order make?what=never%20closed" },
        { "order make \"two sacks\" size:large", "order make?size=large&what=two%20sacks" },
        { "order make \"two\" or \"three\" sacks", "order make?what=%22two%22%20or%20%22three%22%20sacks" },
        { "order make at 10:30 colour:red", "order make?what=at%2010%3A30%20colour%3Ared" },
        { "order make size: large", "order make?what=size%3A%20large" },
        { "order make colours:red,blue paint", "order make?colours=red&colours=blue&what=paint" },
        { "order change ORD-7 to something", "order change?id=ORD-7&what=to%20something" },
        { "order change ord7 size:small", "order change?id=ORD-7&size=small" },
        { "order change id:ORD-7", "order change?id=ORD-7" },
        { "greet", "greet" },
        { "greet the whole world", "greet?text=the%20whole%20world" },
    };

    [Theory]
    [MemberData(nameof(Exact))]
    public void These_are_read_exactly(string sentence, string invocation)
    {
        var read = TypedSyntax.Read(sentence, Features.Catalog);

        Assert.Equal(Invocation.Parse(invocation), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("order")]
    [InlineData("order frobnicate")]
    [InlineData("my order make is wrong")]
    [InlineData("   ")]
    public void These_are_no_command(string sentence) => Assert.Null(TypedSyntax.Read(sentence, Features.Catalog));

    [Fact]
    public void No_text_breaks_the_reader() =>
        Gen.OneOf(Gen.String, Gen.String.Select(text => $"order make {text}"), Gen.String.Select(text => $"order change ORD-1 what:\"{text}"))
            .Sample(text => TypedSyntax.Read(text, Features.Catalog) is null or { Command: "order make" or "order change" or "greet" });

    [Fact]
    public void Invocations_read_back_as_they_were_written() =>
        Gen.Select(Gen.String.Where(name => name.Trim().Length > 0).Select(name => name.Trim()), Gen.String.Array[0, 3])
            .Array[0, 4]
            .Sample(pairs =>
            {
                var arguments = pairs.Aggregate(Arguments.None, (all, pair) => all.With(pair.Item1, pair.Item2));
                return new Invocation("order make", arguments).Equals(Invocation.Parse(new Invocation("order make", arguments).ToString()));
            });

    [Fact]
    public void What_is_unbound_binds_to_the_same_command() =>
        Gen.Select(Gen.String[1, 40].Where(text => Tidy.Text(text, lines: false) == text && text.Length > 0), Gen.Enum<Size>(), Gen.Int[1, 9999])
            .Sample((what, size, number) =>
            {
                var command = new ChangeOrder(new("ORD", number), what, size);
                var invocation = Features.Catalog.Invocation(command);
                return Features.Catalog.Find(invocation.Command)!.Bind(invocation.Arguments, Now) is Binding.Complete(var read) && read.Equals(command);
            });

    [Fact]
    public void Everything_wrong_is_said_before_anything_missing()
    {
        var binding = Features.Catalog.Find("order change")!.Bind(new(("id", "seven"), ("size", "huge"), ("shape", "round")), Now);

        var problems = Assert.IsType<Binding.Invalid>(binding).Problems;
        Assert.Equal(["shape", "id", "size"], problems.Select(problem => problem.Field));
        Assert.Equal("There is no \"shape\" here; it takes id, what or size.", problems[0].Why.ToString());
        Assert.Equal("Which order? \"seven\" is not a number like INC-1042.", problems[1].Why.ToString());
        Assert.Equal("How large? \"huge\" is none of small, large or extra large.", problems[2].Why.ToString());
    }

    [Fact]
    public void Missing_fields_are_named()
    {
        var binding = Features.Catalog.Find("order change")!.Bind(new(("size", "Extra-Large")), Now);

        Assert.Equal(["id", "what"], Assert.IsType<Binding.Incomplete>(binding).Missing.Select(field => field.Name));
    }

    private static BindingContext Now => new(TestBot.Monday, TimeZoneInfo.Utc);

    internal enum Size
    {
        Small,
        Large,
        ExtraLarge,
    }

    internal enum Colour
    {
        Red,
        Blue,
    }

    internal sealed record MakeOrder(
        [Ask("What?")] string What,
        [Ask("How large?")] Size Size = Size.Small,
        [Ask("Which colours?")] IReadOnlyList<Colour>? Colours = null) : Command;

    internal sealed record ChangeOrder(
        [Ask("Which order?")] SubjectId Id,
        [Ask("What?")] string What,
        [Ask("How large?")] Size Size = Size.Small) : Command;

    internal sealed record Greet([Ask("Whom?")] string? Text = null) : Command;

    private sealed class Shop : IFeature
    {
        public void Define(FeatureBuilder feature) => feature
            .Command<MakeOrder>("order make", "Make an order", Nothing, Effect.Write, Roles.Everyone)
            .Command<ChangeOrder>("order change", "Change an order", Nothing, Effect.Write, Roles.Everyone)
            .Command<Greet>("greet", "Greet", Nothing, Effect.Read, Roles.Everyone);

        private static Task<Reply> Nothing(Command command, Turn turn) => Task.FromResult<Reply>((Say)$"Nothing.");
    }
}
