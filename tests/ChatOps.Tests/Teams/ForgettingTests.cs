using ChatOps.Documents;
using ChatOps.Platforms.Teams;
using ChatOps.Relaying;
using ChatOps.Teams.Connecting;
using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Tests.Teams;

/// <summary>What is known of messages and threads is forgotten when nobody has used it for a quarter of a year.</summary>
public sealed class ForgettingTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(TestBot.Monday);
    private TeamsServer server = null!;
    private TeamsPerson ada = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await TeamsServer.Start(clock: clock);
        ada = server.Platform.Person("Ada Lovell");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_message_goes_after_90_days_and_one_that_was_drawn_anew_stays()
    {
        await ada.Send(ada.Says("ticket new My laptop does not start"));
        await ada.Send(ada.Says("ticket new My screen is dark"));
        Assert.Equal(2, await Messages());

        Pass(89);
        await ada.Send(ada.Says("ticket edit INC-2 title:\"My screen is black\""));
        await TeamsServer.Until(() => ada.Inbox.Any(post => post.Changes > 0 && post.Words.Contains("black", StringComparison.Ordinal)), "The card was drawn anew.");
        Pass(2);

        await Until(async () => await Messages() is 1 or 2 && (await server.Store.Find(TeamsMessage.ByMoment.Where(), Cancellation)).Items.All(item => item.Body.Shown?.Id is "INC-2"), "The other one was forgotten.");
    }

    [Fact]
    public async Task A_thread_goes_when_nothing_was_said_in_it_and_it_is_about_nothing()
    {
        var (bound, idle) = (Thread(1), Thread(2));
        await ada.Send(ada.Mentions(bound, "My laptop does not start"));
        await ada.Send(ada.Says("Who has lunch?", idle));
        Assert.Equal(2, await Threads());

        Pass(91);
        await Until(async () => await Threads() is 1, "The idle thread was forgotten.");

        Assert.NotNull(await server.Store.Get(BoundPlace.Kind, $"teams:{bound.Id}", Cancellation));
        await ada.Send(ada.Says("ticket reply INC-1 Still dark"));
        await TeamsServer.Until(() => bound.Posts.Any(post => post.Words.Contains("Still dark", StringComparison.Ordinal)), "The ticket is still spoken of in its thread.");
    }

    private TeamsChat Thread(int number) => server.Platform.Chat($"19:channel@thread.tacv2;messageid={number}", "channel", ada);

    private async Task<int> Messages() => (await server.Store.Find(TeamsMessage.ByMoment.Where(), Cancellation)).Items.Count;

    private async Task<int> Threads() => (await server.Store.Find(TeamsConversation.ByMoment.Where(), Cancellation)).Items.Count;

    private void Pass(int days) => clock.Advance(TimeSpan.FromDays(days));

    private async Task Until(Func<Task<bool>> isSo, string what)
    {
        var patience = TimeProvider.System.GetTimestamp();

        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(patience) < TimeSpan.FromSeconds(20), what);
            clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(5, Cancellation);
        }
    }
}
