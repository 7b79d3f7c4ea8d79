using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Platforms.Teams;
using ChatOps.Teams.Connecting;
using ChatOps.Teams.Hearing;
using ChatOps.Teams.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOps.Tests.Teams;

/// <summary>Long texts, bit by bit.</summary>
public sealed class StreamTests : IAsyncLifetime
{
    private static readonly string Long = string.Join(' ', Enumerable.Range(0, 500).Select(n => $"word-{n}"));

    private TeamsServer server = null!;
    private TeamsPerson ada = null!;
    private TeamsConversation chat = null!;

    private TeamsPlatform Platform => server.Platform;

    private TextStream Stream => server.Services.GetRequiredService<TextStream>();

    public async ValueTask InitializeAsync()
    {
        server = await TeamsServer.Start();
        ada = Platform.Person("Ada Lovell");
        await ada.Send(ada.Says("help"));
        chat = (await server.Services.GetRequiredService<References>().Find(ada.Chat.Id))!;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public void Only_what_takes_long_to_read_comes_bit_by_bit()
    {
        Assert.True(TextStream.IsWorthIt(new Message { Text = Say.Text(Long) }));
        Assert.False(TextStream.IsWorthIt(new Message { Text = $"Done." }));
        Assert.False(TextStream.IsWorthIt(new Message { Text = Say.Text(Long), Card = new Card($"Done.") }));
    }

    [Fact]
    public async Task A_long_text_comes_in_order_and_stands_there_as_one_message()
    {
        var before = Platform.Log.Count;
        await Stream.Say(chat, new() { Type = ActivityTypes.Message, Text = Long });

        Assert.Equal(Long, ada.Last.Text);
        Assert.Equal([201, 202, 202], Platform.Log.Skip(before).Select(call => call.Status));
        Assert.Equal(2, ada.Inbox.Count);
    }

    [Fact]
    public async Task When_Teams_takes_no_more_bits_the_whole_comes_all_the_same()
    {
        var calls = 0;
        Platform.Trouble = (method, _) => method is "POST" && calls++ is 1 ? 403 : null;
        Platform.TroubleCode = "ContentStreamNotAllowed";
        await Stream.Say(chat, new() { Type = ActivityTypes.Message, Text = Long });

        Assert.Equal(Long, ada.Last.Text);
    }
}
