using ChatOps.Documents;
using CsCheck;

namespace ChatOps.Data.Tests;

public abstract partial class StoreContract
{
    private static readonly Gen<Step[]> Steps = Gen.Select(
        Gen.OneOf<string>("schedule", "schedule", "reschedule", "cancel", "claim", "claim", "claim", "finish", "finish", "retry", "bury", "renew"),
        Gen.Int[0, 5],
        Gen.Int[0, 3],
        Gen.Int[0, 2],
        (what, job, minutes, lane) => new Step(what, "j" + job, minutes, lane is 0 ? null : "lane " + lane)).Array[1, 40];

    [Fact]
    public Task Any_history_of_jobs_equals_a_list() =>
        Steps.SampleAsync(
            async steps =>
            {
                await using var store = await Fresh();
                var model = new JobModel();
                var leases = new List<Lease>();
                var now = Start;

                foreach (var step in steps)
                {
                    now = now.AddSeconds(20);
                    await Do(step, now, store, model, leases);
                }
            },
            iter: HistoriesToTry,
            threads: 1);

    private static async Task Do(Step step, DateTimeOffset now, IStore store, JobModel model, List<Lease> leases)
    {
        var job = new Job(step.JobId, now.AddMinutes(step.Minutes - 1), "remind", now.ToString("T", null)) { Lane = step.Lane };
        var lease = leases.Count is 0 ? new Lease(job, 1, "never given") : leases[step.Minutes % leases.Count];
        var later = now.AddMinutes(step.Minutes);

        switch (step.What)
        {
            case "schedule":
                await store.Commit(new Batch().Schedule(job));
                model.Schedule(job);
                break;
            case "reschedule":
                await store.Commit(new Batch().Reschedule(job));
                model.Reschedule(job);
                break;
            case "cancel":
                await store.Commit(new Batch().Cancel(job.Id));
                model.All.RemoveAll(work => work.Job.Id == job.Id);
                break;
            case "claim":
                var taken = await store.Claim(step.Minutes + 1, Minute, now);
                Assert.Equal(model.Claim(step.Minutes + 1, now), taken.Select(one => (one.Job, one.Attempt)));
                model.Given(taken, now + Minute);
                leases.AddRange(taken);
                break;
            case "finish":
                Assert.Equal(model.End(lease), await store.Commit(new Batch().Finish(lease)) is Outcome.Committed);
                break;
            case "retry":
                Assert.Equal(model.Change(lease, work => work.Retried(later, "")), await store.Retry(lease, later, ""));
                break;
            case "bury":
                Assert.Equal(model.End(lease), await store.Bury(lease, now, ""));
                break;
            case "renew":
                Assert.Equal(model.Change(lease, work => work.Renewed(later)), await store.Renew(lease, TimeSpan.FromMinutes(step.Minutes), now));
                break;
        }
    }

    private sealed record Step(string What, string JobId, int Minutes, string? Lane);

    /// <summary>What the words of the port say, done by looking at everything every time.</summary>
    private sealed class JobModel
    {
        private long position;

        public List<Row.Work> All { get; } = [];

        public void Schedule(Job job)
        {
            if (All.TrueForAll(work => work.Job.Id != job.Id))
                Reschedule(job);
        }

        public void Reschedule(Job job)
        {
            var known = All.Find(work => work.Job.Id == job.Id);
            All.RemoveAll(work => work.Job.Id == job.Id);
            All.Add(known?.Rescheduled(job, ++position) ?? Row.Work.Of(job, ++position));
        }

        public IEnumerable<(Job Job, int Attempt)> Claim(int max, DateTimeOffset now) =>
            All.Where(work => work.Next <= now && !All.Exists(other => other.Job.Lane is not null && other.Job.Lane == work.Job.Lane && other.Position < work.Position))
                .OrderBy(work => work.Next)
                .ThenBy(work => work.Position)
                .Take(max)
                .Select(work => (work.Job, work.Attempts + 1));

        public void Given(IEnumerable<Lease> leases, DateTimeOffset until)
        {
            foreach (var lease in leases)
                Replace(All.Single(work => work.Job.Id == lease.Job.Id), work => work.Leased(lease.Token, until));
        }

        public bool Change(Lease lease, Func<Row.Work, Row.Work> change) =>
            Held(lease) is { } work && Replace(work, change);

        public bool End(Lease lease) => Held(lease) is { } work && (work.Again is { } again ? Replace(work, _ => again) : All.Remove(work));

        private Row.Work? Held(Lease lease) => All.Find(work => work.Job.Id == lease.Job.Id && work.Token == lease.Token);

        private bool Replace(Row.Work work, Func<Row.Work, Row.Work> change)
        {
            All[All.IndexOf(work)] = change(work);
            return true;
        }
    }
}
