using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Features;

namespace ChatOps.Tests.Tickets;

/// <summary>The bot's public face: its commands, their texts, and every button that leads to one.</summary>
public sealed class CatalogTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public void Every_command_has_a_name_of_its_own_a_summary_and_prompts()
    {
        var commands = desk.Bot.Catalog.Commands;

        Assert.Equal(commands.Count, commands.Select(spec => spec.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.True(commands.Count > 20);
        Assert.All(commands, spec => Assert.Matches("^[a-z]+( [a-z]+)?$", spec.Name));
        Assert.All(commands, spec => Assert.Matches("^[A-Z][^.!?]+$", spec.Summary.ToString()));
        Assert.All(commands.SelectMany(spec => spec.Fields), field => Assert.Matches("^[A-Z][^!]+$", field.Prompt.ToString()));
        Assert.All(commands, spec => Assert.All(spec.Says.SelectMany(says => Holes(says)), hole => Assert.NotNull(spec.Field(hole))));
    }

    [Fact]
    public void The_clock_alone_runs_what_is_the_clocks()
    {
        Assert.All((string[])["ticket lapse", "ticket seal", "ticket wake"], name => Assert.True(desk.Bot.Catalog.Find(name)!.Hidden));
        Assert.All((string[])["ticket lapse", "ticket seal"], name => Assert.Equal(People.Roles.System, desk.Bot.Catalog.Find(name)!.Allow));
    }

    [Fact]
    public void No_text_raises_its_voice()
    {
        using var image = new PEReader(File.OpenRead(FeaturesAssembly.Itself.Location));
        var metadata = image.GetMetadataReader();
        var texts = new List<string>();

        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
            texts.Add(metadata.GetUserString(handle));

        Assert.True(texts.Count > 100);
        // Patterns read what people write, and people do.
        Assert.All(texts.Where(text => text.Contains(' ') && !text.Contains('\\')), text => Assert.DoesNotContain("!", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_button_on_every_card_leads_to_a_command_that_takes_it()
    {
        var replies = await Conversation();
        var messages = replies.Select(reply => reply.Message).Concat(((TestBot.Actor[])[desk.Ada, desk.Grace, desk.Ruth, desk.Holly, desk.Root]).SelectMany(actor => desk.Bot.Channel.All(actor.Chat)));
        var context = new BindingContext(TestBot.Monday, TimeZoneInfo.Utc);
        var checkedCount = 0;

        foreach (var card in messages.Select(message => message.Card).OfType<Card>())
        {
            var opened = card.Body.OfType<Block.Table>().SelectMany(table => table.Rows).Select(row => row.Open).OfType<Invocation>().Select(open => new Choice($"row", open));

            foreach (var choice in card.Choices.Concat(opened))
            {
                var spec = desk.Bot.Catalog.Find(choice.Invocation.Command);
                Assert.NotNull(spec);
                Assert.Equal(choice.Invocation, Invocation.Parse(choice.Invocation.ToString()));
                Assert.IsNotType<Binding.Invalid>(spec.Bind(choice.Invocation.Arguments, context));
                Assert.All(choice.Ask, name => Assert.NotNull(spec.Field(name)));
                checkedCount++;
            }

            Assert.True(card.Choices.Count(choice => choice.Emphasis is Emphasis.Primary) <= 1, card.Title.ToString());
        }

        Assert.True(checkedCount > 200);
    }

    [Fact]
    public async Task Every_line_has_at_most_two_sentences()
    {
        foreach (var line in (await Conversation()).Select(reply => reply.Message.Text?.ToString()).Concat(desk.Ada.Lines()).Concat(desk.Grace.Lines()).OfType<string>())
            Assert.True(line.Split(". ").Length <= 2, line);
    }

    private async Task<IReadOnlyList<Reply>> Conversation()
    {
        var replies = new List<Reply>();

        foreach (var (actor, words) in ((TestBot.Actor, string)[])
        [
            (desk.Ada, "help"), (desk.Ada, "My printer burns. It burns a lot"), (desk.Ada, "ticket new Fire"), (desk.Ada, "It burns"), (desk.Ada, "ticket new Second"), (desk.Ada, "Worse"),
            (desk.Grace, "help"), (desk.Grace, "help assign"), (desk.Grace, "help elephant"), (desk.Grace, "ticket list"), (desk.Grace, "find fire"), (desk.Grace, "ticket assign INC-1"), (desk.Ruth, "ticket assign INC-1"),
            (desk.Grace, "ticket update INC-1"), (desk.Grace, "ticket update INC-1 priority:P1"), (desk.Grace, "ticket update INC-1 priority:P1 reason:Board"), (desk.Grace, "ticket context INC-1"),
            (desk.Grace, "ticket reply INC-1 Which one?"), (desk.Ada, "The red one"), (desk.Grace, "ticket note INC-1 Sigh"), (desk.Grace, "ticket wait INC-1 for:requester until:tomorrow Which?"),
            (desk.Grace, "ticket wake INC-1"), (desk.Grace, "ticket assign INC-1 to:ruth"), (desk.Grace, "ticket assign INC-1 to:none"), (desk.Grace, "ticket resolve INC-1 code:fixed Out"), (desk.Ada, "it works"), (desk.Ada, "still burns"),
            (desk.Ada, "ticket reopen INC-1 Burns"), (desk.Grace, "ticket resolve INC-1 code:fixed Out"), (desk.Ada, "ticket close INC-1"), (desk.Ada, "ticket reply INC-1 Hm"), (desk.Ada, "ticket edit INC-2"), (desk.Ada, "ticket edit INC-2 title:Third"),
            (desk.Ada, "ticket mute INC-2"), (desk.Ada, "ticket cancel INC-2"), (desk.Ada, "yes"), (desk.Ada, "ticket list"), (desk.Grace, "ticket new for:ada Third"), (desk.Grace, "ticket update INC-3 queue:hr"), (desk.Root, "admin unseal INC-3 Court"),
            (desk.Grace, "ticket new for:ada Fourth"), (desk.Grace, "ticket new for:ada Fifth"), (desk.Grace, "ticket link INC-4 to:INC-5 type:parent"), (desk.Grace, "ticket split INC-4 Sixth"), (desk.Grace, "ticket check INC-5 add INC-4"),
            (desk.Grace, "ticket check INC-5 add Sweep"), (desk.Grace, "ticket check INC-5 tick 2"), (desk.Grace, "ticket log INC-5 90 billable:yes"), (desk.Grace, "ticket time by:person"), (desk.Grace, "ticket resolve INC-5 code:fixed Out"),
            (desk.Grace, "ticket resolve INC-5 code:fixed anyway:yes Out"), (desk.Grace, "macro edit name:Hi assign:me Hello {requester}"), (desk.Grace, "macro list"), (desk.Grace, "macro use INC-4 hi"), (desk.Grace, "macro apply INC-4 name:hi text:Hello"),
            (desk.Grace, "ticket merge INC-4 INC-6"), (desk.Ada, "ticket reply INC-4 More"), (desk.Grace, "ticket bulk queue:service-desk idle:30 Old"), (desk.Grace, "macro delete hi"),
            (desk.Root, "help"), (desk.Holly, "ticket view INC-3"),
        ])
            replies.Add(await actor.Says(words));

        return replies;
    }

    private static IEnumerable<string> Holes(string says) =>
        says.Split('{').Skip(1).Select(part => part.Split('}')[0]).Concat(says.Split(" → ").Skip(1).SelectMany(implied => implied.Split(' ')).Select(pair => pair.Split(':')[0]));
}
