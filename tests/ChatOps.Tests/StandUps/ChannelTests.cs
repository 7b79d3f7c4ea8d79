using ChatOps.Conversations;
using ChatOps.Tests.Tickets;

namespace ChatOps.Tests.StandUps;

/// <summary>A team that reads its summary in a channel.</summary>
public sealed class ChannelTests : IAsyncDisposable
{
    private static readonly Place Room = new("test", "platform-room") { Kind = PlaceKind.Channel };

    private readonly Squad squad = new();

    public ValueTask DisposeAsync() => squad.DisposeAsync();

    private IReadOnlyList<Message> Posted => squad.Bot.Channel.In(Room);

    [Fact]
    public async Task The_summary_stands_in_the_channel_once_and_late_answers_change_it_there_also_after_a_restart()
    {
        await Made();
        await squad.Ada.Says("standup answer done:API today:Tests blockers:\"No access\"");
        var chats = (squad.Ada.Inbox.Count, squad.Pam.Inbox.Count);
        await squad.Until(Squad.Monday, "09:00");

        var summary = Assert.Single(Posted);
        Assert.Equal("The stand-up of Platform is summed up. 1 of 2 have answered.", summary.Line());
        Assert.Contains("No access", summary.Everything(), StringComparison.Ordinal);
        Assert.Equal(chats, (squad.Ada.Inbox.Count, squad.Pam.Inbox.Count));

        squad.Bot.Restart();
        await squad.Bo.Says("standup answer yesterday: reviews. today: deploy. blockers: none");
        Assert.Contains("reviews", Assert.Single(Posted).Everything(), StringComparison.Ordinal);

        await squad.Until(Squad.Monday, "12:00");
        Assert.Single(Posted);
    }

    [Fact]
    public async Task Whoever_is_in_the_channel_and_the_team_answers_from_there()
    {
        await Made();
        await squad.Ada.Says("standup answer done:API");
        await squad.Until(Squad.Monday, "09:00");

        Assert.True((await squad.Bo.Presses(Assert.Single(Posted), "Answer")).IsForm);
        Assert.True((await squad.Mal.Presses(Assert.Single(Posted), "Answer")).IsRefusal);
    }

    [Fact]
    public async Task What_only_some_may_see_does_not_stand_in_the_channel()
    {
        await squad.Mal.Says("ticket new The vault is open");
        await Made();
        await squad.Ada.Says("standup answer done:\"Looked at INC-1\"");
        await squad.Until(Squad.Monday, "09:00");

        var summary = Assert.Single(Posted).Everything();
        Assert.Contains("Looked at INC-1", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("vault", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_refuses_the_summary_gets_it_once_when_an_administrator_has_it_tried_again()
    {
        await Made();
        await squad.Ada.Says("standup answer done:API");
        squad.Bot.Channel.Refuses = Room.Id;
        await squad.Until(Squad.Monday, "09:00");
        Assert.Empty(Posted);

        squad.Bot.Channel.Refuses = null;
        var work = Assert.Single(await squad.Bot.Store.Dead(cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("nobody in particular", (await squad.Root.Says("admin outbox")).Everything(), StringComparison.Ordinal);
        await squad.Root.Runs("outbox retry", ("id", work.Job.Id));
        Assert.Single(Posted);
    }

    [Fact]
    public async Task It_is_the_channel_in_which_that_is_said_and_nobodys_own_chat()
    {
        await squad.Made();
        Assert.Equal("This is your own chat, which the others of Platform do not read. Say it in the channel where the summary is to stand.", (await squad.Pam.Says("standup setup Platform channel:here")).Line());

        await squad.Pam.Says("standup setup Platform channel:here", Room);
        await squad.Pam.Says("standup setup Platform channel:none");
        await squad.Ada.Says("standup answer done:API");
        await squad.Until(Squad.Monday, "09:00");
        Assert.Empty(Posted);
        Assert.Equal("The stand-up of Platform is summed up. 1 of 2 have answered.", squad.Ada.Lines()[^1]);
    }

    private async Task Made()
    {
        await squad.Made();
        Assert.False((await squad.Pam.Says("standup setup Platform channel:here", Room)).IsRefusal);
    }
}
