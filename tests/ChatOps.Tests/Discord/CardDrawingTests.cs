using System.Text.Json;
using System.Text.RegularExpressions;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Discord.Drawing;
using ChatOps.Discord.Keeping;
using ChatOps.Discord.Wire;
using ChatOps.Tests.Adapters;
using Message = ChatOps.Conversations.Message;

namespace ChatOps.Tests.Discord;

/// <summary>Cards as components of Discord.</summary>
public sealed partial class CardDrawingTests : DrawingContract
{
    private static readonly MessageDrawing Drawing = new(_ => 1000, _ => new MemoryStream([1, 2, 3]));

    // The wire form is only held together by a number here: the contract hands it on as a string.
    private readonly Dictionary<string, (Drawn Drawn, Reader Reader)> all = [];

    protected override string Draw(Reply reply)
    {
        var drawn = Drawing.Draw(reply.Message);
        var json = string.Join('\n', drawn.Pages.Select(page => JsonSerializer.Serialize(page.Body(false, [], TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult(), WireJson.Default.MessageBody)));
        all[json] = (drawn, reply.Message.Reader);
        return json;
    }

    protected override void AssertWithinLimits(string drawn) => WireLimits.Check(all[drawn].Drawn);

    protected override string Read(string drawn) => Readable.Of(all[drawn].Drawn, all[drawn].Reader);

    protected override void AssertInert(string drawn, string words)
    {
        base.AssertInert(drawn, words);
        var texts = all[drawn].Drawn.Pages.SelectMany(page => page.Components).SelectMany(WireLimits.All).Select(component => component.Content).OfType<string>();
        Assert.All(texts, text => Assert.DoesNotMatch(Markup(), Own().Replace(Head().Replace(Fence().Replace(text, ""), ""), "$1")));
    }

    [Fact]
    public void What_is_too_much_for_one_message_is_turned_over()
    {
        var drawn = Drawing.Draw(new() { Card = Samples.Long });

        Assert.InRange(drawn.Pages.Count, 2, 40);
        Assert.Contains(Kept.Of(new Message { Card = Samples.Long }), drawn.Kept);
        var next = drawn.Pages[0].Components.SelectMany(WireLimits.All).Single(component => component.Label is "Next");
        Assert.Equal(new PressId.OfPage(Kept.Of(new Message { Card = Samples.Long }).Id, 1), PressId.Read(next.CustomId!));
        Assert.True(drawn.Pages[^1].Components.SelectMany(WireLimits.All).Single(component => component.Label is "Next").Disabled);
    }

    [Fact]
    public void A_button_carries_its_command_or_what_is_kept_of_it()
    {
        var words = new string('w', 90);
        var drawn = Drawing.Draw(new() { Card = new($"A") { Choices = [new($"Short", Invocation.Of("ticket assign", ("id", "INC-7")), "to"), new($"Long", Invocation.Of("ticket reply", ("text", words)))] } });
        var ids = drawn.Pages[0].Components.SelectMany(WireLimits.All).Select(component => component.CustomId).OfType<string>().Select(PressId.Read).ToArray();

        var press = Assert.IsType<PressId.Press>(ids[0]).Input;
        Assert.Equal((Invocation.Of("ticket assign", ("id", "INC-7")), "to"), (press.Invocation, press.Ask.Single()));
        Assert.Equal(Invocation.Of("ticket reply", ("text", words)), drawn.Kept.Single(kept => kept.Id == Assert.IsType<PressId.OfKept>(ids[1]).Id).Choice()!.Invocation);
    }

    [Fact]
    public void A_form_with_something_missing_opens_and_a_filled_in_one_can_be_sent_as_it_is()
    {
        Card Form(params IReadOnlyList<string> values) => new($"Ask")
        {
            Body = [new Block.Input("title", FieldKind.Text, $"What?") { Required = true, Values = values }],
            Choices = [new($"Send", Invocation.Of("ticket new")) { Emphasis = Emphasis.Primary }, new($"Cancel", Invocation.Of("dismiss")) { Alone = true }],
        };

        string[] Ids(Card card) => [.. Drawing.Draw(new() { Card = card }).Pages[0].Components.SelectMany(WireLimits.All).Select(component => component.CustomId).OfType<string>()];

        Assert.StartsWith("form:", Ids(Form())[0], StringComparison.Ordinal);
        Assert.Equal("dismiss", Ids(Form())[1]);
        Assert.Equal("ticket new?title=VPN", Ids(Form("VPN"))[0]);
        Assert.StartsWith("form:", Ids(Form("VPN"))[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_not_there_or_too_large_are_named()
    {
        var card = new Card($"A") { Body = [new Block.Files([new(new('a', 64), "big plan.pdf", "application/pdf", 20_000_000)]), new Block.Picture("x", $"The screen")] };
        var gone = new MessageDrawing(_ => null, _ => throw new InvalidOperationException()).Draw(new() { Card = card });
        var large = new MessageDrawing(_ => 20_000_000, _ => throw new InvalidOperationException()).Draw(new() { Card = card });

        Assert.All([gone, large], drawn => Assert.Empty(drawn.Pages.SelectMany(page => page.Files)));
        Assert.All([gone, large], drawn => Assert.Contains("big plan.pdf, 20.0 MB", Readable.Of(drawn, Reader.Nobody), StringComparison.Ordinal));
        Assert.Contains("can be opened on the page", Readable.Of(large, Reader.Nobody), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_mentioned() =>
        Assert.Contains("\"allowed_mentions\":{\"parse\":[]}", Draw(new(new Message { Text = $"@everyone" })), StringComparison.Ordinal);

    // Anything that Discord would read as markup.
    [GeneratedRegex(@"(?<!\\)(?:\\\\)*(?:[_~|\[\]<>@`*]|://)|^\s*(?:[#+-]|\d+\.)\s", RegexOptions.Multiline)]
    private static partial Regex Markup();

    // What the drawing itself puts there.
    [GeneratedRegex(@"(?<!\\)((?:\\\\)*)(?:\*\*|<t:\d+:[fRD]>)")]
    private static partial Regex Own();

    [GeneratedRegex(@"^(?:> )?(?:-# |### )?", RegexOptions.Multiline)]
    private static partial Regex Head();

    [GeneratedRegex(@"^```\n.*?\n```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();
}
