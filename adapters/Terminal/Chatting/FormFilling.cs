using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Terminal.Chatting;

/// <summary>Asks for the fields of a form one after the other; one that is filled in already is sent with Enter.</summary>
internal sealed class FormFilling(Paper paper, Lines lines)
{
    private const string Change = "change";

    private readonly FieldAsking asking = new(paper, lines);

    /// <returns>What to send; null: they left it.</returns>
    public async Task<Input.Press?> Fill(Form form, Message message) => form.IsFilled ? await Confirm(form, message) : await AskAll(form, message);

    private async Task<Input.Press?> Confirm(Form form, Message message)
    {
        paper.PrintAnswer(message with { Card = form.Card with { Body = form.Rest, Choices = form.Others } });

        foreach (var input in form.Inputs.Where(input => input.Values is not []))
            paper.Line($"  {asking.Filled(input)}");

        while (true)
        {
            paper.PrintPrompt($"{paper.Plain($"Enter sends it, \"{Change}\" corrects it, \"{FieldAsking.Leave}\" leaves.")} ");
            var typed = (await lines.Take())?.Trim();

            if (typed is null || FieldWords.IsCancelling(typed))
                return null;

            if (typed.Length is 0)
                return new(form.Filled(form.Given), form.Send.Ask);

            if (FieldWords.IsChanging(typed))
                return await AskAll(form, message);

            if (paper.Pressed(typed) is { } other)
                return new(other.Invocation, other.Ask);
        }
    }

    private async Task<Input.Press?> AskAll(Form form, Message message)
    {
        Introduce(form, message);

        var arguments = await Fill(form.Inputs, form.Given);

        if (arguments is not null && form.Folded is not [])
            arguments = await MayFill(form.Folded, arguments);

        return arguments is null ? null : new(form.Filled(arguments), form.Send.Ask);
    }

    private void Introduce(Form form, Message message)
    {
        if (message.Text is { } text && form.All.All(input => input.Problem is null))
            paper.Line(paper.Plain(text));

        paper.Line(paper.Look.Strong(paper.Plain(form.Card.Title)));
        Offer(form);
        paper.Line(paper.Look.Faint(paper.Plain($"Enter takes what stands in [brackets], or skips. \"{FieldAsking.Nothing}\" empties a field, \"{FieldAsking.Leave}\" leaves.")));
    }

    // What else they could have meant can be pressed once they have left.
    private void Offer(Form form)
    {
        if (form.Others is not [])
            paper.PrintAnswer(new Message { Card = new Card($"Or, after \"{FieldAsking.Leave}\":") { Choices = form.Others } });
    }

    private async Task<Arguments?> Fill(IReadOnlyList<Block.Input> inputs, Arguments arguments)
    {
        foreach (var input in inputs)
        {
            if (await asking.Ask(input) is not { } values)
                return null;

            arguments = arguments.With(input.Name, values);
        }

        return arguments;
    }

    private async Task<Arguments?> MayFill(IReadOnlyList<Block.Input> folded, Arguments arguments)
    {
        paper.PrintPrompt($"{paper.Plain($"More ({string.Join(", ", folded.Select(input => input.Name))})? [no]")} ");

        return (await lines.Take())?.Trim() switch
        {
            null => null,
            var typed when FieldWords.IsCancelling(typed) => null,
            var typed when FieldWords.IsYes(typed) => await Fill(folded, arguments),
            _ => arguments,
        };
    }
}
