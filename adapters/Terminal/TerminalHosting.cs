using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.Terminal.Chatting;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOps.Terminal;

public static class TerminalHosting
{
    /// <summary>Adds terminals as a platform.</summary>
    /// <param name="alone">There is no other platform: notices wait for the next chat in a terminal.</param>
    public static IServiceCollection AddTerminal(this IServiceCollection services, bool alone) => services
        .AddSingleton<IFeature, TerminalFeature>()
        .AddSingleton(provider => new TerminalChannel(
            provider.GetRequiredService<IStore>(),
            provider.GetRequiredService<Committed>(),
            provider.GetRequiredService<TimeProvider>(),
            alone))
        .AddSingleton<IChannel>(provider => provider.GetRequiredService<TerminalChannel>())
        .AddSingleton<Desk>();
}
