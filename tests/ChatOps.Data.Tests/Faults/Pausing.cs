using ChatOps.Documents;

namespace ChatOps.Data.Tests.Faults;

/// <summary>The process that is paused: it takes up work, and finishes each piece when it is told to.</summary>
internal static class Pausing
{
    public const string Argument = "--pausing-store";

    public static async Task<int> Run(string place)
    {
        await using var store = await PostgresStore.Open(place);

        while (await Console.In.ReadLineAsync() is not null)
        {
            foreach (var lease in await store.Claim(1, TimeSpan.FromMinutes(1), Tickets.Start))
            {
                Console.WriteLine("claimed " + lease.Job.Id);
                await Console.In.ReadLineAsync();
                var outcome = await store.Commit(new Batch().Finish(lease).Note(Tickets.Fact("done " + lease.Job.Id, "by the one that was paused")));
                Console.WriteLine(outcome is Outcome.Committed ? "done " + lease.Job.Id : "too late for " + lease.Job.Id);
            }
        }

        return 0;
    }
}
