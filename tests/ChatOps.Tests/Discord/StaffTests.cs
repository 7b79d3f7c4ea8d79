using ChatOps.Conversations;
using ChatOps.Discord.People;
using ChatOps.People;
using ChatOps.Platforms.Discord;

namespace ChatOps.Tests.Discord;

/// <summary>Where the staff works: the triage channel, a thread for each ticket, and what is never said there.</summary>
public sealed class StaffTests
{
    [Fact]
    public async Task A_new_ticket_is_shown_in_the_triage_channel_and_the_card_stays_true()
    {
        await using var bot = await DiscordBot.Start();
        var (ada, grace, triage) = await Desk(bot);

        await ada.Runs("/ticket new", ("title", "VPN drops"), ("urgency", "high"));
        await bot.Settle();

        var card = Assert.Single(triage.Messages);
        Assert.Contains("### INC-1 VPN drops", card.Text, StringComparison.Ordinal);
        Assert.Equal(["Claim", "Assign", "Wait", "Resolve", "Thread"], card.Buttons);

        Assert.True((await grace.Presses(card, "Claim")).IsPrivate);
        await bot.Settle();
        Assert.Contains("**Assignee:** Grace", card.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Claim", card.Buttons);
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task The_first_claim_wins_and_the_second_is_told_who_has_it()
    {
        await using var bot = await DiscordBot.Start();
        var (ada, grace, triage) = await Desk(bot);
        var linus = await bot.Person("linus", Roles.Agent);
        await ada.Runs("/ticket new", ("title", "VPN drops"));
        await bot.Settle();

        await grace.Presses(triage.Messages[0], "Claim");
        Assert.Contains("Grace has INC-1", (await linus.Presses(triage.Messages[0], "Claim")).Text, StringComparison.Ordinal);
        Assert.Contains("Only agents can do that.", (await ada.Presses(triage.Messages[0], "Claim")).Text, StringComparison.Ordinal);
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task A_thread_opens_on_demand_what_is_written_there_reaches_the_requester_and_it_is_archived_at_the_end()
    {
        await using var bot = await DiscordBot.Start();
        var (ada, grace, triage) = await Desk(bot);
        await ada.Runs("/ticket new", ("title", "VPN drops"), ("details", "Every five minutes."));
        await bot.Settle();

        await grace.Presses(triage.Messages[0], "Thread");
        await bot.Settle();
        var thread = bot.Server.Thread("INC-1 VPN drops")!;
        Assert.Equal(DiscordChannel.PrivateThread, thread.Type);
        Assert.Contains(grace.Account, thread.Members);
        Assert.Contains("Every five minutes.", thread.Messages[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Every five minutes.", triage.Messages[0].Text, StringComparison.Ordinal);

        var words = grace.In(thread).Writes("Have you tried the cable?");
        await bot.Hears(words, grace);
        await bot.Settle();
        Assert.Equal(["✅"], words.Reactions.Select(reaction => reaction.Emoji));
        Assert.Contains(ada.InDm.Sees, message => message.Text.Contains("Have you tried the cable?", StringComparison.Ordinal));

        var note = await grace.In(thread).Runs("/ticket note", ("text", "She has the old client."));
        Assert.Contains("old client", note.Text, StringComparison.Ordinal);
        Assert.True(note.IsPrivate);

        var resolved = await grace.In(thread).Runs("/ticket resolve", ("code", "fixed"), ("text", "A new cable."));
        Assert.True(resolved.Text.Contains("INC-1", StringComparison.Ordinal), resolved.Text);
        await bot.Settle();
        Assert.DoesNotContain(ada.InDm.Sees, message => message.Text.Contains("old client", StringComparison.Ordinal));

        var card = ada.InDm.Sees.Last(message => message.Buttons.Contains("It works"));
        await ada.InDm.Presses(card, "It works");
        await bot.Settle();
        Assert.True(thread.IsArchived);
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task At_the_limit_of_threads_the_quietest_makes_room_and_a_new_message_brings_it_back()
    {
        await using var bot = await DiscordBot.Start();
        var (ada, grace, triage) = await Desk(bot);
        bot.Server.Guild.ActiveThreadLimit = 1;

        foreach (var title in (string[])["One", "Two"])
        {
            await ada.Runs("/ticket new", ("title", title));
            await bot.Settle();
            await grace.Presses(triage.Messages[^1], "Thread");
            await bot.Settle();
        }

        var (one, two) = (bot.Server.Thread("INC-1 One")!, bot.Server.Thread("INC-2 Two")!);
        Assert.Equal((true, false), (one.IsArchived, two.IsArchived));

        // A card that changes brings nothing back.
        await grace.Presses(triage.Messages[0], "Claim");
        await bot.Settle();
        Assert.Contains("**Assignee:** Grace", one.Messages[0].Text, StringComparison.Ordinal);
        Assert.True(one.IsArchived);

        await ada.Runs("/ticket reply", ("id", "INC-1"), ("text", "It is worse now."));
        await bot.Settle();
        Assert.Contains("It is worse now.", one.Messages[^1].Text, StringComparison.Ordinal);
        Assert.Equal((false, true), (one.IsArchived, two.IsArchived));
        Assert.Empty(await bot.Store.Dead(cancellation: TestContext.Current.CancellationToken));
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task Whoever_is_meant_is_mentioned_and_nobody_else()
    {
        await using var bot = await DiscordBot.Start();
        var (ada, grace, triage) = await Desk(bot);
        var linus = await bot.Person("linus", Roles.Agent);
        await bot.Save(Queue.Kind, (await bot.Store.Get(Queue.Kind, "service-desk", TestContext.Current.CancellationToken))!.Body with { Members = ["grace", "linus"] });
        await linus.Runs("/help");
        await ada.Runs("/ticket new", ("title", "VPN drops"), ("details", $"<@{grace.Id}> @everyone"));
        await bot.Settle();

        await grace.Runs("/ticket assign", ("id", "INC-1"), ("to", "linus"));
        await bot.Settle();
        Assert.Equal($"<@{linus.Id}> Grace assigned INC-1 to you. You are next.", triage.Messages[^1].Text);
        Assert.Equal([linus.Id], triage.Messages[^1].Pinged);
        Assert.Empty(linus.InDm.Sees);

        await grace.Presses(triage.Messages[0], "Thread");
        await bot.Settle();
        var thread = bot.Server.Thread("INC-1 VPN drops")!;
        Assert.Empty(thread.Messages[0].Pinged);

        await ada.Runs("/ticket reply", ("id", "INC-1"), ("text", $"<@{grace.Id}> @everyone it is worse now."));
        await bot.Settle();
        Assert.StartsWith($"<@{linus.Id}>", thread.Messages[^1].Text, StringComparison.Ordinal);
        Assert.Equal([linus.Id], thread.Messages[^1].Pinged);

        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task What_a_card_shows_already_is_not_sent_again_when_it_changes()
    {
        await using var bot = await DiscordBot.Start();
        var (ada, grace, triage) = await Desk(bot);
        await ada.Runs("/ticket new", ("title", "VPN drops"), ("files", ("error.txt", "It broke."u8.ToArray())), ("files-2", ("screen.png", Png)));
        await bot.Settle();
        await grace.Presses(triage.Messages[0], "Thread");
        await bot.Settle();
        var card = bot.Server.Thread("INC-1 VPN drops")!.Messages[0];
        var files = card.Files.Select(file => file.Id).ToArray();
        Assert.Equal(2, files.Length);

        await grace.Presses(triage.Messages[0], "Claim");
        await bot.Settle();

        Assert.Contains("**Assignee:** Grace", card.Text, StringComparison.Ordinal);
        Assert.Equal(files, card.Files.Select(file => file.Id));

        // One's own card, by the answer to a button.
        var own = await ada.Runs("/ticket view", ("id", "INC-1"));
        var replied = await (await own.Presses("Reply")).Submits(("text", "It is worse now."));
        Assert.Equal(7, replied.FirstAnswer);
        Assert.Equal(2, replied.Message!.Files.Count);
        Assert.All(bot.Server.Rest.Requests.Where(asked => asked.Method is "PATCH" || asked.Body is System.Text.Json.Nodes.JsonObject body && (int?)body["type"] is 7), change => Assert.Empty(change.Files));
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task What_is_restricted_never_reaches_Discord_but_as_a_number()
    {
        await using var bot = await DiscordBot.Start();
        var (ada, grace, triage) = await Desk(bot);
        await bot.Save(Queue.Kind, new("hr", "HR") { Restricted = true, Members = ["grace"], Triage = null });
        await bot.Save(ChatOps.Tickets.Desk.Kind, new("desk") { Intake = "hr" });

        var answer = await ada.Runs("/ticket new", ("title", "Salarysecret"), ("details", "Salarysecret too"));
        await bot.Settle();
        var viewed = await grace.Runs("/ticket view", ("id", "INC-1"));

        Assert.Contains("INC-1", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Salarysecret", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Salarysecret", viewed.Text, StringComparison.Ordinal);
        Assert.Contains("There is something new on INC-1.", Assert.Single(grace.InDm.Sees).Text, StringComparison.Ordinal);
        Assert.Empty(triage.Messages);
        Assert.Empty(await grace.Types("/ticket view", "id", "Salary"));
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task Who_takes_no_direct_messages_is_given_up_on_and_not_asked_for_ever()
    {
        await using var bot = await DiscordBot.Start();
        var (ada, grace, _) = await Desk(bot);
        grace.Account.ClosesDms = true;

        await ada.Runs("/ticket new", ("title", "VPN drops"));
        await bot.Settle();

        Assert.Contains("takes no direct messages", Assert.Single(await bot.Store.Dead(cancellation: TestContext.Current.CancellationToken)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_of_the_server_give_rights_and_take_them_again()
    {
        await using var bot = await DiscordBot.Start();
        var (ada, _, _) = await Desk(bot);
        var boss = await bot.Person("boss", Roles.Administrator);
        var linus = bot.Server.User("linus", "helpers");
        await ada.Runs("/ticket new", ("title", "VPN drops"));

        var form = await boss.Runs("/admin discord");
        await form.Submits(("role", "helpers"), ("gives", "agent"));
        Assert.Contains("INC-1", (await linus.Runs("/ticket assign", ("id", "INC-1"))).Text, StringComparison.Ordinal);
        Assert.Equal(Roles.Employee | Roles.Agent, (await bot.Store.Get(Person.Kind, "linus", TestContext.Current.CancellationToken))!.Body.Roles);

        linus.Account.Roles = [];
        Assert.Contains("Only agents can do that.", (await linus.InDm.Runs("/ticket resolve", ("id", "INC-1"))).Text, StringComparison.Ordinal);
        Assert.Contains("Only agents can do that.", (await linus.Runs("/ticket resolve", ("id", "INC-1"))).Text, StringComparison.Ordinal);
        Assert.Equal(Roles.Agent, new RoleMapping("discord").With("1", Roles.Agent | Roles.Administrator | Roles.System).Of(["1"]));
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task Plain_words_in_direct_messages_are_understood_and_in_channels_only_with_a_mention()
    {
        await using var bot = await DiscordBot.Start();
        var (ada, _, _) = await Desk(bot);

        var words = ada.InDm.Writes("My laptop does not start");
        await bot.Hears(words, ada);
        var form = ada.InDm.Sees[^1];
        Assert.Contains("Ask the help desk", form.Buttons);
        var answer = await ada.InDm.Presses(form, "Ask the help desk");
        Assert.Contains("INC-1 is received.", answer.Text, StringComparison.Ordinal);
        Assert.False(answer.IsPrivate);

        await bot.Hears(ada.Writes("What a day"), ada);
        Assert.DoesNotContain(ada.Channel.Messages, message => message.Author.IsBot);
        await bot.Hears(ada.Writes($"<@{bot.Server.Bot.Id}> my tickets"), ada);
        Assert.Contains("the answer is in your chat with me", ada.Channel.Messages[^1].Text, StringComparison.Ordinal);
        Assert.Contains(ada.InDm.Sees, message => message.Text.Contains("INC-1", StringComparison.Ordinal) && message.Text.Contains("Tickets", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task The_checklist_leads_to_the_channel_and_the_roles()
    {
        await using var bot = await DiscordBot.Start();
        await Desk(bot, withTriage: false);
        bot.Server.Guild.Channel("it-triage");
        bot.Server.Guild.Role("helpers");
        var boss = await bot.Person("boss", Roles.Administrator);

        var setup = await boss.Runs("/setup");
        Assert.Contains("Choose a channel", setup.Message!.Buttons);
        var form = await setup.Presses("Choose a channel");
        await form.Submits(("triage", "#it-triage"));
        Assert.Contains("are shown in Discord", (await boss.Runs("/setup")).Text, StringComparison.Ordinal);
        Assert.Empty(bot.Server.Complaints);
    }

    private static byte[] Png => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");

    private static async Task<(DiscordUser Ada, DiscordUser Grace, DiscordChannel Triage)> Desk(DiscordBot bot, bool withTriage = true)
    {
        var triage = bot.Server.Guild.Channel("triage");
        await bot.Save(Queue.Kind, new("service-desk", "Service desk")
        {
            Members = ["grace"],
            Triage = withTriage ? new Place("discord", triage.Id) { Kind = PlaceKind.Channel } : null,
        });

        return (await bot.Person("ada"), await bot.Person("grace", Roles.Agent), triage);
    }
}
