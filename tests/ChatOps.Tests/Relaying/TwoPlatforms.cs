using ChatOps.Conversations;
using ChatOps.People;
using ChatOps.Tests.Tickets;

namespace ChatOps.Tests.Relaying;

/// <summary>Ada asks in a thread of the square, where everybody of the company is; Grace and Ruth work in the hall, which is run by others.</summary>
internal sealed class TwoPlatforms : IAsyncDisposable
{
    public TwoPlatforms(bool forgetsTokens = false)
    {
        Hall = new("hall", isOutside: true) { ForgetsTokens = forgetsTokens };
        Desk = new(Square, Hall);
        Desk.Bot.Add(new Queue("service-desk", "Service desk") { Members = ["grace", "ruth"], Owner = "ruth", Triage = Hall.Triage });
        (Ada, Bo) = (Desk.Bot.On("square", Desk.Ada), Desk.Bot.On("square", Desk.Bo));
        (Grace, Ruth, Holly) = (Desk.Bot.On("hall", Desk.Grace), Desk.Bot.On("hall", Desk.Ruth), Desk.Bot.On("hall", Desk.Holly));
    }

    public HelpDesk Desk { get; }

    public Hall Square { get; } = new("square");

    public Hall Hall { get; }

    public TestBot.Actor Ada { get; }

    public TestBot.Actor Bo { get; }

    public TestBot.Actor Grace { get; }

    public TestBot.Actor Ruth { get; }

    public TestBot.Actor Holly { get; }

    /// <summary>Where Ada asks.</summary>
    public Place Corner { get; } = new("square", "general/1") { Kind = PlaceKind.Thread };

    /// <summary>Where Grace and Ruth talk about it.</summary>
    public Place Thread => Hall.ThreadPlaces[0];

    public ValueTask DisposeAsync() => Desk.DisposeAsync();

    public Task<Reply> Asked() => Ada.Mentions("The printer is on fire", Corner);

    /// <summary>Ada has asked, and Grace has opened a thread about it.</summary>
    public async Task Threaded()
    {
        await Asked();
        await Grace.Says("ticket assign INC-1");
        await Grace.Says("ticket thread INC-1");
    }
}
