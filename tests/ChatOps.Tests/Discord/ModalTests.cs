using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Discord.Keeping;
using ChatOps.Discord.Modals;
using ChatOps.Discord.Wire;
using ChatOps.People;
using CsCheck;
using Message = ChatOps.Conversations.Message;

namespace ChatOps.Tests.Discord;

/// <summary>Forms as modals: any form at all is within the limits, asks for everything once, and keeps what is there.</summary>
public sealed class ModalTests
{
    private static readonly Gen<string> Words = Gen.Frequency(
        (5, Gen.String[Gen.Char.AlphaNumeric, 1, 20]),
        (2, Gen.String[Gen.Char["ab c*_\n日😀"], 0, 200]),
        (1, Gen.Int[1, 9000].Select(n => new string('x', n))));

    private static readonly Gen<Say> Says = Words.Select(Say.Text);

    private static readonly Gen<Option[]> Options = Gen.Select(Words, Says).Array[0, 40].Select(all => all.Select(one => new Option(one.Item1, one.Item2)).ToArray());

    private static readonly Gen<Block.Input> Inputs = Gen.Select(
        Gen.Enum<FieldKind>(), Says, Options, Words.Array[0, 3], Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[0, 9000]), Gen.Select(Says, Says, Gen.Int[0, 3]),
        (kind, label, options, values, flags, more) => new Block.Input("x", kind, label)
        {
            Options = kind is FieldKind.Choice or FieldKind.Choices or FieldKind.Person ? options : [],
            Values = kind is FieldKind.File ? [] : kind is FieldKind.Flag ? ["yes"] : flags.Item2 || kind is FieldKind.Choices ? values : values[..Math.Min(values.Length, 1)],
            Required = flags.Item1,
            Several = flags.Item2,
            Longest = flags.Item3,
            Hint = (more.Item3 & 1) is 0 ? null : more.Item1,
            Problem = (more.Item3 & 2) is 0 ? null : more.Item2,
        });

    [Fact]
    public void Any_form_is_within_the_limits_and_asks_for_everything_that_can_be_changed_once() => Gen.Select(Inputs.Array[1, 12], Says, Gen.Bool).Sample((inputs, title, inServer) =>
    {
        Block[] body = [.. inputs.Select((input, at) => input with { Name = $"field{at}" })];
        var form = FilledForm.Of(new Message { Card = new(title) { Body = body, Choices = [new($"Send", Invocation.Of("ticket new"))] } })!;
        var modal = new FormModal(form, Reader.Nobody, inServer);

        for (var step = 0; step < modal.Steps.Count; step++)
            Check(modal.Draw(step, modal.NeedsKeeping ? Kept.Of(form.Message).Id : null));

        string[] asked = [.. Enumerable.Range(0, modal.Steps.Count).SelectMany(modal.Asked)];
        Assert.Equal(asked.Distinct(StringComparer.Ordinal), asked);

        // What is too long to be changed there is said instead, and stays.
        var left = body.OfType<Block.Input>().Where(input => !asked.Contains(input.Name, StringComparer.Ordinal));
        Assert.All(left, input => Assert.True(string.Join(", ", input.Values).Length > 4000));
    }, iter: 500);

    [Fact]
    public async Task Every_form_of_the_catalogue_leads_to_all_that_its_command_takes()
    {
        await using var bot = new TestBot();
        var anybody = new Person("anybody", "Anybody") { Roles = ~Roles.System };
        var forms = bot.Catalog.Commands.Select(spec => bot.Bot.Sketch(new(spec.Name, Arguments.None), [], anybody, new("discord", "1"))).OfType<Message>().Select(FilledForm.Of).OfType<FilledForm>().Where(form => form.HasMore).ToArray();

        Assert.NotEmpty(forms);
        Assert.Empty(forms.Where(form => new FormModal(form, Reader.Nobody, inServer: true).Steps[^1].All(part => part.Component.Input?.CustomId is not FormModal.More)).Select(form => form.Send.Invocation.Command));
    }

    [Fact]
    public void What_was_filled_in_before_stands_there_and_what_was_wrong_is_said()
    {
        var form = FilledForm.Of(new Message
        {
            Card = new($"Ask")
            {
                Body =
                [
                    new Block.Input("title", FieldKind.Text, $"What?") { Values = ["VPN"], Problem = $"Too short." },
                    new Block.Input("urgency", FieldKind.Choice, $"How urgent?") { Values = ["high"], Options = [new("low", $"low"), new("high", $"high")] },
                    new Block.Input("due", FieldKind.Instant, $"By when?") { Values = [TestBot.Monday.ToString("O")] },
                    new Block.Input("vip", FieldKind.Flag, $"VIP?") { Values = ["yes"] },
                    new Block.Section($"More", [new Block.Input("note", FieldKind.Text, $"Note?"), new Block.Input("files", FieldKind.File, $"Files") { Several = true }]) { Folded = true },
                ],
                Choices = [new($"Send", Invocation.Of("ticket new", ("id", "INC-1")))],
            },
        })!;

        var modal = new FormModal(form, new("en", TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), TestBot.Monday), inServer: true).Draw(0, null);
        var inputs = modal.Components.Select(label => label.Input!).ToDictionary(input => input.CustomId!, StringComparer.Ordinal);

        Assert.Equal("ticket new?id=INC-1", modal.CustomId);
        Assert.Equal("⚠ Too short.", modal.Components[0].Description);
        Assert.Equal("VPN", inputs["title"].Value);
        Assert.Equal(["high"], inputs["urgency"].Options!.Where(option => option.Default is true).Select(option => option.Value));
        Assert.Equal("2026-09-07 10:00", inputs["due"].Value);
        Assert.True(inputs["vip"].Default);
        Assert.Equal(["title", "urgency", "due", "vip", FormModal.More], inputs.Keys);
    }

    private static void Check(Modal modal)
    {
        Assert.InRange(modal.CustomId.Length, 1, 100);
        Assert.InRange(modal.Title.Trim().Length, 1, 45);
        Assert.InRange(modal.Components.Count, 1, 5);

        foreach (var component in modal.Components)
        {
            if (component.Type is ComponentType.TextDisplay)
            {
                Assert.InRange(component.Content!.Trim().Length, 1, 4000);
                continue;
            }

            Assert.Equal(ComponentType.Label, component.Type);
            Assert.InRange(component.Label!.Trim().Length, 1, 45);
            Assert.InRange(component.Description?.Length ?? 1, 1, 100);
            Check(component.Input!);
        }
    }

    private static void Check(Component input)
    {
        Assert.InRange(input.CustomId!.Length, 1, 100);
        Assert.InRange(input.Placeholder?.Length ?? 1, 1, input.Type is ComponentType.TextInput ? 100 : 150);
        Assert.Null(input.Disabled);

        if (input.Options is not null)
            WireLimits.Options(input, input.Type is ComponentType.StringSelect ? 25 : 10);

        if (input.Type is ComponentType.RadioGroup)
            Assert.InRange(input.Options!.Count, 2, 10);

        if (input.Type is ComponentType.TextInput)
        {
            Assert.InRange(input.MaxLength!.Value, 1, 4000);
            Assert.InRange(input.Value?.Length ?? 0, 0, input.MaxLength.Value);
        }

        if (input.MinValues is 0)
            Assert.False(input.Required);

        if (input.MaxValues is { } most)
            Assert.InRange(most, 1, input.Options?.Count ?? 25);
    }
}
