using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Tests.Discord;

/// <summary>Discord waits for three seconds, whatever the store does.</summary>
public sealed class SlownessTests
{
    [Fact]
    public async Task An_answer_that_takes_long_is_put_off_in_time_and_comes_then()
    {
        var (bot, store, clock) = await Start();
        await using var _ = bot;
        var ada = await bot.Person("ada");

        store.Hold();
        var asked = ada.Runs("/ticket new", ("title", "VPN drops"));
        await Pass(bot, clock, () => ada.Sees.Any(message => message.IsLoading));
        Assert.True(ada.Sees.Single(message => message.IsLoading).IsEphemeral);

        store.Go();
        var answer = await asked;
        Assert.Equal(5, answer.FirstAnswer);
        Assert.Contains("INC-1 is received.", answer.Text, StringComparison.Ordinal);
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task A_form_that_comes_too_late_waits_behind_a_button()
    {
        var (bot, store, clock) = await Start();
        await using var _ = bot;
        var ada = await bot.Person("ada");

        store.Hold();
        var asked = ada.Runs("/ticket new");
        await Pass(bot, clock, () => ada.Sees.Any(message => message.IsLoading));
        store.Go();

        var form = await (await asked).Presses("Ask the help desk");
        Assert.Equal(9, form.FirstAnswer);
        Assert.Contains("INC-1 is received.", (await form.Submits(("title", "VPN drops"))).Text, StringComparison.Ordinal);
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task An_answer_that_nobody_waits_for_any_more_comes_as_a_message()
    {
        var (bot, store, clock) = await Start();
        await using var _ = bot;
        var ada = await bot.Person("ada");

        store.Hold();
        var asked = ada.Runs("/ticket new", ("title", "VPN drops"));
        await Pass(bot, clock, () => ada.Sees.Any(message => message.IsLoading));
        clock.Advance(TimeSpan.FromMinutes(16));
        store.Go();

        await bot.Server.Until(() => ada.InDm.Sees.Any(message => message.Text.Contains("INC-1 is received.", StringComparison.Ordinal)), "the answer came as a direct message");
        Assert.False(asked.IsFaulted);
    }

    private static async Task<(DiscordBot Bot, HeldStore Store, FakeTimeProvider Clock)> Start()
    {
        HeldStore? held = null;
        var clock = new FakeTimeProvider(TestBot.Monday);
        var bot = await DiscordBot.Start(store => held = new(store), clock);
        return (bot, held!, clock);
    }

    // Time passes until it is so, but no more than Discord gives.
    private static async Task Pass(DiscordBot bot, FakeTimeProvider clock, Func<bool> isSo)
    {
        var until = clock.GetUtcNow() + TimeSpan.FromSeconds(2.9);

        await bot.Server.Until(() =>
        {
            if (clock.GetUtcNow() < until)
                clock.Advance(TimeSpan.FromMilliseconds(20));

            return isSo();
        }, "the answer was put off");
    }
}
