using ChatOps.Data;

namespace ChatOps.Tests.StandUps;

/// <summary>A morning of 500 people in memory, by processes that come and go.</summary>
public sealed class MorningTests : IAsyncDisposable
{
    private readonly InMemoryStore store = new();
    private readonly Morning morning = new();

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task One_process_asks_everybody_once_at_nine_and_sums_up_on_time()
    {
        using var process = await morning.Settle(store);
        await morning.Day([process], _ => Task.CompletedTask);
        morning.CheckAll(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_restart_in_the_middle_asks_nobody_twice_and_leaves_nobody_out()
    {
        List<Morning.Worker> running = [await morning.Settle(store)];

        await morning.Day(running, async at =>
        {
            // It dies with work in its hands at 7:00 UTC, when Berlin is asked, and is back at 7:40.
            if (at == Morning.Start.AddHours(13))
            {
                Assert.NotEmpty(await store.Claim(5, TimeSpan.FromMinutes(1), morning.Now, TestContext.Current.CancellationToken));
                running[0].Dispose();
                running.Clear();
            }
            else if (running.Count is 0 && at >= Morning.Start.AddHours(13).AddMinutes(40))
            {
                running.Add(await morning.Begin(store));
            }
        });

        morning.CheckAll(TimeSpan.FromMinutes(50));
        running[0].Dispose();
    }

    [Fact]
    public async Task Two_processes_over_one_store_do_it_once_between_them()
    {
        using var one = await morning.Settle(store);
        using var other = await morning.Begin(store);
        await morning.Day([one, other], _ => Task.CompletedTask);
        morning.CheckAll(TimeSpan.Zero);
    }
}
