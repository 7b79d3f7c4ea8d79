using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;
using ChatOps.Platforms.Discord;
using ChatOps.Platforms.Discord.Rest;
using ChatOps.Tests.Discord.Rest;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Tests.Discord.Gateway;

/// <summary>Whatever goes wrong: nothing that Discord delivers is lost, and nothing is done or posted twice.</summary>
public sealed class FaultTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    private readonly FakeTimeProvider clock = new(TestBot.Monday);

    [Fact]
    public Task However_the_connection_breaks_everything_is_heard_once_and_in_order() => Gen.Int[0, 5].Array[1, 12].SampleAsync(async faults =>
    {
        await using var discord = await Start();
        await using var bot = await Connected.Start(discord, clock);
        var said = 0;

        foreach (var fault in faults)
        {
            discord.User("grace").Writes($"{said++:00}");
            Break(discord, fault);
            discord.User("grace").Writes($"{said++:00}");
        }

        await clock.Until(() => bot.Messages.Count() >= said, Step);

        Assert.Equal(Enumerable.Range(0, said).Select(i => $"{i:00}"), bot.Messages);
        Assert.Equal(1, discord.Gateway.Identified);
        Assert.Empty(discord.Complaints);
    }, iter: 15, threads: 1);

    [Fact]
    public async Task An_interaction_that_comes_again_is_answered_once()
    {
        await using var discord = await Start().WithCommand(clock);
        await using var bot = await Connected.Start(discord, clock);
        discord.Gateway.Repeats = true;

        for (var i = 0; i < 20; i++)
            Assert.Equal("Heard", (await discord.User("grace").Runs("/ping")).Text);

        Assert.Equal(20, bot.Heard.Count);
        Assert.Empty(discord.Complaints);
    }

    [Fact]
    public async Task One_that_came_while_the_connection_was_broken_is_heard_when_it_is_back()
    {
        await using var discord = await Start().WithCommand(clock);
        await using var bot = await Connected.Start(discord, clock);
        discord.Gateway.Drop();

        var running = discord.User("grace").Runs("/ping");
        await clock.Until(() => bot.Heard.Count is 1, TimeSpan.FromMilliseconds(20));

        await clock.Until(running, TimeSpan.Zero);
        Assert.Equal("Heard", (await running).Text);
    }

    [Theory]
    [InlineData(RestFaultKind.LostBefore)]
    [InlineData(RestFaultKind.LostAfter)]
    [InlineData(RestFaultKind.Refused)]
    [InlineData(RestFaultKind.Limited)]
    public async Task A_first_answer_that_does_not_get_through_is_given_again_and_counts_once(RestFaultKind kind)
    {
        await using var discord = await Start().WithCommand(clock);
        await using var bot = await Connected.Start(discord, clock);
        Exception? failure = null;
        bot.Answers(async (_, answer) =>
        {
            try
            {
                await answer.Give(InteractionResponse.Message(Client.Text("Heard")), CancellationToken.None);
            }
            catch (DiscordException e)
            {
                failure = e;
            }
        });
        discord.Rest.Fails(new RestFault(kind, 2, asked => asked.Path.EndsWith("/callback", StringComparison.Ordinal)) { RetryAfter = TimeSpan.FromMilliseconds(500) });

        var running = discord.User("grace").Runs("/ping");
        await clock.Until(running, TimeSpan.FromMilliseconds(50));
        await discord.Until(() => bot.Heard.Count is 1, "it was heard");

        Assert.Equal("Heard", (await running).Text);
        Assert.Null(failure);
        Assert.Single(discord.User("grace").Sees);
    }

    [Fact]
    public Task Whatever_becomes_of_requests_each_message_is_posted_once() => Gen.Int[0, 4].Array[40].SampleAsync(async faults =>
    {
        await using var discord = await Start();
        var rest = Client.Of(discord, clock);
        var triage = discord.Guild.Channel("triage");
        var next = -1;

        foreach (var kind in Enum.GetValues<RestFaultKind>().Where(kind => kind is not RestFaultKind.Held))
            discord.Rest.Fails(kind, int.MaxValue, _ => faults[Math.Abs(Interlocked.Increment(ref next) / 4) % faults.Length] == (int)kind);

        for (var i = 0; i < 10; i++)
            await clock.Until(Deliver(rest, triage.Id, i), Step);

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), triage.Messages.Select(message => message.Text));
    }, iter: 10, threads: 1);

    [Fact]
    public async Task After_an_hour_without_Discord_it_goes_on()
    {
        await using var discord = await Start().WithCommand(clock);
        await using var bot = await Connected.Start(discord, clock);
        await discord.Until(() => bot.Line.Contact.IsUp, "it is there");
        discord.IsDown = true;
        await discord.Until(() => !bot.Line.Contact.IsUp, "it has noticed");
        var since = bot.Line.Contact.Since;
        var end = clock.GetUtcNow() + TimeSpan.FromHours(1);
        var posting = Deliver(bot.Rest, discord.Guild.Channel("triage").Id, 1);
        await clock.Until(() => clock.GetUtcNow() >= end, TimeSpan.FromSeconds(15));
        Assert.Equal(since, bot.Line.Contact.Since);

        discord.IsDown = false;
        discord.Gateway.ForgetSessions();
        await clock.Until(() => discord.Gateway.Ready is 1 && posting.IsCompleted, TimeSpan.FromSeconds(1));

        Assert.Equal("Heard", (await discord.User("grace").Runs("/ping")).Text);
        Assert.Equal("1", Assert.Single(discord.Guild.Channel("triage").Messages).Text);
        Assert.Equal(2, discord.Gateway.Identified);
        Assert.Empty(discord.Complaints);
    }

    [Fact]
    public async Task Being_refused_again_and_again_is_borne_with_patience()
    {
        await using var discord = await Start();
        await using var bot = await Connected.Start(discord, clock);
        var before = clock.GetUtcNow();
        discord.Gateway.Refuse(8);
        discord.Gateway.Drop();

        await clock.Until(() => discord.Gateway.Resumed is 1, TimeSpan.FromSeconds(1));

        Assert.Equal(10, discord.Gateway.Connected);
        Assert.True(clock.GetUtcNow() - before > TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_handler_that_fails_takes_nothing_with_it()
    {
        await using var discord = await Start().WithCommand(clock);
        await using var bot = await Connected.Start(discord, clock);
        bot.Answers((interaction, answer) => bot.Heard.Count is 1
            ? throw new InvalidOperationException("A bug")
            : answer.Give(InteractionResponse.Message(Client.Text("Heard")), CancellationToken.None));

        var first = discord.User("grace").Runs("/ping");
        await discord.Until(() => bot.Heard.Count is 1, "the first was heard");

        Assert.Equal("Heard", (await discord.User("ada").Runs("/ping")).Text);
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal("The application did not respond", (await first).Failure);
    }

    // As the outbox does: again, until it is done, with the same nonce.
    private async Task Deliver(RestClient rest, string channel, int number)
    {
        while (true)
        {
            try
            {
                await rest.CreateMessage(channel, Client.Text(number).Once($"nonce-{number}"), CancellationToken.None);
                return;
            }
            catch (DiscordException e) when (e.IsPassing)
            {
                await Task.Delay(TimeSpan.FromSeconds(5), clock);
            }
        }
    }

    // Hearts have tests of their own. Here the clock is faster than sockets are, and a busy machine would be taken for a dead one.
    private async Task<DiscordServer> Start()
    {
        var discord = await DiscordServer.Start(clock);
        discord.Gateway.HeartbeatInterval = TimeSpan.FromHours(1);
        return discord;
    }

    private static void Break(DiscordServer discord, int fault)
    {
        switch (fault)
        {
            case 0:
                discord.Gateway.Drop();
                break;
            case 1:
                discord.Gateway.AskToReconnect();
                break;
            case 2:
                discord.Gateway.Invalidate(resumable: true);
                break;
            case 3:
                discord.Gateway.Close(4000);
                break;
            case 4:
                discord.Gateway.Refuse(1);
                discord.Gateway.Drop();
                break;
            default:
                discord.Gateway.AskForHeartbeat();
                break;
        }
    }
}
