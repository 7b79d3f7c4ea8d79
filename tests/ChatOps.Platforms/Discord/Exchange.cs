using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Discord;

/// <summary>What somebody did, and what they got for it.</summary>
public sealed class Exchange
{
    internal static readonly TimeSpan TokenLives = TimeSpan.FromMinutes(15);
    private readonly TaskCompletionSource settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer patience;

    internal Exchange(DiscordUser user, string id, int type, JsonObject data, DiscordMessage? on)
    {
        (User, Id, Type, Data, On) = (user, id, type, data, on);
        Began = user.Server.Clock.GetUtcNow();
        Token = $"token-{id}-{Convert.ToHexStringLower(Guid.NewGuid().ToByteArray())}";
        patience = user.Server.Clock.CreateTimer(_ => LosePatience(), null, user.Server.FirstAnswerWithin, Timeout.InfiniteTimeSpan);
    }

    public string Id { get; }

    public DiscordUser User { get; }

    /// <summary>The answer; null: there is none yet, or it was no message.</summary>
    public DiscordMessage? Message { get; internal set; }

    public IReadOnlyList<DiscordMessage> FollowUps { get; internal set; } = [];

    /// <summary>The form that opened.</summary>
    public JsonObject? Modal { get; internal set; }

    /// <summary>What was offered while typing.</summary>
    public IReadOnlyList<(string Name, string Value)> Choices { get; internal set; } = [];

    /// <summary>What the person was told instead of an answer.</summary>
    public string? Failure { get; private set; }

    /// <summary>How the first answer came: 4 a message, 5 later, 6 and 7 a change of the message, 8 choices, 9 a form; 0: not yet.</summary>
    public int FirstAnswer { get; internal set; }

    /// <summary>Everything in the answer that can be read.</summary>
    public string Text => Message?.Text ?? "";

    public bool IsPrivate => Message?.IsEphemeral is true;

    /// <summary>The title of the form and its labels.</summary>
    public IReadOnlyList<string> Form => Modal is null ? [] : [(string)Modal["title"]!, .. Parts.Of(Modal["components"]).Where(part => Parts.TypeOf(part) is 18).Select(part => (string)part["label"]!)];

    /// <summary>How long the person waited for the first answer; null: there is none yet.</summary>
    public TimeSpan? Waited { get; private set; }

    /// <summary>The response that the first answer may come in.</summary>
    internal Task? Response { get; set; }

    internal int Type { get; }

    internal string Token { get; }

    internal JsonObject Data { get; }

    /// <summary>The message that the button was on.</summary>
    internal DiscordMessage? On { get; }

    internal DateTimeOffset Began { get; }

    internal DiscordServer Server => User.Server;

    internal bool IsTooLate => FirstAnswer is 0 && Server.Clock.GetUtcNow() - Began > Server.FirstAnswerWithin;

    internal bool IsTokenDead => Server.Clock.GetUtcNow() - Began > TokenLives;

    /// <summary>Fills the form in and sends it.</summary>
    /// <param name="values">By label or by custom id; text, a list of texts, true or false, somebody, a channel, files. What is not named stays as it was.</param>
    public Task<Exchange> Submits(params (string Field, object Value)[] values) => User.Submits(this, values);

    /// <summary>Presses a button of the answer.</summary>
    public Task<Exchange> Presses(string label) => User.Presses(Message ?? throw new InvalidOperationException("There is no message to press anything on."), label);

    /// <summary>Waits until it is so, when more is still to come.</summary>
    public async Task<Exchange> Until(Func<Exchange, bool> isSo, string what)
    {
        await Server.Until(() => isSo(this), what);
        return this;
    }

    internal void Settle() => settled.TrySetResult();

    internal void Answered(int type)
    {
        FirstAnswer = type;
        Waited = Server.Clock.GetUtcNow() - Began;
        patience.Dispose();

        // What is only put off settles when it comes.
        if (type is not 5 and not 6)
            Settle();
    }

    internal void Fail(string why)
    {
        Failure = why;
        patience.Dispose();
        Settle();
    }

    internal async Task<Exchange> Settled()
    {
        await Waiting.For(settled.Task, $"{User.Account} was answered", () => $"The first answer was {FirstAnswer}. {string.Join("; ", Server.Complaints)}");
        return this;
    }

    private void LosePatience()
    {
        lock (Server.World)
        {
            if (FirstAnswer is 0)
                Fail("The application did not respond");
        }
    }
}
