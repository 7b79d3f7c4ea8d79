using ChatOps.Discord;
using ChatOps.Discord.Receiving;
using ChatOps.Discord.Wire;
using ChatOps.Platforms.Discord;
using ChatOps.Tests.Discord.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatOps.Tests.Discord.Receiving;

/// <summary>A process that Discord posts to.</summary>
internal sealed class Endpoint(WebApplication app) : IAsyncDisposable
{
    public Uri Address => new(new Uri(app.Urls.First()), InteractionsEndpoint.Path);

    public static async Task<Endpoint> Start(DiscordServer discord, TimeProvider clock, Func<Interaction, IAnswer, CancellationToken, Task> handle)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(new Receiver(handle, (_, _) => Task.CompletedTask));
        builder.Services.AddWire(discord.Settings() with { Mode = DiscordMode.Http }, isServer: true);
        var made = builder.Build();
        made.MapDiscord();
        await made.StartAsync();
        var endpoint = new Endpoint(made);
        discord.InteractionsEndpoint = endpoint.Address;
        return endpoint;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
