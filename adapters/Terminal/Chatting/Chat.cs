using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Terminal.Drawing;

namespace ChatOps.Terminal.Chatting;

/// <summary>A conversation, line by line: with somebody who sits there, or with a pipe, which nothing is asked.</summary>
/// <param name="attended">Somebody sits there and can be asked.</param>
public sealed class Chat(IDesk desk, TextReader input, TextWriter output, Look look, bool attended, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lines lines = new(input);
    private readonly List<string> printed = [];
    private Task<IReadOnlyList<Notice>>? coming;
    private Paper paper = null!;

    /// <returns>False: a line was refused, and nobody was there to correct it.</returns>
    public async Task<bool> Run(CancellationToken cancellation = default)
    {
        var guest = await desk.Greet(cancellation);
        var isFine = true;
        paper = new(output, look, guest, clock);

        if (attended)
            paper.Line(paper.Plain(Greeting(guest)));

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        while (await NextLine(ending.Token) is { } line && !FieldWords.IsLeaving(line))
        {
            // A script may be spaced and explained.
            if (line.Length > 0 && !line.StartsWith('#'))
                isFine &= await Answer(line, cancellation);
        }

        await ending.CancelAsync();
        PrintNotices(await desk.Notices(printed, TimeSpan.Zero, cancellation));
        await desk.Notices(printed, TimeSpan.Zero, cancellation);
        return isFine || attended;
    }

    private static Say Greeting(Guest guest) => guest.Role is { } role
        ? (Say)$"You are {guest.Name} ({role}). Say what you need, \"help\" for ideas, \"exit\" to leave."
        : $"You are {guest.Name}. Say what you need, \"help\" for ideas, \"exit\" to leave.";

    private async Task<string?> NextLine(CancellationToken cancellation)
    {
        Prompt();

        while (true)
        {
            coming ??= desk.Notices([.. printed], Patience, cancellation);

            if (await Task.WhenAny(lines.Next, coming) == lines.Next)
                return (await lines.Take())?.Trim();

            var notices = await coming;
            coming = null;
            printed.Clear();

            if (notices is [])
                continue;

            if (attended)
                paper.LeavePrompt();

            PrintNotices(notices);
            Prompt();
        }
    }

    private async Task<bool> Answer(string line, CancellationToken cancellation)
    {
        var reply = await desk.Hear(paper.Pressed(line) is { } choice ? new Input.Press(choice.Invocation, choice.Ask) : new Input.Sentence(line), cancellation);

        while (Form.Of(reply.Message.Card) is { } form && reply.IsForm)
        {
            if (!attended)
            {
                paper.Line($"! {Missing.In(form, paper.Plain)}");
                paper.Line();
                return false;
            }

            if (await new FormFilling(paper, lines).Fill(form, reply.Message) is not { } filled)
            {
                paper.Line(paper.Plain($"Nothing was changed."));
                return true;
            }

            reply = await desk.Hear(filled, cancellation);
        }

        // They may have chosen another language by this.
        paper.Guest = await desk.Greet(cancellation);
        paper.PrintAnswer(reply.Message);
        return !reply.IsRefusal;
    }

    private void PrintNotices(IReadOnlyList<Notice> notices)
    {
        foreach (var notice in notices)
        {
            paper.PrintNotice(notice.Message);
            printed.Add(notice.Id);
        }
    }

    private void Prompt()
    {
        if (attended)
            paper.PrintPrompt();
    }
}
