using ChatOps.Model;
using ChatOps.Platforms.Model;
using ChatOps.Prose;

namespace ChatOps.Tests.Prose;

/// <summary>The adapter as it asks the model of a test.</summary>
internal static class Models
{
    public static readonly Allowance Plenty = new(TimeSpan.FromSeconds(6), 8000, 1_000_000, 5m, 2.5m, 10m);

    public static OpenAiModel At(FakeModel fake, Allowance? allowance = null) => new(new(fake.Endpoint, FakeModel.Key, FakeModel.Name, allowance ?? Plenty));
}
