namespace ChatOps.Terminal.Chatting;

/// <summary>Reads lines without keeping anybody else waiting: a line that was asked for is the next one that is read.</summary>
internal sealed class Lines(TextReader input)
{
    private Task<string?>? next;

    /// <summary>The next line, once it is there; the same until it was <see cref="Take">taken</see>. Null: there are no more.</summary>
    public Task<string?> Next => next ??= Task.Run(input.ReadLine);

    public async Task<string?> Take()
    {
        var line = await Next;
        next = null;
        return line;
    }
}
