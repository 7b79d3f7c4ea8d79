using ChatOps.AdaptiveCards;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;
using ChatOps.Tests.Tickets;
using ChatOps.Tickets;

namespace ChatOps.Tests.Language;

/// <summary>Everybody is spoken with in their own language, and understood in it.</summary>
public sealed class LanguageTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new();
    private readonly TestBot.Actor ada;

    public LanguageTests() => ada = desk.Bot.Add(desk.Ada.Person with { Language = "de", LanguageIsChosen = true });

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task Requester_and_agent_see_the_same_ticket_each_in_their_language()
    {
        await desk.Asked();
        await desk.Grace.Says("ticket assign INC-1");
        await ada.Says("ticket view INC-1");
        await desk.Grace.Says("ticket view INC-1");
        await desk.Grace.Says("ticket reply INC-1 Which printer?");

        var (hers, theirs) = (CardIn(ada), CardIn(desk.Grace));
        Assert.Contains("Bearbeiter", hers, StringComparison.Ordinal);
        Assert.DoesNotContain("Assignee", hers, StringComparison.Ordinal);
        Assert.Contains("Assignee", theirs, StringComparison.Ordinal);
        Assert.Equal("Grace hat zu INC-1 geantwortet.", Plain(ada.Inbox[^1], ada.Inbox[^1].Text!));
    }

    [Theory]
    [InlineData("zeig meine Tickets", "ticket list")]
    [InlineData("Hilfe", "help")]
    [InlineData("Guten Morgen!", "help")]
    [InlineData("Status von INC-1", "ticket view")]
    [InlineData("Wer ist meine Führungskraft?", "person view")]
    public async Task What_is_asked_for_in_German_leads_where_the_English_does(string words, string command)
    {
        await desk.Asked();
        Assert.Equal(command, desk.Bot.Features.Phrase(words)?.Command);
        Assert.False((await ada.Says(words)).IsRefusal);
    }

    [Fact]
    public async Task A_German_sentence_becomes_a_ticket_with_one_press()
    {
        var form = await ada.Says("Mein Laptop startet nicht. Ich kann nicht arbeiten.");

        Assert.Equal(("Mein Laptop startet nicht", "high"), (form.Given("title"), form.Given("urgency")));
        Assert.Equal("INC-1 is received. Next, somebody at Service desk takes it up.", (await ada.Presses(form, "Ask the help desk")).Line());
    }

    [Theory]
    [InlineData("danke")]
    [InlineData("Vielen Dank für die schnelle Hilfe!")]
    [InlineData("super, merci")]
    [InlineData("alles klar")]
    [InlineData("👍")]
    public async Task German_courtesies_change_nothing_and_page_nobody(string words)
    {
        await desk.Resolved();
        var (before, told) = (await desk.Ticket(), desk.Grace.Inbox.Count);
        var reply = await ada.Says(words);

        Assert.False(reply.IsForm || reply.IsRefusal);
        Assert.Equal(before, await desk.Ticket());
        Assert.Equal(told, desk.Grace.Inbox.Count);
    }

    [Theory]
    [InlineData("danke, es geht wieder")]
    [InlineData("Funktioniert jetzt, vielen Dank")]
    public async Task What_works_again_is_offered_for_confirmation(string words)
    {
        await desk.Resolved();
        Assert.Equal("Is INC-1 The printer is on fire solved?", (await ada.Says(words)).Line());
        Assert.Equal(State.Resolved, (await desk.Ticket()).State);
    }

    [Theory]
    [InlineData("es geht nicht")]
    [InlineData("geht es wieder?")]
    [InlineData("nein")]
    public async Task What_does_not_work_is_no_courtesy_in_German_either(string words)
    {
        await desk.Resolved();
        Assert.True((await ada.Says(words)).IsForm);
    }

    [Fact]
    public async Task What_a_form_shows_in_German_can_be_typed()
    {
        await ada.Says("ticket new Die Maus quietscht urgency:hoch");
        Assert.Equal(Urgency.High, (await desk.Ticket()).Urgency);
    }

    [Theory]
    [InlineData("ticket list category:Drucken")]
    [InlineData("ticket list category:Drucker")]
    [InlineData("ticket list category:printer")]
    [InlineData("ticket list service:\"E-Mail und Kalender\"")]
    [InlineData("ticket list status:wartet")]
    [InlineData("ticket list status:wartend closed:ja")]
    [InlineData("ticket list queue:netzwerk")]
    [InlineData("ticket list priority:p3")]
    [InlineData("finde Drucken")]
    public async Task How_work_is_sorted_is_found_by_its_German_word(string words)
    {
        await desk.Bo.Says("ticket new My mouse squeaks");
        await ada.Says("ticket new Es druckt nicht category:Drucker service:\"e-mail und kalender\" urgency:hoch");
        await desk.Grace.Says("ticket update INC-2 queue:netzwerk");
        await desk.Ruth.Says("ticket wait INC-2 for:requester until:tomorrow Welcher?");

        Assert.Equal(["INC-2"], (await desk.Ruth.Says(words)).Numbers());
    }

    [Theory]
    [InlineData("ticket list category:nonsense", "\"nonsense\" is none of Hardware, Software,")]
    [InlineData("ticket list queue:nonsense", "There is no queue \"nonsense\". Choose one of these:")]
    public async Task What_nothing_is_sorted_under_is_said(string words, string refusal) => Assert.StartsWith(refusal, (await desk.Ruth.Says(words)).Line(), StringComparison.Ordinal);

    [Theory]
    [InlineData("help zurückziehen", "ticket cancel")]
    [InlineData("Hilfe Dateien", "ticket attach")]
    [InlineData("wie kann ich öffnen", "ticket reopen")]
    public async Task German_words_find_commands(string words, string command) =>
        Assert.Contains(command, (await ada.Says(words)).Rows().Select(row => row.Open!.Command));

    [Theory]
    [InlineData("morgen", "tomorrow")]
    [InlineData("übermorgen um 9 Uhr", "2026-09-09 9:00")]
    [InlineData("Freitag 14:30", "Friday 14:30")]
    [InlineData("in 2 Stunden", "in 2 hours")]
    [InlineData("in 3 Tagen", "in 3 days")]
    [InlineData("mittags", "noon")]
    public void Times_are_understood_in_German(string german, string english)
    {
        var context = new BindingContext(TestBot.Monday, TimeZoneInfo.Utc);
        Assert.NotNull(When.Moment(german, context));
        Assert.Equal(When.Moment(english, context), When.Moment(german, context));
    }

    [Fact]
    public void Every_sentence_in_another_language_means_a_command_that_there_is()
    {
        Assert.Empty(Sentences.Foreign.Select(group => group.Key).Except(desk.Bot.Catalog.Commands.Select(spec => spec.Name)));

        // What is said in English can be said in German.
        Assert.Empty(desk.Bot.Catalog.Commands.Where(spec => spec.Says is not [] && !Sentences.Foreign.Contains(spec.Name)).Select(spec => spec.Name));
    }

    [Theory]
    [InlineData("de-AT", "de")]
    [InlineData("de_DE.UTF-8", "de")]
    [InlineData("fr", "en")]
    [InlineData("C.UTF-8", "en")]
    [InlineData(null, "en")]
    public async Task The_client_says_the_language_until_its_person_does(string? locale, string language)
    {
        await Hears("bo", "help", locale);
        Assert.Equal(language, (await Stored("bo")).Language);

        await desk.Bo.Runs("person language", ("language", "english"));
        await Hears("bo", "help", "de");
        Assert.Equal("en", (await Stored("bo")).Language);
    }

    [Theory]
    [InlineData("speak German", "de")]
    [InlineData("Sprich Deutsch", "de")]
    [InlineData("auf Englisch bitte", "en")]
    public async Task A_language_is_chosen_in_a_sentence(string words, string language)
    {
        var form = await desk.Bo.Says(words);
        await desk.Bo.Presses(form, "Choose my language");
        Assert.Equal((language, true), ((await Stored("bo")).Language, (await Stored("bo")).LanguageIsChosen));
    }

    private Task<Reply> Hears(string person, string words, string? locale) => desk.Bot.Bot.Hear(
        new(new("test", person), new("test", person), desk.Bot.NextEvent(), new Input.Sentence(words)) { Locale = locale },
        TestContext.Current.CancellationToken);

    private async Task<Person> Stored(string id) => (await desk.Bot.Store.Get(Person.Kind, id, TestContext.Current.CancellationToken))!.Body;

    // The ticket as it stands in somebody's chat now.
    private string CardIn(TestBot.Actor actor) =>
        desk.Bot.Channel.All(actor.Chat).Last(message => message.Shown is { Id: "INC-1" }) is var message
            ? new CardDrawing(message.Reader, new()).Draw(message.Card!).ToJsonString()
            : "";

    private static string Plain(Message message, Say say) => new PlainSpeech(message.Reader).Draw(say);
}
