using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Terminal.Chatting;

/// <summary>Asks for the fields of a form one after the other.</summary>
internal sealed class FormFilling(Paper paper, Lines lines)
{
    private readonly FieldAsking asking = new(paper, lines);

    /// <returns>What to send; null: they left it.</returns>
    public async Task<Input.Press?> Fill(Form form, Message message)
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
