using System.Text.Json.Nodes;
using ChatOps.Cards;
using ChatOps.Charts;

namespace ChatOps.AdaptiveCards;

/// <summary>What differs between the places where cards are shown: what they can draw, and where they find what a card names.</summary>
public sealed record CardHost
{
    /// <summary>Where the content of a hash can be fetched; null: this reader cannot fetch it.</summary>
    public Func<string, string?> FileUrl { get; init; } = _ => null;

    /// <summary>What a press on a file sends that cannot be fetched; null: it is only named.</summary>
    public Func<Attachment, JsonObject?> FilePress { get; init; } = _ => null;

    /// <summary>Where the picture of a chart is, given how it is drawn for a theme; null: it cannot be shown, and its figures are.</summary>
    public Func<Func<Theme, byte[]>, string>? ChartUrl { get; init; }

    /// <summary>Where the number of a thing leads to; null: nowhere, and it is words alone.</summary>
    public Func<string, string?>? IdUrl { get; init; }

    /// <summary>The account of a person who can be mentioned where the card stands; null: they are only named.</summary>
    public Func<string, string?> AccountOf { get; init; } = _ => null;

    /// <summary>
    /// It is Teams: it draws charts and bars itself and has no room for pictures, asks in dialogs, knows clients that
    /// cannot refresh a card, and is read on telephones.
    /// </summary>
    public bool IsTeams { get; init; }

    /// <summary>A button that asks for something opens a dialog; where that is not known, what it asks for is a card of its own.</summary>
    public bool OpensDialogs { get; init; } = true;

    /// <summary>The card is the content of a dialog of Teams, which has its own way to be closed.</summary>
    public bool IsDialog { get; init; }

    /// <summary>What is shown to many (<see cref="Block.IsForMany"/>) is drawn once: it stands in the card as <see cref="Written"/>. The same for all hosts that say so.</summary>
    public bool KeepsDrawn { get; init; }

    internal int ButtonsInView => IsTeams ? 3 : 4;

    // What Teams cannot take at once is paged and never left out.
    internal int MostRows => IsTeams ? int.MaxValue : 50;
}
