using ChatOps.Platforms.Teams;
using ChatOps.Teams.Connecting;
using ChatOps.Tests.Adapters;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOps.Tests.Teams;

public sealed class TroubledPlatformTests
{
    private const int People = 256;
    private const int Turns = 4;

    [Fact]
    public async Task With_a_connector_that_is_slow_and_fails_now_and_then_nobody_loses_or_gets_twice_an_answer()
    {
        await using var server = await TeamsServer.Start(new Lists(), settings => settings with { RequestsPerSecond = 100_000 });
        var platform = server.Platform;
        var count = 0;
        platform.Slowness = TimeSpan.FromMilliseconds(100);
        platform.Trouble = (method, path) => !path.Contains("/activities", StringComparison.Ordinal) ? null : (Interlocked.Increment(ref count) % 50) switch { 7 => 429, 31 => 502, _ => null };

        var people = Enumerable.Range(0, People).Select(n => platform.Person($"Person {n}")).ToArray();

        await Task.WhenAll(people.Select(async (person, n) =>
        {
            for (var turn = 0; turn < Turns; turn++)
                Assert.Equal(200, (await person.Send(person.Says($"list add LI-{n + 1} milk-{turn}"))).Status);
        }));

        foreach (var (person, n) in people.Select((person, n) => (person, n)))
        {
            // The same list each time, so the first card says all of it and the others were drawn anew too.
            await TeamsServer.Until(() => person.Inbox.Count is Turns && person.Inbox.All(post => post.Words.Contains("milk-3", StringComparison.Ordinal)), $"{person.Name} has {person.Inbox.Count} answers.");
            Assert.All(person.Inbox, post => Assert.Contains($"LI-{n + 1}:", post.Words, StringComparison.Ordinal));
        }

        Assert.Contains(platform.Log, call => call.Status is 429);
        Assert.Contains(platform.Log, call => call.Status is 502);
    }

    [Fact]
    public async Task An_answer_does_not_wait_behind_what_is_told_to_everybody()
    {
        await using var server = await TeamsServer.Start(new Lists(), settings => settings with { RequestsPerSecond = 20 });
        var limiter = server.Services.GetRequiredService<Limiter>();
        var ada = server.Platform.Person("Ada Lovell");
        await ada.Send(ada.Says("list add LI-1 milk"));

        var broadcast = Enumerable.Range(0, 200).Select(n => limiter.Pass(TeamsPlatform.Tenant, $"chat {n}", Haste.Broadcast, default).AsTask()).ToArray();
        await ada.Send(ada.Says("list add LI-1 bread"));

        Assert.Equal(2, ada.Inbox.Count);
        Assert.Contains(broadcast, one => !one.IsCompleted);
    }
}
