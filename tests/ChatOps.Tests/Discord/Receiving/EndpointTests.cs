using System.Globalization;
using System.Net;
using System.Text;
using ChatOps.Discord.Receiving;
using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;
using ChatOps.Platforms.Discord;
using ChatOps.Platforms.Discord.Rest;
using ChatOps.Tests.Discord.Gateway;
using ChatOps.Tests.Discord.Rest;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Tests.Discord.Receiving;

/// <summary>Interactions that Discord posts.</summary>
public sealed class EndpointTests
{
    private static readonly byte[] Ping = Encoding.UTF8.GetBytes("""{"id":"1","application_id":"2","type":1,"token":"t","version":1}""");
    private readonly FakeTimeProvider clock = new(TestBot.Monday);
    private int handled;

    [Fact]
    public async Task Ping_is_answered_with_pong()
    {
        await using var discord = await DiscordServer.Start(clock);
        await using var endpoint = await Endpoint.Start(discord, clock, Heard);

        Assert.Equal((HttpStatusCode.OK, """{"type":1}"""), await discord.Post(endpoint.Address, Ping));
        Assert.Equal(0, handled);
    }

    [Fact]
    public async Task The_answer_comes_in_the_response()
    {
        await using var discord = await DiscordServer.Start(clock).WithCommand(clock);
        await using var endpoint = await Endpoint.Start(discord, clock, Heard);

        var exchange = await discord.User("grace").Runs("/ping");

        Assert.Equal("Heard", exchange.Text);
        Assert.DoesNotContain(discord.Rest.Requests, asked => asked.Path.EndsWith("/callback", StringComparison.Ordinal));
        Assert.Empty(discord.Complaints);
    }

    [Fact]
    public async Task It_can_be_changed_as_soon_as_it_is_given()
    {
        await using var discord = await DiscordServer.Start(clock).WithCommand(clock);
        var rest = Client.Of(discord, clock);
        await using var endpoint = await Endpoint.Start(discord, clock, async (interaction, answer, cancellation) =>
        {
            await answer.Give(InteractionResponse.Later(isPrivate: true), cancellation);
            await rest.EditOriginal(interaction, Client.Text("Done"), cancellation);
        });

        var exchange = await discord.User("grace").Runs("/ping");

        Assert.Equal((5, "Done", true), (exchange.FirstAnswer, exchange.Text, exchange.IsPrivate));
    }

    [Fact]
    public async Task A_change_that_overtakes_the_answer_is_made_when_that_has_come()
    {
        await using var discord = await DiscordServer.Start(clock).WithCommand(clock);
        var rest = Client.Of(discord);
        var fault = discord.Rest.Fails(new RestFault(RestFaultKind.Refused, 2, asked => asked.Method == "PATCH") { Status = 404, Code = 10015 });
        await using var endpoint = await Endpoint.Start(discord, clock, async (interaction, answer, cancellation) =>
        {
            await answer.Give(InteractionResponse.Later(isPrivate: true), cancellation);
            await rest.EditOriginal(interaction, Client.Text("Done"), cancellation);
        });

        Assert.Equal("Done", (await discord.User("grace").Runs("/ping")).Text);
        Assert.Equal(3, fault.Happened);
    }

    [Fact]
    public async Task An_answer_with_files_goes_its_own_way()
    {
        await using var discord = await DiscordServer.Start(clock).WithCommand(clock);
        var file = new Upload("log.txt", "done"u8.ToArray(), "text/plain");
        await using var endpoint = await Endpoint.Start(discord, clock, (_, answer, cancellation) =>
            answer.Give(InteractionResponse.Message(Client.Text("Heard") with { Components = [new(ComponentType.File) { File = new("attachment://log.txt") }], Files = [file] }), cancellation));

        var exchange = await discord.User("grace").Runs("/ping");

        Assert.Equal("log.txt", Assert.Single(exchange.Message!.Files).Name);
        Assert.Empty(discord.Complaints);
    }

    [Fact]
    public async Task One_that_takes_its_time_is_still_given()
    {
        await using var discord = await DiscordServer.Start(clock).WithCommand(clock);
        var go = new TaskCompletionSource();
        await using var endpoint = await Endpoint.Start(discord, clock, async (_, answer, cancellation) =>
        {
            Interlocked.Increment(ref handled);
            await go.Task;
            await answer.Give(InteractionResponse.Message(Client.Text("Late")), cancellation);
        });

        var running = discord.User("grace").Runs("/ping");
        await discord.Until(() => handled is 1, "it is at work");
        clock.Advance(TimeSpan.FromSeconds(2.5));
        go.SetResult();

        Assert.Equal("Late", (await running).Text);
        Assert.Empty(discord.Complaints);
    }

    [Fact]
    public async Task One_that_takes_too_long_is_told_so()
    {
        await using var discord = await DiscordServer.Start(clock).WithCommand(clock);
        var go = new TaskCompletionSource();
        var refused = new TaskCompletionSource<DiscordException>();
        await using var endpoint = await Endpoint.Start(discord, clock, async (_, answer, cancellation) =>
        {
            Interlocked.Increment(ref handled);
            await go.Task;
            refused.SetResult(await Assert.ThrowsAsync<DiscordException>(() => answer.Give(InteractionResponse.Message(Client.Text("Late")), cancellation)));
        });

        var running = discord.User("grace").Runs("/ping");
        await discord.Until(() => handled is 1, "it is at work");
        clock.Advance(TimeSpan.FromSeconds(4));
        go.SetResult();

        Assert.Equal("The application did not respond", (await running).Failure);
        Assert.Equal(Codes.UnknownInteraction, (await refused.Task).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("zz")]
    public async Task A_signature_that_is_none_is_refused(string signature) => await Refuses((discord, address) => discord.Post(address, Ping, signature: signature));

    [Fact]
    public async Task So_is_one_of_somebody_else()
    {
        using var stranger = new Signing();
        var now = Seconds(TestBot.Monday);
        await Refuses((discord, address) => discord.Post(address, Ping, now, stranger.Sign(now, Ping)));
    }

    [Fact]
    public async Task So_is_one_of_another_body() => await Refuses((discord, address) => discord.Post(address, [.. Ping, (byte)' '], Seconds(TestBot.Monday), discord.Signing.Sign(Seconds(TestBot.Monday), Ping)));

    [Fact]
    public async Task So_is_one_of_another_moment() => await Refuses((discord, address) => discord.Post(address, Ping, Seconds(TestBot.Monday), discord.Signing.Sign(Seconds(TestBot.Monday.AddSeconds(1)), Ping)));

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public async Task So_is_an_old_one_and_one_of_the_future(int seconds) => await Refuses((discord, address) => discord.Post(address, Ping, Seconds(TestBot.Monday.AddSeconds(seconds))));

    [Fact]
    public async Task So_is_one_that_has_come_before()
    {
        await using var discord = await DiscordServer.Start(clock);
        await using var endpoint = await Endpoint.Start(discord, clock, Heard);
        var (now, signature) = (Seconds(clock.GetUtcNow()), discord.Signing.Sign(Seconds(clock.GetUtcNow()), Ping));

        Assert.Equal(HttpStatusCode.OK, (await discord.Post(endpoint.Address, Ping, now, signature)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await discord.Post(endpoint.Address, Ping, now, signature)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await discord.Post(endpoint.Address, Ping, now, signature.ToUpperInvariant())).Status);
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.Unauthorized, (await discord.Post(endpoint.Address, Ping, now, signature)).Status);
    }

    [Fact]
    public async Task However_it_is_changed_it_is_refused()
    {
        await using var discord = await DiscordServer.Start(clock);
        await using var endpoint = await Endpoint.Start(discord, clock, Heard);
        var now = Seconds(clock.GetUtcNow());
        var signature = Convert.FromHexString(discord.Signing.Sign(now, Ping));

        await Gen.Select(Gen.Int[0, 2], Gen.Int[0, 63], Gen.Byte[1, 255]).SampleAsync(async (kind, at, flip) =>
        {
            var (body, changed) = (Ping.ToArray(), signature.ToArray());

            if (kind is 0)
                body[at % body.Length] ^= flip;
            else if (kind is 1)
                changed[at] ^= flip;
            else
                changed = changed[..at];

            Assert.Equal(HttpStatusCode.Unauthorized, (await discord.Post(endpoint.Address, body, now, Convert.ToHexStringLower(changed))).Status);
        }, iter: 200);

        Assert.Equal(0, handled);
    }

    [Fact]
    public async Task What_is_signed_and_senseless_is_refused_too()
    {
        await using var discord = await DiscordServer.Start(clock);
        await using var endpoint = await Endpoint.Start(discord, clock, Heard);

        Assert.Equal(HttpStatusCode.BadRequest, (await discord.Post(endpoint.Address, "{"u8.ToArray())).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await discord.Post(endpoint.Address, "[]"u8.ToArray())).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await discord.Post(endpoint.Address, "{}"u8.ToArray())).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await discord.Post(endpoint.Address, new byte[(1 << 20) + 1])).Status);
    }

    private async Task Refuses(Func<DiscordServer, Uri, Task<(HttpStatusCode Status, string Body)>> post)
    {
        await using var discord = await DiscordServer.Start(clock);
        await using var endpoint = await Endpoint.Start(discord, clock, Heard);

        Assert.Equal((HttpStatusCode.Unauthorized, ""), await post(discord, endpoint.Address));
        Assert.Equal(0, handled);
    }

    private Task Heard(Interaction interaction, IAnswer answer, CancellationToken cancellation)
    {
        Interlocked.Increment(ref handled);
        return answer.Give(InteractionResponse.Message(Client.Text("Heard")), cancellation);
    }

    private static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
