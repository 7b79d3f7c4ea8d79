namespace ChatOps.Data.Tests.Faults;

public sealed class CrashTests : IDisposable
{
    private const int KillsOfOneFile = 10;
    private readonly string folder = Directory.CreateTempSubdirectory("chatops-crash-").FullName;
    private readonly Random random = new(7);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task No_answered_commit_is_lost_when_the_process_is_killed()
    {
        var answered = new List<string>();
        var total = 0;

        for (var kill = 0; kill < Effort.Times(50, thoroughly: 300); kill++)
        {
            if (kill % KillsOfOneFile is 0)
                answered.Clear();

            var path = Path.Combine(folder, $"{kill / KillsOfOneFile}.db");
            var said = await Killing.Run(path, kill, random.Next(1, 120));
            answered.AddRange(said);
            total += said.Count;

            await using var store = LiteDbStore.Open(path);
            Assert.Equal(new Verdict(0, null), await Verdict.On(store, answered));
        }

        Assert.True(total > 1000, $"Only {total} commits were answered: nothing was tried.");
        TestContext.Current.SendDiagnosticMessage("{0} answered commits, none lost", total);
    }
}
