using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tests.Tickets;

/// <summary>However something is asked for, it is the same command.</summary>
public sealed class RoutingTests : IAsyncDisposable
{
    private static readonly BindingContext Context = new(TestBot.Monday, TimeZoneInfo.Utc);

    private readonly HelpDesk desk = new();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Theory]
    [InlineData("ticket list?mine=yes", "ticket list mine:yes", "my tickets")]
    [InlineData("ticket list?assignee=none&priority=P1", "ticket list assignee:none priority:P1", "unassigned P1")]
    [InlineData("ticket list?text=vpn", "ticket list vpn", "find vpn")]
    [InlineData("ticket view?id=INC-12", "/ticket view inc-12", "status of INC-12")]
    [InlineData("ticket view?id=INC-12", "ticket view id:INC-12", "inc-12")]
    [InlineData("ticket assign?id=INC-12&to=Ana", "ticket assign INC-12 to:Ana", "assign INC-12 to Ana")]
    [InlineData("ticket assign?id=INC-12", "ticket assign INC-12", "claim INC-12")]
    [InlineData("ticket update?id=INC-12&urgency=high", "ticket update INC-12 urgency:high", "raise INC-12 urgency")]
    [InlineData("ticket note?id=INC-12&text=call%20back", "ticket note INC-12 call back", "note on INC-12: call back")]
    [InlineData("ticket wait?id=INC-12&for=requester&until=Monday%209&reason=x", "ticket wait INC-12 until:\"Monday 9\" for:requester x", null)]
    [InlineData("ticket resolve?id=INC-12&code=fixed&text=reset%20token", "ticket resolve INC-12 code:fixed reset token", null)]
    [InlineData("ticket close?id=INC-12", "ticket close INC-12", "INC-12 works now")]
    [InlineData("ticket reopen?id=INC-12&reason=again", "ticket reopen INC-12 again", "reopen INC-12: again")]
    [InlineData("ticket cancel?id=INC-12", "ticket cancel INC-12", "withdraw INC-12")]
    [InlineData("ticket new?title=vpn%20down", "ticket new vpn down", null)]
    [InlineData("help", "help", "what can you do?")]
    [InlineData("help?text=vpn", "help vpn", "help with vpn")]
    public void Button_exact_words_and_phrase_are_one_command(string button, string typed, string? phrase)
    {
        var pressed = Bound(Invocation.Parse(button)!);

        Assert.Equal(pressed, Bound(TypedSyntax.Read(typed, desk.Bot.Catalog)!));

        if (phrase is not null)
            Assert.Equal(pressed, Bound(desk.Bot.Features.Phrase(phrase)!));
    }

    [Theory]
    [InlineData("wait for user until Monday 9", "ticket wait?until=Monday%209&for=requester")]
    [InlineData("wait for vendor until tomorrow", "ticket wait?for=vendor&until=tomorrow")]
    [InlineData("resolve INC-12: reset token", "ticket resolve?id=INC-12&text=reset%20token")]
    [InlineData("INC-12 is back", "ticket reopen?id=INC-12")]
    [InlineData("new request", "ticket new?type=request")]
    [InlineData("status of the move", null)]
    [InlineData("word 2007 works", null)]
    [InlineData("win11", null)]
    [InlineData("wait for godot until Monday", null)]
    [InlineData("my laptop won't start", null)]
    public void Phrases_say_what_they_can_and_no_more(string phrase, string? invocation) =>
        Assert.Equal(invocation is null ? null : Invocation.Parse(invocation), desk.Bot.Features.Phrase(phrase));

    [Fact]
    public async Task A_form_ends_in_the_same_command_as_the_exact_words()
    {
        await desk.Claimed();
        var form = await desk.Grace.Says("resolve INC-1: reset token");
        Assert.True(form.IsForm);
        var filled = form.Message.Card!.Choices[0].Invocation.Arguments
            .With("text", form.Given("text")!)
            .With("code", "fixed");

        Assert.Equal(Bound(TypedSyntax.Read("ticket resolve INC-1 code:fixed reset token", desk.Bot.Catalog)!), Bound(new("ticket resolve", filled)));
    }

    [Fact]
    public async Task In_the_place_of_a_ticket_its_number_goes_without_saying()
    {
        await desk.Claimed();
        var thread = new Place("test", "thread", "INC-1");

        Assert.Equal("Noted on INC-1. Only staff see it.", (await desk.Grace.Says("ticket note hot", thread)).Line());
        var form = await desk.Grace.Says("wait for user until Tuesday 9", thread);
        Assert.Equal(("INC-1", "requester"), (form.Given("id"), form.Given("for")));
        Assert.Equal("Your reply on INC-1 is on its way to Ada.", (await desk.Grace.Says("Which printer is it?", thread)).Line());
    }

    private Command Bound(Invocation invocation) =>
        Assert.IsType<Binding.Complete>(desk.Bot.Catalog.Find(invocation.Command)!.Bind(invocation.Arguments, Context)).Command;
}
