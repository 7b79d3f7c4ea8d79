using ChatOps.Documents;
using ChatOps.Tests.StandUps;

namespace ChatOps.Data.Tests.Postgres;

/// <summary>The morning of 500 people by two processes, each with connections of its own to one real server.</summary>
public sealed class MorningTests
{
    [Fact]
    public async Task Two_processes_over_one_server_ask_everybody_once_and_sum_up_on_time()
    {
        var schema = await SharedServer.FreshSchema();
        await using IStore here = await PostgresStore.Open(schema), there = await PostgresStore.Open(schema);
        var morning = new Morning();

        using var one = await morning.Settle(here);
        using var other = await morning.Begin(there);
        await morning.Day([one, other], _ => Task.CompletedTask, minutes: 30);
        morning.CheckAll(TimeSpan.Zero);
    }
}
