using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.AdaptiveCards;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using CsCheck;

namespace ChatOps.Tests.Adapters.AdaptiveCards;

public sealed class PressesTests : IAsyncDisposable
{
    private readonly TestBot bot = new(new Lists());

    public ValueTask DisposeAsync() => bot.DisposeAsync();

    [Fact]
    public void A_button_comes_back_as_it_was_drawn()
    {
        var choice = new Choice($"Put", Invocation.Of("list add", ("id", "LI-1"), ("item", "a&b=c?d\"e ü")), "note");
        var press = Read(DataOf(choice));

        Assert.Equal(choice.Invocation, press!.Invocation);
        Assert.Equal(["note"], press.Ask);
    }

    [Fact]
    public void Inputs_go_with_it_and_win_over_what_the_button_says()
    {
        var press = Read("""{"invoke":"list add?id=LI-1&item=milk","item":"bread","urgent":"yes","count":2,"flag":true,"off":false,"none":null}""")!;

        Assert.Equal(Invocation.Of("list add", ("id", "LI-1"), ("item", "bread"), ("urgent", "yes"), ("count", "2"), ("flag", "yes"), ("off", "no")), press.Invocation);
    }

    [Fact]
    public void An_input_left_empty_says_nothing() =>
        Assert.Equal(Invocation.Of("list add"), Read("""{"invoke":"list add?note=old","note":" "}""")!.Invocation);

    [Fact]
    public void Several_choices_are_cut_only_where_the_field_takes_several()
    {
        var press = Read("""{"invoke":"list add","item":"salt, pepper","colours":"red,blue"}""")!;

        Assert.Equal(["salt, pepper"], press.Invocation.Arguments.All("item"));
        Assert.Equal(["red", "blue"], press.Invocation.Arguments.All("colours"));
    }

    [Theory]
    [InlineData("""null""")]
    [InlineData("""[]""")]
    [InlineData(""" "list add" """)]
    [InlineData("""{}""")]
    [InlineData("""{"invoke":null}""")]
    [InlineData("""{"invoke":7}""")]
    [InlineData("""{"invoke":""}""")]
    [InlineData("""{"invoke":"?id=1"}""")]
    [InlineData("""{"invoke":"list add?id"}""")]
    [InlineData("""{"invoke":"list add","item":{"a":1}}""")]
    [InlineData("""{"invoke":"list add","item":[1]}""")]
    [InlineData("""{"invoke":"list add","ask":{"x":1}}""")]
    [InlineData("""{"invoke":"list add\udfd3"}""")]
    [InlineData("""{"invoke":"list add","item":"\udfd3"}""")]
    [InlineData("""{"invoke":"list add","\udfd3":"milk"}""")]
    public void What_no_button_of_ours_sends_is_not_read(string data) => Assert.Null(Read(data));

    [Fact]
    public void Whatever_is_sent_never_throws_and_never_becomes_another_command()
    {
        var data = DataOf(new Choice($"Put", Invocation.Of("list add", ("id", "LI-1"), ("item", "milk")), "note"));

        Gen.Select(Gen.Int[0, data.Length - 1], Gen.Int[0, 6], Gen.String).Sample((at, length, put) =>
        {
            var mutated = data[..at] + put + data[Math.Min(data.Length, at + length)..];

            if (Parsed(mutated) is not { } json)
                return;

            if (Presses.Read(json, bot.Catalog) is { } press)
                Assert.Equal(Invocation.Parse(json.GetProperty("invoke").GetString()!)!.Command, press.Invocation.Command);
        }, iter: 20_000, threads: 1);
    }

    [Fact]
    public void Any_JSON_beside_the_button_is_read_or_refused()
    {
        Gen.Select(Gen.String, Gen.String, Gen.Int[0, 4]).Sample((name, value, kind) =>
        {
            var data = JsonNode.Parse(DataOf(new Choice($"Put", Invocation.Of("list add"))))!.AsObject();

            if (name is "invoke")
                return;

            data[name] = kind switch
            {
                0 => value,
                1 => value.Length,
                2 => new JsonArray(value, null),
                3 => new JsonObject { [name] = value },
                _ => null,
            };

            var press = Read(data.ToJsonString());
            Assert.True(press is null or { Invocation.Command: "list add" });
        }, threads: 1);
    }

    [Fact]
    public void No_field_has_a_name_that_the_button_uses_itself() =>
        Assert.DoesNotContain(new TestBot().Catalog.Commands.SelectMany(command => command.Fields), field => field.Name is "invoke" or "ask");

    private Input.Press? Read(string data) => Presses.Read(JsonDocument.Parse(data).RootElement, bot.Catalog);

    private static JsonElement? Parsed(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static string DataOf(Choice choice) =>
        new CardDrawing(Reader.Nobody, new()).Draw(new Card($"x") { Choices = [choice] })["actions"]![0]!["data"]!.ToJsonString();
}
