using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Conversations;

/// <summary>The side of a turn for whoever runs the installation.</summary>
public sealed partial class Turn
{
    private readonly List<GivenUp> exhumed = [];

    /// <summary>The process that answers.</summary>
    public Running Running { get; internal set; } = null!;

    public ValueTask<Vitals> Vitals() => store.Vitals(Now, Cancellation);

    /// <summary>Work that was given up, by id.</summary>
    public async ValueTask<IReadOnlyList<GivenUp>> GivenUp(int take, string? after = null)
    {
        RequireOperator();
        return [.. (await store.Dead(take, after, Cancellation)).Select(Conversations.GivenUp.Of)];
    }

    /// <summary>Puts it behind what already waits in its place, with the token it had: what arrived after all does not arrive twice.</summary>
    public void TryAgain(GivenUp work)
    {
        Drop(work);
        jobs.Add(work.Dead.Job with { Due = Now });
    }

    /// <summary>It will never be done.</summary>
    public void Drop(GivenUp work)
    {
        RequireOperator();
        exhumed.Add(work);
    }

    private void RequireOperator()
    {
        if (!Access.Has(Roles.Administrator | Roles.System))
            throw new Refusal($"Only administrators can do that. Ask one of them.");
    }
}
