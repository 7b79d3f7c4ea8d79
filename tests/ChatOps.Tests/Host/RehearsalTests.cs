using ChatOps.Data;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.Host;
using ChatOps.Host.Configuration;
using ChatOps.Host.Observing;
using ChatOps.Host.Serving;
using ChatOps.Host.Storing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatOps.Tests.Host;

public sealed class RehearsalTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chatops-rehearsal-");
    private readonly InMemoryStore store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_server_with_Teams_is_ready_when_it_has_rehearsed_and_nothing_of_that_is_left()
    {
        var warnings = new TestLog();
        await using var services = Services(warnings, ("Teams:AppId", "11111111-2222-4333-8444-555555555555"), ("Teams:TenantId", "aa11bb22-0000-4000-8000-00000000c0de"), ("Teams:Secret", "one that nobody uses"));
        await store.Prepare(services.GetRequiredService<FeatureSet>().Kinds, Cancellation);
        var before = await Everything();

        Assert.Contains(new Part("rehearsal", "is not over"), (await Check(services)).Parts);

        await services.GetRequiredService<Rehearsal>().Play();

        Assert.Empty(warnings.Lines);
        Assert.True((await Check(services)).IsGood);
        Assert.Equal(before, await Everything());
        Assert.Empty(folder.GetFileSystemInfos());
    }

    [Fact]
    public async Task A_server_without_Teams_is_ready_at_once()
    {
        await using var services = Services(new TestLog());
        await store.Prepare(services.GetRequiredService<FeatureSet>().Kinds, Cancellation);

        Assert.True((await Check(services)).IsGood);
    }

    private static async Task<Health> Check(IServiceProvider services) => await services.GetRequiredService<Readiness>().Check(Cancellation);

    private async Task<string> Everything()
    {
        using var all = new MemoryStream();
        await store.Export(all, Cancellation);
        return System.Text.Encoding.UTF8.GetString(all.ToArray());
    }

    private ServiceProvider Services(TestLog warnings, params (string Name, string Value)[] given)
    {
        var settings = Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(given.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value))).Build());
        var data = new DataFolder(folder.FullName);
        return new ServiceCollection().AddLogging(logging => logging.AddProvider(warnings).SetMinimumLevel(LogLevel.Warning))
            .AddBot(settings, data, store).AddSingleton(data).AddSingleton<Rehearsal>().AddSingleton<Readiness>().BuildServiceProvider();
    }
}
