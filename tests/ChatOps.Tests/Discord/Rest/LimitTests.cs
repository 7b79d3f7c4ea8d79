using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;
using ChatOps.Platforms.Discord;
using ChatOps.Platforms.Discord.Rest;
using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Tests.Discord.Rest;

/// <summary>How often Discord is asked.</summary>
public sealed class LimitTests
{
    private const string Messages = "POST channels/{channel}/messages";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_headers_tell_is_kept_to_and_order_stays()
    {
        var clock = new FakeTimeProvider(TestBot.Monday);
        await using var discord = await DiscordServer.Start(clock);
        discord.Rest.RateLimits[Messages] = (5, TimeSpan.FromSeconds(5));
        var rest = Client.Of(discord, clock);
        var channel = discord.Guild.Channel("triage");

        var all = Task.WhenAll(Enumerable.Range(0, 12).Select(i => rest.CreateMessage(channel.Id, Client.Text(i), Cancellation)));
        await discord.Until(() => channel.Messages.Count is 5, "five were sent");
        await clock.Until(all, TimeSpan.FromSeconds(1));

        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"{i}"), channel.Messages.Select(message => message.Text));
        Assert.Equal(0, discord.Rest.Overruns);
        Assert.True(clock.GetUtcNow() - TestBot.Monday > TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Each_channel_has_a_limit_of_its_own()
    {
        var clock = new FakeTimeProvider(TestBot.Monday);
        await using var discord = await DiscordServer.Start(clock);
        discord.Rest.RateLimits[Messages] = (1, TimeSpan.FromSeconds(5));
        var rest = Client.Of(discord, clock);

        await rest.CreateMessage(discord.Guild.Channel("triage").Id, Client.Text("x"), Cancellation);
        await rest.CreateMessage(discord.Guild.Channel("network").Id, Client.Text("x"), Cancellation);

        Assert.Equal(0, discord.Rest.Overruns);
    }

    [Fact]
    public async Task Routes_that_share_a_bucket_wait_for_each_other()
    {
        var clock = new FakeTimeProvider(TestBot.Monday);
        await using var discord = await DiscordServer.Start(clock);
        discord.Rest.Buckets[Messages] = discord.Rest.Buckets["POST channels/{channel}/typing"] = "shared";
        discord.Rest.RateLimits[Messages] = (1, TimeSpan.FromSeconds(5));
        discord.Rest.RateLimits["POST channels/{channel}/typing"] = (1, TimeSpan.FromSeconds(5));
        var (rest, channel) = (Client.Of(discord, clock), discord.Guild.Channel("triage"));
        await rest.Type(channel.Id, Cancellation);
        await clock.Until(rest.CreateMessage(channel.Id, Client.Text("x"), Cancellation), TimeSpan.FromSeconds(1));
        var before = clock.GetUtcNow();

        await clock.Until(rest.Type(channel.Id, Cancellation), TimeSpan.FromSeconds(1));

        Assert.True(clock.GetUtcNow() - before >= TimeSpan.FromSeconds(4));
    }

    [Theory]
    [InlineData("user")]
    [InlineData("shared")]
    [InlineData("global")]
    public async Task A_storm_of_429_is_waited_out(string scope)
    {
        var clock = new FakeTimeProvider(TestBot.Monday);
        await using var discord = await DiscordServer.Start(clock);
        discord.Rest.Fails(new RestFault(RestFaultKind.Limited, 30) { RetryAfter = TimeSpan.FromSeconds(2.5), Scope = scope });
        var (rest, channel) = (Client.Of(discord, clock), discord.Guild.Channel("triage"));

        await clock.Until(Task.WhenAll(Enumerable.Range(0, 10).Select(i => rest.CreateMessage(channel.Id, Client.Text(i), Cancellation))), TimeSpan.FromSeconds(1));

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}").Order(StringComparer.Ordinal), channel.Messages.Select(message => message.Text).Order(StringComparer.Ordinal));
        Assert.True(clock.GetUtcNow() - TestBot.Monday >= TimeSpan.FromSeconds(2.5));
    }

    [Fact]
    public async Task No_more_than_fifty_a_second_over_everything()
    {
        var clock = new FakeTimeProvider(TestBot.Monday);
        var limit = new GlobalLimit(clock);
        var went = new List<DateTimeOffset>();

        await clock.Until(Task.WhenAll(Enumerable.Range(0, 180).Select(async _ =>
        {
            await limit.Wait(Cancellation);

            lock (went)
                went.Add(clock.GetUtcNow());
        })), TimeSpan.FromMilliseconds(50));

        Assert.All(went, at => Assert.InRange(went.Count(other => other >= at && other < at + TimeSpan.FromSeconds(1)), 1, 50));
        Assert.True(went.Max() - went.Min() < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Answers_to_interactions_wait_for_nothing()
    {
        var clock = new FakeTimeProvider(TestBot.Monday);
        await using var discord = await DiscordServer.Start(clock);
        discord.Rest.GlobalLimit = 50;
        var rest = Client.Of(discord, clock);
        var channel = discord.Guild.Channel("triage");
        var queued = Enumerable.Range(0, 60).Select(i => rest.CreateMessage(channel.Id, Client.Text(i), Cancellation)).ToArray();
        await discord.Until(() => channel.Messages.Count is 50, "the second is full");

        // It is an unknown one, which is all the same here.
        var refused = await Assert.ThrowsAsync<DiscordException>(() => rest.Answer(new("1", discord.ApplicationId, InteractionType.ApplicationCommand, "token"), InteractionResponse.Later(isPrivate: true), Cancellation));

        Assert.Equal(Codes.UnknownInteraction, refused.Code);
        Assert.Equal(50, channel.Messages.Count);
        await clock.Until(Task.WhenAll(queued), TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public async Task Too_much_that_is_refused_ends_before_Discord_shuts_the_bot_out()
    {
        var clock = new FakeTimeProvider(TestBot.Monday);
        await using var discord = await DiscordServer.Start(clock);
        var refused = new HttpResponseMessage(System.Net.HttpStatusCode.Forbidden);
        var shared = new HttpResponseMessage(System.Net.HttpStatusCode.TooManyRequests) { Headers = { { "X-RateLimit-Scope", "shared" } } };
        var invalid = new InvalidRequests(clock);

        for (var i = 0; i < 9_000; i++)
        {
            Assert.False(invalid.IsExhausted);
            invalid.Count(refused);
            invalid.Count(shared);
        }

        Assert.True(invalid.IsExhausted);
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.False(invalid.IsExhausted);
    }
}
