using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Tests.Terminal;

public sealed class ChatTests
{
    [Fact]
    public async Task Who_sits_there_is_told_who_they_are()
    {
        await using var terminal = await TestTerminal.Open();

        Assert.StartsWith("You are Grace Harper (IT agent).", await terminal.Types("grace"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_is_asked_field_by_field_the_required_first()
    {
        await using var terminal = await TestTerminal.Open();

        var printed = await terminal.Types("ada", "order new size:small", "tea", "", "", "");

        Assert.Contains("Ordered: tea, small, note: none, for: nobody.", printed, StringComparison.Ordinal);
        Assert.True(printed.IndexOf("What?", StringComparison.Ordinal) < printed.IndexOf("Anything to note?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_that_words_have_filled_is_sent_with_Enter()
    {
        await using var terminal = await TestTerminal.Open();

        var printed = await terminal.Types("ada", "get me green tea", "");

        Assert.Contains("Order something\n", printed, StringComparison.Ordinal);
        Assert.Contains("What? green tea\nEnter sends it, \"change\" corrects it, \"cancel\" leaves. Ordered: green tea,", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Or_it_is_corrected_or_left()
    {
        await using var terminal = await TestTerminal.Open();

        Assert.Contains("Ordered: black tea, small,", await terminal.Types("ada", "get me green tea", "change", "black tea", "small", "", ""), StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", await terminal.Types("ada", "get me green tea", "what?", "cancel"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2", "very-large")]
    [InlineData("very large", "very-large")]
    [InlineData("VERY", "very-large")]
    [InlineData("", "any size")]
    public async Task A_choice_is_made_by_number_or_word_or_skipped(string typed, string expected)
    {
        await using var terminal = await TestTerminal.Open();

        Assert.Contains($"Ordered: tea, {expected},", await terminal.Types("ada", "order new", "tea", typed, "", ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_problem_is_said_and_asked_again()
    {
        await using var terminal = await TestTerminal.Open();

        var printed = await terminal.Types("ada", "order new", "", "a thing with a very long name", "tea", "huge", "1", "", "");

        Assert.Contains("! This one is needed.", printed, StringComparison.Ordinal);
        Assert.Contains("and 20 fit.", printed, StringComparison.Ordinal);
        Assert.Contains("! \"huge\" is none of small or very large.", printed, StringComparison.Ordinal);
        Assert.Contains("Ordered: tea, small,", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_problem_that_only_the_bot_sees_is_asked_again_with_the_rest_kept()
    {
        await using var terminal = await TestTerminal.Open();

        var printed = await terminal.Types("ada", "order new what:tea size:enormous", "small");

        Assert.Contains("! How large? \"enormous\" is none of small or very large.", printed, StringComparison.Ordinal);
        Assert.Contains("Ordered: tea, small,", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_leaves_a_form_and_the_end_of_the_input_too()
    {
        await using var terminal = await TestTerminal.Open();

        Assert.Contains("Nothing was changed.", await terminal.Types("ada", "order new", "cancel"), StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", await terminal.Types("ada", "order new", "tea"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_wants_a_file_is_left_with_a_sentence()
    {
        await using var terminal = await TestTerminal.Open();

        var printed = await terminal.Types("ada", "order hand");

        Assert.Contains("! A terminal takes no files. Add them on the page.\nNothing was changed.", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_lines_are_one_note_and_the_rare_fields_are_there_when_wanted()
    {
        await using var terminal = await TestTerminal.Open();

        var printed = await terminal.Types("ada", "order new", "tea", "", "hot", "sweet", "", "yes", "grace");

        Assert.Contains("note: hot sweet, for: person:grace.", printed.Replace('\n', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_presses_the_button_or_opens_the_row()
    {
        await using var terminal = await TestTerminal.Open();

        var printed = await terminal.Types("ada", "order list", "1", "order list", "2", "coffee", "1");

        Assert.Contains("Ordered: tea, small,", printed, StringComparison.Ordinal);
        Assert.Contains("Ordered: coffee, small,", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_offers_what_to_do_instead_by_number()
    {
        await using var terminal = await TestTerminal.Open();

        Assert.Contains("Ordered: water, small,", await terminal.Types("ada", "order new what:fire size:small", "1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_is_asked_nothing_and_told_what_is_missing_in_one_sentence()
    {
        await using var terminal = await TestTerminal.Open();

        var (printed, isFine) = await terminal.Pipes("ada", "order new size:small", "order new what:tea size:small");

        Assert.False(isFine);
        Assert.StartsWith("! \"order new\" also needs what:….\n\nOrdered: tea, small,", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_is_told_what_is_wrong_and_goes_on()
    {
        await using var terminal = await TestTerminal.Open();

        var (printed, isFine) = await terminal.Pipes("ada", "order new what:tea size:huge", "nonsense", "# a remark", "", "order list");

        Assert.False(isFine);
        Assert.StartsWith("! How large? \"huge\" is none of small or very large.\n", printed, StringComparison.Ordinal);
        Assert.Contains("! I did not understand that.", printed, StringComparison.Ordinal);
        Assert.Contains("[1]  1   tea", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_that_says_it_in_free_words_is_told_the_exact_form()
    {
        await using var terminal = await TestTerminal.Open();

        var (printed, isFine) = await terminal.Pipes("ada", "get me green tea");

        Assert.False(isFine);
        Assert.Contains("To do it, write: order new what:\"green tea\"", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_without_a_refusal_is_fine_and_says_yes_on_the_next_line()
    {
        await using var terminal = await TestTerminal.Open();

        var (printed, isFine) = await terminal.Pipes("ada", "order burn", "yes");

        Assert.True(isFine);
        Assert.Contains("Burnt.", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notices_are_printed_once_and_wait_for_who_is_not_there()
    {
        await using var terminal = await TestTerminal.Open();

        await terminal.Pipes("grace", "poke ada words:later");

        Assert.Contains("Grace Harper says later.", (await terminal.Pipes("ada")).Printed, StringComparison.Ordinal);
        Assert.Empty((await terminal.Pipes("ada")).Printed);
    }

    [Fact]
    public async Task The_audit_trail_names_the_account()
    {
        await using var terminal = await TestTerminal.Open();
        var seen = new List<string>();
        await terminal.Pipes("ada", "order burn");

        await terminal.Bot.Bot.Hear(
            new(new("terminal", "ada"), new("terminal", "ada"), "e", new Input.Sentence("poke grace"))
            {
                Actor = "cli:root",
                Record = (turn, _) =>
                {
                    turn.Note("test", "note");
                    return default;
                },
            },
            TestContext.Current.CancellationToken);

        seen.AddRange((await terminal.Bot.Store.Trail("test", cancellation: TestContext.Current.CancellationToken)).Select(fact => fact.Actor));
        Assert.Equal(["cli:root"], seen);
    }

    [Fact]
    public async Task Who_does_not_say_who_they_are_is_ada_in_the_demonstration()
    {
        await using var terminal = await TestTerminal.Open();

        Assert.StartsWith("You are Ada Lovell (employee).", (await terminal.Run(new(null, "root"), attended: true)).Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_may_be_somebody_else_once_an_installation_is_claimed()
    {
        await using var terminal = await TestTerminal.Open();
        var installation = await terminal.Bot.Store.Get(Installation.Kind, "installation", TestContext.Current.CancellationToken);
        await terminal.Bot.Store.Commit(new Batch().Put(Installation.Kind, installation!.Body with { ClaimedBy = "ruth" }, installation.Version), TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<Refusal>(() => terminal.Pipes("ada", "order list"));
        Assert.StartsWith("--as is for the demonstration only", refusal.Message, StringComparison.Ordinal);

        refusal = await Assert.ThrowsAsync<Refusal>(() => terminal.Run(new(null, "root"), attended: false, "order list"));
        Assert.StartsWith("I do not know the account root.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_unknown_is_told_whom_to_try()
    {
        await using var terminal = await TestTerminal.Open();

        Assert.Equal(
            "I know nobody called \"zoe\". Try --as ada, grace, pam or ruth.",
            (await Assert.ThrowsAsync<Refusal>(() => terminal.Types("zoe"))).Message);
    }
}
