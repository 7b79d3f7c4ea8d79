using System.Net;
using ChatOps.Conversations;
using ChatOps.Discord.Interactions;
using ChatOps.Discord.Receiving;
using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;
using ChatOps.People;
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
    public async Task A_form_that_is_needed_in_any_case_opens_in_time_without_the_store()
    {
        var (bot, store, clock) = await Start();
        await using var _ = bot;
        var ada = await bot.Person("ada");

        store.Hold();
        var asked = ada.Runs("/ticket new");
        await Pass(bot, clock, () => asked.IsCompleted);
        var form = await asked;
        Assert.Equal(9, form.FirstAnswer);

        store.Go();
        var card = await form.Submits(("title", "VPN drops"));
        Assert.Contains("INC-1 is received.", card.Text, StringComparison.Ordinal);

        store.Hold();
        var pressed = card.Presses("Reply");
        await Pass(bot, clock, () => pressed.IsCompleted);
        store.Go();
        Assert.Contains("It is back.", (await (await pressed).Submits(("text", "It is back."))).Text, StringComparison.Ordinal);
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task Whoever_may_not_is_told_when_the_form_is_sent_and_nothing_happens_before()
    {
        var (bot, store, clock) = await Start();
        await using var _ = bot;
        var ada = await bot.Person("ada");
        await ada.Runs("/ticket new", ("title", "VPN drops"));

        store.Hold();
        var asked = ada.Runs("/ticket resolve", ("id", "INC-1"));
        await Pass(bot, clock, () => asked.IsCompleted);
        store.Go();

        Assert.Contains("Only agents can do that.", (await (await asked).Submits(("code", "fixed"), ("text", "Done"))).Text, StringComparison.Ordinal);
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task A_form_that_needs_the_store_waits_behind_a_button()
    {
        var (bot, store, clock) = await Start();
        await using var _ = bot;
        var ada = await bot.Person("ada");
        var words = ada.Writes("My laptop does not start");

        store.Hold();
        var asked = ada.Picks(words, "Open a ticket from this");
        await Pass(bot, clock, () => ada.Sees.Any(message => message.IsLoading));
        store.Go();

        var answer = await (await asked).Presses("Ask the help desk");
        Assert.Contains("INC-1 is received.", answer.Text, StringComparison.Ordinal);
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task In_a_thread_whose_number_goes_without_saying_nobody_is_asked_for_it()
    {
        var (bot, store, clock) = await Start();
        await using var _ = bot;
        var triage = bot.Server.Guild.Channel("triage");
        await bot.Save(Queue.Kind, new("service-desk", "Service desk") { Members = ["grace"], Triage = new Place("discord", triage.Id) { Kind = PlaceKind.Channel } });
        var grace = await bot.Person("grace", Roles.Agent);
        await grace.Runs("/ticket new", ("title", "VPN drops"));
        await bot.Settle();
        await grace.Presses(triage.Messages[0], "Thread");
        await bot.Settle();
        var thread = grace.In(bot.Server.Thread("INC-1 VPN drops")!);

        store.Hold();
        var asked = thread.Runs("/ticket view");
        await Pass(bot, clock, () => thread.Sees.Any(message => message.IsLoading));
        store.Go();

        Assert.Contains("### INC-1", (await asked).Text, StringComparison.Ordinal);
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task What_another_process_answers_is_not_answered_twice()
    {
        var (bot, store, clock) = await Start();
        await using var _ = bot;
        var ada = await bot.Person("ada");
        var card = await ada.Runs("/ticket new", ("title", "VPN drops"));
        var answered = new Answered();
        var interaction = new Interaction("901", bot.Server.ApplicationId, InteractionType.MessageComponent, "token")
        {
            Data = new() { CustomId = "ticket watch?id=INC-1", ComponentType = ComponentType.Button },
            ChannelId = ada.Channel.Id,
            Channel = new(ada.Channel.Id, ChannelType.GuildText),
            GuildId = bot.Server.Guild.Id,
            Member = new() { User = new(ada.Id, "ada"), Roles = [] },
            Message = new(card.Message!.Id, ada.Channel.Id) { Components = [] },
        };

        store.Hold();
        var doing = bot.Get<InteractionDesk>().Handle(interaction, answered, TestContext.Current.CancellationToken);
        await Pass(bot, clock, () => answered.Times > 0);
        store.Go();
        await doing;

        Assert.Equal(1, answered.Times);
        Assert.DoesNotContain(bot.Server.Rest.Requests, asked => asked.Path.StartsWith("webhooks/", StringComparison.Ordinal) && asked.Method is not "GET");
    }

    [Fact]
    public async Task Whoever_types_is_offered_nothing_rather_than_an_error()
    {
        var (bot, store, clock) = await Start();
        await using var _ = bot;
        var ada = await bot.Person("ada");
        await ada.Runs("/ticket new", ("title", "VPN drops"));

        store.Hold();
        var offered = ada.Types("/ticket view", "id", "vpn");
        await Pass(bot, clock, () => offered.IsCompleted);
        store.Go();

        Assert.Empty(await offered);
        Assert.Equal([("INC-1 VPN drops", "INC-1")], await ada.Types("/ticket view", "id", "vpn"));
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

    private sealed class Answered : IAnswer
    {
        public int Times { get; private set; }

        public Task Give(InteractionResponse response, CancellationToken cancellation)
        {
            Times++;
            throw new DiscordException("POST interactions/{0}/{1}/callback", HttpStatusCode.BadRequest, new(Codes.AlreadyAcknowledged, "Interaction has already been acknowledged.", null));
        }
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
