namespace ChatOps.Host.Demo;

/// <summary>A clock that stands where the story is.</summary>
internal sealed class PastClock : TimeProvider
{
    public DateTimeOffset Now { get; set; }

    public override DateTimeOffset GetUtcNow() => Now;
}
