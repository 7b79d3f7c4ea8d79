using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.StandUps;

/// <summary>Finds the team that is meant.</summary>
internal static class Teams
{
    private const int Most = 100;

    public static async Task<IReadOnlyList<Team>> Seen(Turn turn) => [.. (await turn.Find(Team.ByName.Where() with { Take = Most })).Items.Select(item => item.Body)];

    /// <summary>Those that the caller is asked in.</summary>
    public static async Task<IReadOnlyList<Team>> Mine(Turn turn) => [.. (await turn.Find(Team.ByMember.Where(turn.Caller.Id) with { Take = Most })).Items.Select(item => item.Body)];

    /// <summary>By id or name; null: there is none that the caller may see.</summary>
    public static async ValueTask<Team?> Known(string said, Turn turn) =>
        await turn.Get(Team.Kind, said) ?? (await turn.Find(Team.ByName.Where(said.Trim().ToLowerInvariant()) with { Take = 1 }) is { Items: [var named] } ? named.Body : null);

    /// <summary>The one that was named, or the only one that it can be.</summary>
    /// <param name="choose">What is run with the team that the caller chooses when it can be several.</param>
    /// <returns>Either a team, or the question which one.</returns>
    public static async Task<(Team? Team, Reply? Which)> Meant(string? said, IReadOnlyList<Team> from, Invocation choose, Turn turn)
    {
        if (said is not null)
            return (await Known(said, turn) ?? throw new Refusal($"There is no team \"{said}\" that you belong to. Choose one from the list.") { Choices = [new($"Teams with stand-ups", Invocation.Of("standup list"))] }, null);

        return from switch
        {
            [] => throw new Refusal($"You are in no team that has stand-ups. Ask a manager to add you to one."),
            [var only] => (only, null),
            _ => (null, new Card($"Which team?") { Choices = [.. from.Take(10).Select(team => new Choice(Say.Text(team.Name), choose with { Arguments = choose.Arguments.With("team", team.Id) }))] }),
        };
    }

    public static async Task<IReadOnlyList<Option>> Find(string typed, Turn turn) =>
        [.. (await Seen(turn)).Where(team => team.Name.Contains(typed, StringComparison.OrdinalIgnoreCase)).Select(team => new Option(team.Id, Say.Text(team.Name)))];

    public static async Task<IReadOnlyList<Option>> Blockers(string typed, Turn turn)
    {
        var options = new List<Option>();

        foreach (var team in await Mine(turn))
        {
            var open = await turn.Find(Blocker.Open.Where(team.Id) with { Filter = blocker => blocker.Text.Contains(typed, StringComparison.OrdinalIgnoreCase) });
            options.AddRange(open.Items.Select(item => new Option(item.Id, Say.Text(item.Body.Text))));
        }

        return options;
    }
}
