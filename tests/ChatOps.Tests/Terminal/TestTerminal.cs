using ChatOps.Conversations;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Terminal.Chatting;
using ChatOps.Terminal.Drawing;
using Microsoft.Extensions.Logging.Abstractions;
using Speaker = ChatOps.Terminal.Chatting.Speaker;

namespace ChatOps.Tests.Terminal;

/// <summary>A terminal on the whole bot: lines go in, and what is printed comes out.</summary>
internal sealed class TestTerminal : IAsyncDisposable
{
    private readonly Committed committed = new();
    private readonly TerminalChannel channel;
    private readonly Desk desk;
    private readonly Outbox outbox;

    private TestTerminal(IFeature[] features)
    {
        Bot = new([.. features, new TerminalFeature()]);
        channel = new(Bot.Store, committed, Bot.Clock, alone: true);
        desk = new(Bot.Bot, Bot.Store, channel, committed, Bot.Clock);
        outbox = new(Bot.Store, Bot.Bot, committed, [channel], Bot.Clock, NullLogger<Outbox>.Instance);
    }

    public TestBot Bot { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="features">None: orders alone.</param>
    public static async Task<TestTerminal> Open(params IFeature[] features)
    {
        var terminal = new TestTerminal(features is [] ? [new Orders()] : features);
        await Demonstration.Prepare(terminal.Bot.Store, ["terminal"], Cancellation);
        return terminal;
    }

    /// <summary>Somebody sits there and types these lines.</summary>
    public async Task<string> Types(string who, params string[] lines) => (await Run(new(who, "root"), attended: true, lines)).Printed;

    /// <summary>The lines come from a pipe.</summary>
    public Task<(string Printed, bool IsFine)> Pipes(string who, params string[] lines) => Run(new(who, "root"), attended: false, lines);

    public async Task<(string Printed, bool IsFine)> Run(Speaker speaker, bool attended, params string[] lines)
    {
        using var output = new StringWriter { NewLine = "\n" };
        await using var near = new NearDesk(desk, outbox, committed, speaker);
        var isFine = await new Chat(near, new StringReader(string.Concat(lines.Select(line => $"{line}\n"))), output, Look.Plain, attended, Bot.Clock).Run(Cancellation);
        return (output.ToString(), isFine);
    }

    public ValueTask DisposeAsync() => Bot.DisposeAsync();
}
