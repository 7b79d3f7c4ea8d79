using ChatOps.Conversations;

namespace ChatOps.Discord.Receiving;

/// <summary>How it stands with Discord.</summary>
internal sealed class Line(DiscordSettings settings, TimeProvider clock)
{
    /// <summary>Before anything was tried it is not up, unless it is Discord that calls.</summary>
    public Contact Contact { get; private set; } = settings.Mode is DiscordMode.Http ? new(IsUp: true, clock.GetUtcNow()) : new(IsUp: false, clock.GetUtcNow(), "Not connected yet.");

    /// <summary>Discord keeps from the bot what people write, but where it is mentioned or written to directly: that is not switched on in the developer portal.</summary>
    public bool IsWithoutContent { get; set; }

    public void Up()
    {
        if (!Contact.IsUp)
            Contact = new(IsUp: true, clock.GetUtcNow());
    }

    public void Down(string why) => Contact = new(IsUp: false, Contact.IsUp ? clock.GetUtcNow() : Contact.Since, why);
}
