using ChatOps.Conversations;

namespace ChatOps.StandUps;

/// <summary>Makes blockers of what answers name, and one of what is said again.</summary>
internal static class BlockerKeeping
{
    private const int Most = 100;

    public static async Task Keep(Answer answer, Team team, DateOnly day, Turn turn)
    {
        var open = (await turn.Find(Blocker.Open.Where(team.Id, answer.Person) with { Take = Most })).Items.Select(item => item.Body).ToList();

        foreach (var text in Blocker.In(answer.Blockers))
        {
            if (open.Find(blocker => Blocker.IsSame(blocker.Text, text)) is { } known)
            {
                open.Remove(known);
                turn.Save(Blocker.Kind, known with { LastSaid = day > known.LastSaid ? day : known.LastSaid, Text = known.Since == day ? text : known.Text, TeamName = team.Name, Circle = team.Circle });
            }
            else
            {
                turn.Save(Blocker.Kind, new Blocker(await turn.Next("BLK"), team.Id, answer.Person, text, day) { TeamName = team.Name, Circle = team.Circle });
            }
        }

        // Said today for the first time and taken back: it never stood in the way.
        foreach (var gone in open.Where(blocker => blocker.Since == day && blocker.Ticket is null))
            turn.Delete(Blocker.Kind, gone.Id.ToString());
    }
}
