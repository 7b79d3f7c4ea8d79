using ChatOps.Platforms.Discord;
using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Tests.Discord.Gateway;

/// <summary>The connection: how it begins, how it is kept, how it ends.</summary>
public sealed class ConnectionTests
{
    private readonly FakeTimeProvider clock = new(TestBot.Monday);

    [Fact]
    public async Task Somebody_who_uses_a_command_is_answered()
    {
        await using var discord = await DiscordServer.Start(clock).WithCommand(clock);
        await using var bot = await Connected.Start(discord, clock);

        var answer = await discord.User("grace").Runs("/ping");

        Assert.Equal("Heard", answer.Text);
        Assert.True(bot.Line.Contact.IsUp);
        Assert.Empty(discord.Complaints);
    }

    [Fact]
    public async Task Hearts_beat_as_often_as_Discord_wants_it()
    {
        await using var discord = await DiscordServer.Start(clock);
        await using var bot = await Connected.Start(discord, clock);

        await clock.Until(() => discord.Gateway.Heartbeats is 5, TimeSpan.FromSeconds(5));
        discord.Gateway.AskForHeartbeat();
        await discord.Until(() => discord.Gateway.Heartbeats >= 6, "it beat at once");

        Assert.Equal((1, 0), (discord.Gateway.Identified, discord.Gateway.Resumed));
        Assert.Empty(discord.Complaints);
    }

    [Fact]
    public async Task A_connection_that_is_dead_is_left_and_the_session_goes_on()
    {
        await using var discord = await DiscordServer.Start(clock);
        await using var bot = await Connected.Start(discord, clock);

        discord.Gateway.StopsAcking = true;
        await clock.Until(() => discord.Gateway.ClosedWith is [4000], TimeSpan.FromSeconds(5));
        discord.Gateway.StopsAcking = false;
        await bot.IsReady();

        Assert.Equal((1, 1), (discord.Gateway.Identified, discord.Gateway.Resumed));
        Assert.Empty(discord.Complaints);
    }

    [Fact]
    public async Task What_was_said_while_the_connection_was_broken_is_heard_once()
    {
        await using var discord = await DiscordServer.Start(clock);
        await using var bot = await Connected.Start(discord, clock);
        discord.User("grace").Writes("before");
        await discord.Until(() => bot.Messages.Count() is 1, "the first was heard");

        discord.Gateway.Drop();
        discord.User("grace").Writes("between");
        await bot.IsReady();
        discord.User("grace").Writes("after");
        await discord.Until(() => bot.Messages.Count() >= 3, "all were heard");

        Assert.Equal(["before", "between", "after"], bot.Messages);
        Assert.Equal((1, 1), (discord.Gateway.Identified, discord.Gateway.Resumed));
    }

    [Fact]
    public async Task Being_asked_to_reconnect_costs_nothing()
    {
        await using var discord = await DiscordServer.Start(clock);
        await using var bot = await Connected.Start(discord, clock);

        discord.Gateway.AskToReconnect();
        await clock.Until(() => discord.Gateway.Resumed is 1, TimeSpan.FromMilliseconds(250));

        Assert.Equal([4000], discord.Gateway.ClosedWith);
        Assert.Equal(1, discord.Gateway.Identified);
    }

    [Fact]
    public async Task Even_before_hello()
    {
        await using var discord = await DiscordServer.Start(clock);
        discord.Gateway.ReconnectsBeforeHello = true;
        await using var bot = await Connected.Start(discord, clock);

        Assert.Equal(2, discord.Gateway.Connected);
        Assert.Empty(discord.Complaints);
    }

    [Theory]
    [InlineData(true, 1, 1)]
    [InlineData(false, 2, 0)]
    public async Task A_session_that_is_not_valid_is_resumed_or_begun_anew(bool resumable, int identified, int resumed)
    {
        await using var discord = await DiscordServer.Start(clock);
        await using var bot = await Connected.Start(discord, clock);

        discord.Gateway.Invalidate(resumable);
        await clock.Until(() => (discord.Gateway.Identified, discord.Gateway.Resumed) == (identified, resumed), TimeSpan.FromMilliseconds(250));
        await bot.IsReady();

        Assert.Empty(discord.Complaints);
    }

    [Fact]
    public async Task A_session_that_Discord_has_forgotten_is_begun_anew()
    {
        await using var discord = await DiscordServer.Start(clock);
        await using var bot = await Connected.Start(discord, clock);

        discord.Gateway.ForgetSessions();
        discord.Gateway.Drop();
        await clock.Until(() => discord.Gateway.Identified is 2, TimeSpan.FromMilliseconds(250));
        await bot.IsReady();

        Assert.Empty(discord.Complaints);
    }

    [Theory]
    [InlineData(4000, 1, 1)]
    [InlineData(4001, 1, 1)]
    [InlineData(4002, 1, 1)]
    [InlineData(4003, 2, 0)]
    [InlineData(4005, 2, 0)]
    [InlineData(4007, 2, 0)]
    [InlineData(4008, 2, 0)]
    [InlineData(4009, 2, 0)]
    [InlineData(1001, 2, 0)]
    [InlineData(4999, 1, 1)]
    public async Task Every_way_of_closing_leads_back(int code, int identified, int resumed)
    {
        await using var discord = await DiscordServer.Start(clock);
        await using var bot = await Connected.Start(discord, clock);

        discord.Gateway.Close(code);
        await clock.Until(() => (discord.Gateway.Identified, discord.Gateway.Resumed) == (identified, resumed), TimeSpan.FromMilliseconds(250));
        await bot.IsReady();

        Assert.Empty(discord.Complaints);
    }

    [Theory]
    [InlineData(4004)]
    [InlineData(4010)]
    [InlineData(4012)]
    [InlineData(4013)]
    public async Task But_those_for_good(int code)
    {
        await using var discord = await DiscordServer.Start(clock);
        await using var bot = await Connected.Start(discord, clock);

        discord.Gateway.Close(code);
        await discord.Until(() => !bot.Line.Contact.IsUp, "it has noticed");
        await discord.Until(() => discord.Gateway.Open is 0, "it has let go");
        await clock.Until(Task.Delay(TimeSpan.FromMilliseconds(100)), TimeSpan.FromMinutes(1));

        Assert.Equal(1, discord.Gateway.Connected);
        Assert.Contains(code is 4004 ? "token" : "for good", bot.Line.Contact.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_shards_when_Discord_wants_more()
    {
        await using var discord = await DiscordServer.Start(clock);
        await using var bot = await Connected.Start(discord, clock);

        discord.Gateway.Shards = 3;
        discord.Gateway.MaxConcurrency = 2;
        discord.Gateway.Close(4011);
        await bot.IsReady(shards: 3);

        Assert.Empty(discord.Complaints);
    }

    [Fact]
    public async Task Without_the_privileged_intent_it_does_with_less()
    {
        await using var discord = await DiscordServer.Start(clock).WithCommand(clock);
        discord.Gateway.AllowedIntents = 0;
        await using var bot = await Connected.Start(discord, clock);
        discord.User("grace").Writes("secret");
        discord.User("grace").InDm.Writes("for the bot");
        discord.User("grace").Writes($"<@{discord.Bot.Id}> hello");
        await discord.Until(() => bot.Messages.Count() is 3, "all were told");

        Assert.True(bot.Line.IsWithoutContent);
        Assert.Equal(["", $"<@{discord.Bot.Id}> hello", "for the bot"], bot.Messages.Order(StringComparer.Ordinal));
        Assert.Equal("Heard", (await discord.User("grace").Runs("/ping")).Text);
    }

    [Fact]
    public async Task A_wrong_token_is_tried_once()
    {
        await using var discord = await DiscordServer.Start(clock);
        await using var bot = new Connected(discord, clock, settings: new("wrong", discord.ApplicationId) { ApiBase = discord.ApiBase });
        await bot.Start();
        await discord.Until(() => bot.Rest.IsShutOut, "it was refused");
        await clock.Until(Task.Delay(TimeSpan.FromMilliseconds(100)), TimeSpan.FromMinutes(1));

        Assert.Single(discord.Rest.Requests);
        Assert.False(bot.Line.Contact.IsUp);
    }

    [Fact]
    public async Task When_no_more_sessions_may_begin_today_it_waits()
    {
        await using var discord = await DiscordServer.Start(clock);
        discord.Gateway.SessionStarts = 0;
        await using var bot = new Connected(discord, clock);
        await bot.Start();
        await discord.Until(() => discord.Gateway.Open is 1, "it is connected");
        await clock.Until(() => discord.Gateway.Heartbeats > 0, TimeSpan.FromSeconds(5));
        Assert.Equal(0, discord.Gateway.Identified);

        discord.Gateway.SessionStarts = 1000;
        await bot.IsReady();

        Assert.Empty(discord.Complaints);
    }

    [Fact]
    public async Task It_goes_on_reading_while_handlers_are_busy_and_channels_keep_their_order()
    {
        await using var discord = await DiscordServer.Start(clock).WithCommand(clock);
        await using var bot = await Connected.Start(discord, clock);
        bot.Busy = new();

        for (var i = 0; i < 100; i++)
            discord.User("grace").Writes($"{i:00}");

        Assert.Equal("Heard", (await discord.User("ada").Runs("/ping")).Text);
        Assert.Empty(bot.Messages);
        bot.Busy.SetResult();
        await discord.Until(() => bot.Messages.Count() is 100, "all were dealt with");
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i:00}"), bot.Messages);
    }

    [Fact]
    public async Task Ending_lets_the_session_wait_for_the_next_start()
    {
        await using var discord = await DiscordServer.Start(clock);
        var store = Connected.New();
        await (await Connected.Start(discord, clock, store)).DisposeAsync();
        discord.User("grace").Writes("while nobody was there");

        await using var bot = await Connected.Start(discord, clock, store);
        await discord.Until(() => bot.Messages.Any(), "it was heard");

        Assert.Equal((1, 1), (discord.Gateway.Identified, discord.Gateway.Resumed));
        Assert.Equal(["while nobody was there"], bot.Messages);
    }

    [Fact]
    public async Task Of_two_processes_one_is_connected_and_the_other_takes_over()
    {
        await using var discord = await DiscordServer.Start(clock).WithCommand(clock);
        var store = Connected.New();
        var first = await Connected.Start(discord, clock, store);
        await using var second = new Connected(discord, clock, store);
        await second.Start();
        await clock.Until(() => discord.Gateway.Heartbeats > 2, TimeSpan.FromSeconds(1));
        Assert.Equal(1, discord.Gateway.Connected);

        await first.DisposeAsync();
        await discord.Until(() => discord.Gateway.Open is 0, "the first has let go");
        var before = clock.GetUtcNow();
        await second.IsReady();

        Assert.True(clock.GetUtcNow() - before < TimeSpan.FromSeconds(5));
        await discord.User("grace").Runs("/ping");
        Assert.Empty(first.Heard);
        Assert.Single(second.Heard);
    }

    [Fact]
    public async Task A_process_that_died_is_replaced_within_seconds()
    {
        await using var discord = await DiscordServer.Start(clock);
        var store = Connected.New();
        var dead = new ShardLeaseOf(store, clock);
        await dead.Take();
        await using var bot = new Connected(discord, clock, store);
        await bot.Start();
        var before = clock.GetUtcNow();

        await bot.IsReady();

        Assert.InRange(clock.GetUtcNow() - before, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(13));
    }
}
