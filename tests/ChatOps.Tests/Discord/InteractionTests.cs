using System.Text.Json;
using ChatOps.Discord.Interactions;
using ChatOps.Discord.Receiving;
using ChatOps.Discord.Wire;
using ChatOps.People;

namespace ChatOps.Tests.Discord;

/// <summary>What people do in Discord, and what they see for it.</summary>
public sealed class InteractionTests
{
    [Fact]
    public async Task A_ticket_is_asked_for_in_a_form_and_received_in_private()
    {
        await using var bot = await DiscordBot.Start();
        var ada = await bot.Person("ada");

        var form = await ada.Runs("/ticket new");
        Assert.Equal(9, form.FirstAnswer);
        Assert.Equal(["Ask the help desk", "What is it about?", "What happens?", "How urgent is it?", "Files", "More"], form.Form);

        var answer = await form.Submits(("title", "VPN drops"), ("details", "Every **five** minutes."), ("urgency", "high"));
        Assert.Contains("INC-1 is received.", answer.Text, StringComparison.Ordinal);
        Assert.Contains("### INC-1 VPN drops", answer.Text, StringComparison.Ordinal);
        Assert.Contains(@"> Every \*\*five\*\* minutes.", answer.Text, StringComparison.Ordinal);
        Assert.True(answer.IsPrivate);
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task Options_that_say_everything_need_no_form()
    {
        await using var bot = await DiscordBot.Start();
        var ada = await bot.Person("ada");

        var answer = await ada.Runs("/ticket new", ("title", "VPN drops"), ("urgency", "high"), ("files", ("error.txt", "It broke."u8.ToArray())));
        Assert.Equal(4, answer.FirstAnswer);
        Assert.Contains("INC-1 is received.", answer.Text, StringComparison.Ordinal);
        Assert.Equal(["error.txt"], answer.Message!.Files.Select(file => file.Name));

        Assert.Contains("INC-1", (await ada.Runs("/ticket list")).Text, StringComparison.Ordinal);
        Assert.Equal([("INC-1 VPN drops", "INC-1")], await ada.Types("/ticket view", "id", "vpn"));
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task A_button_that_asks_first_opens_a_form_and_the_card_becomes_what_it_is_now()
    {
        await using var bot = await DiscordBot.Start();
        var ada = await bot.Person("ada");
        var card = await ada.Runs("/ticket new", ("title", "VPN drops"));

        var form = await card.Presses("Reply");
        Assert.Equal(9, form.FirstAnswer);
        var answer = await form.Submits(("text", "It is back."));

        Assert.Equal(7, answer.FirstAnswer);
        Assert.Contains("It is back.", answer.Text, StringComparison.Ordinal);
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task A_question_is_asked_again_and_a_no_changes_nothing()
    {
        await using var bot = await DiscordBot.Start();
        var ada = await bot.Person("ada");
        var card = await ada.Runs("/ticket new", ("title", "VPN drops"));

        var question = await card.Presses("Withdraw");
        Assert.Equal(["Yes", "No"], question.Message!.Buttons);
        var answer = await question.Presses("No");
        Assert.Contains("Nothing was changed.", answer.Text, StringComparison.Ordinal);
        Assert.Empty(answer.Message!.Buttons);

        question = await card.Presses("Withdraw");
        Assert.Contains("withdrawn", (await question.Presses("Yes")).Text, StringComparison.Ordinal);
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task A_list_opens_what_is_chosen_and_a_long_card_turns_its_pages()
    {
        await using var bot = await DiscordBot.Start();
        var ada = await bot.Person("ada");
        var card = await ada.Runs("/ticket new", ("title", "VPN drops"), ("details", string.Concat(Enumerable.Repeat("It drops, and then it is there again. ", 150))));

        var next = await card.Presses("Next");
        Assert.Equal(7, next.FirstAnswer);
        Assert.StartsWith("> ", next.Text, StringComparison.Ordinal);
        Assert.Contains("### INC-1", (await next.Presses("Previous")).Text, StringComparison.Ordinal);

        var list = await ada.Runs("/ticket list");
        var opened = await ada.Chooses(list.Message!, "Open…", "INC-1");
        Assert.Contains("### INC-1", opened.Text, StringComparison.Ordinal);
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task A_long_form_is_filled_in_step_by_step()
    {
        await using var bot = await DiscordBot.Start();
        var grace = await bot.Person("grace", Roles.Administrator | Roles.Agent);

        var first = await grace.Runs("/asset new");
        Assert.EndsWith("(1/2)", first.Form[0], StringComparison.Ordinal);
        var between = await first.Submits(("name", "Front door printer"));
        Assert.Equal(["Continue", "Cancel"], between.Message!.Buttons);
        var second = await between.Presses("Continue");
        Assert.EndsWith("(2/2)", second.Form[0], StringComparison.Ordinal);

        Assert.Contains("Front door printer", (await second.Submits()).Text, StringComparison.Ordinal);
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task Whoever_wants_to_say_more_is_asked_for_the_rest_before_anything_is_sent()
    {
        await using var bot = await DiscordBot.Start();
        var ada = await bot.Person("ada");

        var form = await ada.Runs("/ticket new");
        var between = await form.Submits(("title", "VPN drops"), ("More", true));
        Assert.Empty((await bot.Store.Find(ChatOps.Tickets.Ticket.ByRequester.Where("ada", true), TestContext.Current.CancellationToken)).Items);

        var more = await between.Presses("Change");
        Assert.Contains(more.Form, AsksForType);

        while (more.Modal is not null)
        {
            var next = await more.Submits(more.Form.Any(AsksForType) ? [("type", "request")] : []);
            more = next.Message!.Buttons.Contains("Continue") ? await next.Presses("Continue") : next;
        }

        Assert.Contains("### REQ-1 VPN drops", more.Text, StringComparison.Ordinal);
        Assert.Empty(bot.Server.Complaints);
    }

    private static bool AsksForType(string label) => label.StartsWith("Does something not work", StringComparison.Ordinal);

    [Fact]
    public async Task Somebody_of_the_server_is_met_without_rights_and_somebody_of_another_is_not()
    {
        await using var bot = await DiscordBot.Start();

        Assert.Contains("INC-1 is received.", (await bot.Server.User("grace").Runs("/ticket new", ("title", "VPN drops"))).Text, StringComparison.Ordinal);
        Assert.Contains("Only agents can do that.", (await bot.Server.User("grace").Runs("/ticket assign", ("id", "INC-1"))).Text, StringComparison.Ordinal);
        Assert.Equal(Roles.Employee, (await bot.Store.Get(Person.Kind, "grace", TestContext.Current.CancellationToken))!.Body.Roles);
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task A_ticket_is_opened_from_a_message_for_whoever_wrote_it()
    {
        await using var bot = await DiscordBot.Start();
        var grace = await bot.Person("grace", Roles.Agent);
        var ada = await bot.Person("ada");
        var message = ada.Writes("My laptop does not start since the update.");

        var form = await grace.Picks(message, "Open a ticket from this");
        Assert.Equal(9, form.FirstAnswer);
        var answer = await form.Submits();

        Assert.Contains("INC-1 is received for Ada.", answer.Text, StringComparison.Ordinal);
        Assert.Contains(message.Id, answer.Text, StringComparison.Ordinal);

        var other = await grace.Picks(ada, "Open a ticket for them");
        Assert.Contains("INC-2 is received for Ada.", (await other.Submits(("title", "New mouse"))).Text, StringComparison.Ordinal);
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task In_German_everything_is_German()
    {
        await using var bot = await DiscordBot.Start();
        var ada = await bot.Person("ada");
        ada.Account.Locale = "de";

        Assert.Equal("Den Helpdesk fragen", (await ada.Runs("/ticket new")).Form[0]);
    }

    [Fact]
    public async Task Discord_is_told_of_the_commands_once_and_in_direct_messages_too()
    {
        await using var bot = await DiscordBot.Start();
        var ada = await bot.Person("ada");
        var registration = bot.Get<ChatOps.Discord.Commands.Registration>();

        Assert.True(await registration.IsUpToDate(TestContext.Current.CancellationToken));
        Assert.False(await registration.Register(TestContext.Current.CancellationToken));

        var answer = await ada.InDm.Runs("/ticket new", ("title", "VPN drops"));
        Assert.False(answer.IsPrivate);
        await bot.Hears(ada.InDm.Writes("INC-1 is solved"), ada);
        Assert.Empty(bot.Server.Complaints);
    }

    [Fact]
    public async Task What_Discord_delivers_twice_is_done_once_and_gets_the_same_answer()
    {
        await using var bot = await DiscordBot.Start();
        var ada = await bot.Person("ada");
        var title = new InteractionOption("title", ApplicationCommandOptionType.String) { Value = JsonSerializer.SerializeToElement("VPN drops") };
        var interaction = new Interaction("901", bot.Server.ApplicationId, InteractionType.ApplicationCommand, "token")
        {
            Data = new() { Name = "ticket", Type = ApplicationCommandType.ChatInput, Options = [new("new", ApplicationCommandOptionType.Subcommand) { Options = [title] }] },
            ChannelId = ada.Channel.Id,
            Channel = new(ada.Channel.Id, ChannelType.GuildText),
            GuildId = bot.Server.Guild.Id,
            Member = new() { User = new(ada.Id, "ada"), Roles = [] },
        };

        var answers = new Answers();
        await bot.Get<InteractionDesk>().Handle(interaction, answers, TestContext.Current.CancellationToken);
        await bot.Get<InteractionDesk>().Handle(interaction, answers, TestContext.Current.CancellationToken);

        Assert.Equal(2, answers.Given.Count);
        Assert.All(answers.Given, given => Assert.Contains("INC-1 is received.", given, StringComparison.Ordinal));
        Assert.Single((await bot.Store.Find(ChatOps.Tickets.Ticket.ByRequester.Where("ada", true), TestContext.Current.CancellationToken)).Items);
    }

    private sealed class Answers : IAnswer
    {
        public List<string> Given { get; } = [];

        public Task Give(InteractionResponse response, CancellationToken cancellation)
        {
            Given.Add(response.Data.ToString()!);
            return Task.CompletedTask;
        }
    }
}
