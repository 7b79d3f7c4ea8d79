using System.Text.Json.Serialization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Tests.Core;

/// <summary>What depends on something is seen through it, and the glass is broken by administrators alone.</summary>
public sealed partial class SightTests : IAsyncDisposable
{
    private readonly TestBot bot = new(new Books());

    public ValueTask DisposeAsync() => bot.DisposeAsync();

    [Theory]
    [InlineData("ada", true, 1)]
    [InlineData("ada", false, 0)]
    [InlineData("bo", true, 0)]
    public async Task A_page_is_seen_only_through_a_book_that_was_opened(string who, bool opens, int pages)
    {
        bot.Add(Book.Kind, new("1", "ada"));
        bot.Add(Page.Kind, new("1/1", "1"));

        Assert.Equal($"{pages}", (await bot.Employee(who).Says($"book read opens:{(opens ? "yes" : "no")}")).Message.Text!.ToString());
    }

    [Fact]
    public async Task The_glass_is_broken_by_an_administrator_and_noted()
    {
        bot.Add(Book.Kind, new("1", "ada"));
        var root = bot.Add(new Person("root", "Root") { Roles = Roles.Employee | Roles.Administrator });

        Assert.Equal("There is no book 1. Check the number or the name.", (await bot.Employee("bo").Says("book break curious")).Message.Card!.Title.ToString());
        Assert.Equal("ada", (await root.Says("book break audit")).Message.Text!.ToString());
        Assert.Contains(await bot.Store.Trail("book:1", cancellation: TestContext.Current.CancellationToken), fact => fact is { Actor: "root", What: "unseal: audit" });
    }

    [Fact]
    public async Task What_is_proposed_is_a_filled_form_with_other_ways_before_Cancel()
    {
        var form = await bot.Employee("ada").Says("book buy");

        Assert.True(form.IsForm);
        Assert.Equal(["Write a book", "Borrow it", "Cancel"], form.Message.Card!.Choices.Select(choice => choice.Label.ToString()));
        Assert.Equal(["Emma"], form.Message.Card.Body.OfType<Block.Input>().Single().Values);
    }

    [Fact]
    public async Task A_field_for_some_is_not_on_the_forms_of_others()
    {
        var root = bot.Add(new Person("root", "Root") { Roles = Roles.Employee | Roles.Administrator });

        Assert.Equal(["title"], (await bot.Employee("ada").Says("book write")).Message.Card!.Body.OfType<Block.Input>().Select(input => input.Name));
        Assert.Equal(["title", "author"], (await root.Says("book write")).Message.Card!.Body.OfType<Block.Input>().Select(input => input.Name));
    }

    internal sealed record Book(string Id, string Owner)
    {
        public static readonly Kind<Book> Kind = new Kind<Book>("book", BooksJson.Default.Book, book => book.Id).SeenBy((access, book) => access.Person.Id == book.Owner);
    }

    internal sealed record Page(string Id, string Book)
    {
        public static readonly Kind<Page> Kind = new Kind<Page>("page", BooksJson.Default.Page, page => page.Id).SeenBy((access, page) => access.Seen(SightTests.Book.Kind, page.Book) is not null);

        public static readonly Documents.Index<Page> ByBook = Kind.Index("book", page => Key.Of(page.Book));
    }

    private sealed record ReadBook([Ask("Open it?")] bool Opens) : Command
    {
        public static async Task<Reply> Handle(ReadBook command, Turn turn)
        {
            if (command.Opens)
                await turn.Get(Book.Kind, "1");

            var pages = await turn.Find(Page.ByBook.Where("1"));
            Assert.Equal(pages.Items.Count, await turn.Count(Page.ByBook.Where("1")));
            Assert.Equal(pages.Items.Count is 1, await turn.Get(Page.Kind, "1/1") is not null);
            return (Say)$"{pages.Items.Count}";
        }
    }

    private sealed record BreakBook([Ask("Why?")] string Why) : Command;

    private sealed record WriteBook([Ask("What?")] string Title, [Ask("Whose?", Only = Roles.Administrator)] string? Author = null) : Command;

    private sealed record BuyBook : Command;

    private sealed class Books : IFeature
    {
        public void Define(FeatureBuilder feature) => feature
            .Stores(Book.Kind, Page.Kind)
            .Command<ReadBook>("book read", "Read", ReadBook.Handle, Effect.Read, Roles.Everyone)
            .Command<BreakBook>("book break", "Break", async (command, turn) => (Say)$"{(await turn.Unseal(Book.Kind, "1", command.Why)).Owner}", Effect.Write, Roles.Everyone)
            .Command<WriteBook>("book write", "Write a book", (_, _) => Task.FromResult<Reply>((Say)$"Written."), Effect.Write, Roles.Everyone)
            .Command<BuyBook>("book buy", "Buy a book", (_, turn) => turn.Propose(Invocation.Of("book write", ("title", "Emma")), new Choice($"Borrow it", Invocation.Of("book buy"))), Effect.Draft, Roles.Everyone);
    }

    [JsonSerializable(typeof(Book))]
    [JsonSerializable(typeof(Page))]
    private sealed partial class BooksJson : JsonSerializerContext;
}
