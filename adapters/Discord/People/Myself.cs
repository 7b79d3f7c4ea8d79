using ChatOps.Discord.Rest;

namespace ChatOps.Discord.People;

/// <summary>The account of the bot: whom a mention of it names, and whose its threads are.</summary>
internal sealed class Myself(RestClient rest)
{
    private volatile string? id;

    public async ValueTask<string> Id(CancellationToken cancellation) => id ??= (await rest.GetMe(cancellation)).Id;
}
