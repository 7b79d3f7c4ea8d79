using ChatOps.Cards;
using ChatOps.Discord.Drawing;
using ChatOps.Discord.Keeping;
using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Modals;

/// <summary>Draws forms as modals: five parts at the most each, so long ones in steps.</summary>
/// <param name="inServer">People can be chosen from the members.</param>
internal sealed class FormModal(FilledForm form, Reader reader, bool inServer)
{
    /// <summary>The id of the box by which somebody says more than is asked for at first; no field is called so.</summary>
    public const string More = "+more";

    // " (12/34)"
    private const int RoomForStep = 8;

    private readonly Texts texts = new(reader);
    private IReadOnlyList<IReadOnlyList<Part>>? steps;

    public IReadOnlyList<IReadOnlyList<Part>> Steps => steps ??= Split();

    /// <summary>Whether the form has to be kept, because the modal cannot carry the command itself.</summary>
    public bool NeedsKeeping => Steps.Count > 1 || PressId.Of(form.Send).Length > Limits.CustomId;

    /// <summary>The names of what a step asks for.</summary>
    public IEnumerable<string> Asked(int step) => step < Steps.Count ? Steps[step].Select(part => part.Input?.Name).OfType<string>() : [];

    /// <param name="kept">The id under which the form is kept; null: the modal carries the command itself.</param>
    public Modal Draw(int step, string? kept)
    {
        var title = texts.Label(form.Card.Title);

        if (Steps.Count > 1)
            title = $"{Limits.Fit(title, Limits.ModalTitle - RoomForStep)} ({step + 1}/{Steps.Count})";

        return new(kept is null ? PressId.Of(form.Send) : PressId.Form(kept, step), Limits.Fit(title, Limits.ModalTitle), [.. Steps[step].Select(part => part.Component)]);
    }

    private List<List<Part>> Split()
    {
        var inputs = new ModalInputs(texts, inServer);
        var all = new List<List<Part>> { new() };

        foreach (var drawn in form.Inputs.Select(input => inputs.Draw(input).ToArray()))
        {
            if (all[^1].Count + drawn.Length > Limits.ModalComponents)
                all.Add([]);

            all[^1].AddRange(drawn);
        }

        // What need not be said stands with the rest, where the box has no room else.
        if (form.HasMore && all[^1].Count is Limits.ModalComponents && all[^1].FindLast(part => part.Input is { Required: false, Values: [], Problem: null }) is { } least)
            all[^1].Remove(least);

        var room = Limits.ModalComponents - all[^1].Count - (form.HasMore ? 1 : 0);

        // Where there is room, a picture of the trouble says more than words.
        if (form.Files is { } files && inputs.Draw(files).ToArray() is var parts && parts.Length <= room)
            all[^1].AddRange(parts);

        if (form.HasMore && room >= 0)
            all[^1].Add(new(Box(), null));

        return all;
    }

    private Component Box() => new(ComponentType.Label)
    {
        Label = texts.Label($"More"),
        Description = Limits.Fit(texts.Label($"Ticked, it asks for the rest before anything is sent."), Limits.ModalDescription),
        Input = new(ComponentType.Checkbox) { CustomId = More },
    };
}

/// <param name="Input">What it asks for; null: it only says something.</param>
internal sealed record Part(Component Component, Block.Input? Input);
