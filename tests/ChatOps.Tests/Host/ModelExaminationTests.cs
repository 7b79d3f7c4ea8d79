using ChatOps.Host.Configuration;
using ChatOps.Host.Doctor;
using ChatOps.Model;
using ChatOps.Platforms.Model;
using ChatOps.Tests.Prose;
using Microsoft.Extensions.Configuration;

namespace ChatOps.Tests.Host;

/// <summary>What the doctor says of a language model.</summary>
public sealed class ModelExaminationTests
{
    private static readonly Settings Plain = Settings.Read(new ConfigurationBuilder().Build());

    [Fact]
    public async Task None_is_needed() => Assert.Equal((Health.Ok, "none, and none is needed: facts are shown as they are"), await Look(null));

    [Fact]
    public async Task One_that_answers_is_well()
    {
        await using var fake = await FakeModel.Start();
        fake.IsLenient = true;
        fake.Tells("OK");

        var (health, found) = await Look(Of(fake));
        Assert.Equal(Health.Ok, health);
        Assert.Matches(@"^fake-1 at 127\.0\.0\.1 answers within \d\.\d s$", found);
    }

    [Fact]
    public async Task One_that_does_not_is_named_with_why()
    {
        await using var fake = await FakeModel.Start();
        fake.IsLenient = true;
        fake.Sends(500, "text/plain", "oops");
        Assert.Equal((Health.Warn, "fake-1 at 127.0.0.1 is of no use: it answers with 500"), await Look(Of(fake)));
        Assert.Equal((Health.Warn, "fake-1 at 127.0.0.1 is of no use: it answers with 401"), await Look(Of(fake) with { Key = "another" }));

        fake.Sends(200, "text/html", "<html>");
        Assert.Equal((Health.Warn, "fake-1 at 127.0.0.1 is of no use: its answer cannot be read"), await Look(Of(fake)));

        var gone = Of(fake);
        await fake.DisposeAsync();
        Assert.Equal((Health.Warn, "fake-1 at 127.0.0.1 is of no use: it cannot be reached"), await Look(gone));
    }

    private static ModelSettings Of(FakeModel fake) => new(fake.Endpoint, FakeModel.Key, FakeModel.Name, Models.Plenty);

    private static async Task<(Health, string)> Look(ModelSettings? model)
    {
        var finding = await ModelExamination.Of(Plain with { Model = model }, TestContext.Current.CancellationToken);
        return (finding.Health, finding.Found.ToString());
    }
}
