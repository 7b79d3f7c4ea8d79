using System.Text.Json.Serialization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Tests.Core;

/// <summary>The conversation itself, with a feature made for the purpose.</summary>
public sealed partial class ConversationTests : IAsyncDisposable
{
    private readonly TestBot bot = new(new Lists());

    public ValueTask DisposeAsync() => bot.DisposeAsync();

    [Fact]
    public async Task What_is_typed_exactly_runs_at_once()
    {
        var reply = await bot.Employee("ada").Says("list add LI-1 milk note:\"2 litres\"");

        Assert.Equal("LI-1: milk", reply.Message.Card!.Title.ToString());
        Assert.Equal("milk is on the list.", reply.Message.Text!.ToString());
    }

    [Fact]
    public async Task What_is_missing_is_asked_for_and_what_was_said_is_kept()
    {
        var ada = bot.Employee("ada");
        var form = await ada.Says("list add id:LI-1");

        Assert.True(form.IsForm);
        var filled = await ada.Presses(form, "Put something on a list", ("item", "milk"));
        Assert.Equal("LI-1: milk", filled.Message.Card!.Title.ToString());
    }

    [Fact]
    public async Task The_same_event_again_changes_nothing_and_gets_the_same_answer()
    {
        var ada = bot.Employee("ada");
        var press = new Input.Press(Invocation.Of("list add", ("id", "LI-1"), ("item", "milk")), []);

        var first = await ada.Hear(press, eventId: "e");
        var second = await ada.Hear(press, eventId: "e");

        Assert.Equal(first.Message.Card!.Title, second.Message.Card!.Title);
        Assert.Single((await bot.Store.Trail("list:LI-1", cancellation: TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task The_answer_to_a_repeated_event_shows_its_subject_as_it_is_now()
    {
        var (ada, bo) = (bot.Employee("ada"), bot.Employee("bo"));
        var press = new Input.Press(Invocation.Of("list add", ("id", "LI-1"), ("item", "milk")), []);

        await ada.Hear(press, eventId: "e");
        await bo.Says("list add LI-1 bread");
        var repeated = await ada.Hear(press, eventId: "e");

        Assert.True(repeated.IsRepeated);
        Assert.Equal("milk is on the list.", repeated.Message.Text!.ToString());
        Assert.Equal("LI-1: milk, bread", repeated.Message.Card!.Title.ToString());
    }

    [Fact]
    public async Task A_card_is_drawn_anew_wherever_it_stands()
    {
        var (ada, bo) = (bot.Employee("ada"), bot.Employee("bo"));
        await ada.Says("list add LI-1 milk");
        await bo.Says("list add LI-1 bread");

        Assert.All([ada, bo], actor => Assert.Equal("LI-1: milk, bread", bot.Channel.All(actor.Chat)[0].Card!.Title.ToString()));
    }

    [Fact]
    public async Task A_change_is_taken_back_and_those_who_were_told_are_told()
    {
        var (ada, bo) = (bot.Employee("ada"), bot.Employee("bo"));
        var reply = await ada.Says("list add LI-1 milk tell:bo");
        Assert.Equal(["Ada put milk on LI-1."], bo.Inbox.Select(message => message.Text!.ToString()));

        var undone = await ada.Presses(reply, "Undo");

        Assert.Equal("Taken back. Bo had been told already, and will read of this too.", undone.Message.Text!.ToString());
        Assert.Null(await bot.Store.Get(List.Kind, "LI-1", TestContext.Current.CancellationToken));
        Assert.Equal("There is nothing here that you could take back. Press Undo within 10 minutes of a change.", (await ada.Presses(reply, "Undo")).Message.Card!.Title.ToString());
    }

    [Fact]
    public async Task A_destructive_command_asks_again_and_only_the_same_person_can_say_yes()
    {
        var (ada, bo) = (bot.Employee("ada"), bot.Employee("bo"));
        await ada.Says("list add LI-1 milk");

        var question = await ada.Says("list burn LI-1");
        Assert.NotNull(await bot.Store.Get(List.Kind, "LI-1", TestContext.Current.CancellationToken));
        Assert.StartsWith("Nothing waits", (await bo.Presses(question, "Yes")).Message.Card!.Title.ToString(), StringComparison.Ordinal);

        await ada.Says("yes");
        Assert.Null(await bot.Store.Get(List.Kind, "LI-1", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_yes_after_five_minutes_is_too_late()
    {
        var ada = bot.Employee("ada");
        await ada.Says("list add LI-1 milk");
        var question = await ada.Says("list burn LI-1");
        await bot.Pass(TimeSpan.FromMinutes(6));

        Assert.True((await ada.Presses(question, "Yes")).IsRefusal);
    }

    [Fact]
    public async Task What_is_said_in_free_words_shows_its_card_first()
    {
        var ada = bot.Employee("ada");
        var form = await ada.Says("put milk on LI-1, please");

        Assert.True(form.IsForm);
        Assert.Null(await bot.Store.Get(List.Kind, "LI-1", TestContext.Current.CancellationToken));
        await ada.Presses(form, "Put something on a list");
        Assert.NotNull(await bot.Store.Get(List.Kind, "LI-1", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Somebody_unknown_gets_nothing()
    {
        var reply = await bot.Bot.Hear(new(new("test", "x"), new("test", "x"), "1", new Input.Sentence("list add LI-1 milk")), TestContext.Current.CancellationToken);

        Assert.StartsWith("I do not know you yet", reply.Message.Card!.Title.ToString(), StringComparison.Ordinal);
    }

    internal sealed record List(string Id, IReadOnlyList<string> Items)
    {
        public static readonly Kind<List> Kind = new("list", ListJson.Default.List, list => list.Id);
    }

    internal sealed record AddItem(
        [Ask("Which list?")] SubjectId Id,
        [Ask("What?")] string Item,
        [Ask("Anything to note?")] string? Note = null,
        [Ask("Tell whom?")] PersonRef? Tell = null) : Command
    {
        public static async Task<Reply> Handle(AddItem command, Turn turn)
        {
            var id = command.Id.ToString();
            var list = await turn.Get(List.Kind, id) ?? new(id, []);
            turn.Save(List.Kind, list with { Items = [.. list.Items, command.Item] });

            if (command.Tell is { } whom)
                turn.Tell((await turn.Person(whom)).Id, new Message { Text = $"{turn.Caller} put {command.Item} on {command.Id}." });

            return turn.Undoable(Turn.Show(List.Kind, id, $"{command.Item} is on the list."));
        }
    }

    internal sealed record BurnList([Ask("Which list?")] SubjectId Id) : Command
    {
        public static Task<Reply> Handle(BurnList command, Turn turn) => Burn(command, turn);

        private static async Task<Reply> Burn(BurnList command, Turn turn)
        {
            await turn.Require(List.Kind, command.Id.ToString());
            turn.Delete(List.Kind, command.Id.ToString());
            return (Say)$"Burnt.";
        }
    }

    private sealed class Lists : IFeature
    {
        public void Define(FeatureBuilder feature) => feature
            .Stores(List.Kind)
            .View(List.Kind, (list, _) => Task.FromResult(new Card($"{list.Id}: {string.Join(", ", list.Items)}")))
            .Command<AddItem>("list add", "Put something on a list", AddItem.Handle, Effect.Write, Roles.Everyone, says: "put {item} on {id}, please")
            .Command<BurnList>("list burn", "Burn a list", BurnList.Handle, Effect.Destructive, Roles.Everyone);
    }

    [JsonSerializable(typeof(List))]
    private sealed partial class ListJson : JsonSerializerContext;
}
