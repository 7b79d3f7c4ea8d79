using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.StandUps;

/// <summary>Opens the questions of a team, with what was said already or what is said now.</summary>
internal sealed record StartStandUp(
    [Ask("What is done, what is next, what stands in the way?", Paragraph = true, Longest = AnswerStandUp.Longest)] string? Text = null,
    [Ask("Which team?", From = "team", Rare = true)] string? Team = null,
    [Ask("For which day?", Rare = true)] DateOnly? Day = null) : Command
{
    public static async Task<Reply> Handle(StartStandUp command, Turn turn)
    {
        var (team, which) = await Teams.Meant(command.Team, await Waiting(turn), turn.Catalog.Invocation(command), turn);

        if (team is null)
            return which!;

        AnswerStandUp.Permit(team, turn);
        var day = await Sessions.DayFor(turn.Caller, team, await Calendar.Of(team, turn), command.Day, turn);
        var before = (await turn.Get(StandUp.Kind, StandUp.IdOf(team.Id, day)))?.AnswerOf(turn.Caller.Id);
        var said = new AnswerStandUp(command.Text).Over(before, turn);

        var card = AnswerForm.Draw(team, day, said);
        return new(new Message { Card = card with { Choices = [.. card.Choices, new($"Cancel", Invocation.Of("dismiss")) { Alone = true }] } }) { IsForm = true, Audience = Audience.Private };
    }

    // Of several teams, the one that has asked and not been answered.
    private static async Task<IReadOnlyList<Team>> Waiting(Turn turn)
    {
        var mine = await Teams.Mine(turn);
        var open = new List<Team>();

        foreach (var team in mine)
        {
            if (await Sessions.Latest(team.Id, turn) is { } latest && latest.HasAsked(turn.Caller.Id) && latest.AnswerOf(turn.Caller.Id) is null)
                open.Add(team);
        }

        return open is [_] ? open : mine;
    }
}

/// <summary>What somebody says for a day; until the next one begins they can say it anew.</summary>
/// <param name="Text">All of it in a few sentences.</param>
/// <param name="Instead">What is not said now is taken away.</param>
internal sealed record AnswerStandUp(
    [Ask("What is done, what is next, what stands in the way?", Paragraph = true, Longest = AnswerStandUp.Longest)] string? Text = null,
    [Ask("What have you done?", Paragraph = true, Longest = AnswerStandUp.Longest)] string? Done = null,
    [Ask("What will you do today?", Paragraph = true, Longest = AnswerStandUp.Longest)] string? Today = null,
    [Ask("What stands in your way?", Hint = "One a line; leave it empty when there is nothing", Paragraph = true, Longest = AnswerStandUp.Longest)] string? Blockers = null,
    [Ask("What do you say to the third question?", Paragraph = true, Longest = AnswerStandUp.Longest, Rare = true)] string? Third = null,
    [Ask("What do you say to the fourth question?", Paragraph = true, Longest = AnswerStandUp.Longest, Rare = true)] string? Fourth = null,
    [Ask("What do you say to the fifth question?", Paragraph = true, Longest = AnswerStandUp.Longest, Rare = true)] string? Fifth = null,
    [Ask("Which team?", From = "team", Rare = true)] string? Team = null,
    [Ask("For which day?", Rare = true)] DateOnly? Day = null,
    [Ask("Does it replace all that was said before?", Rare = true)] bool Instead = false) : Command
{
    public const int Longest = 2000;

    public static async Task<Reply> Handle(AnswerStandUp command, Turn turn)
    {
        if (command is { Text: null, Done: null, Today: null, Blockers: null, Third: null, Fourth: null, Fifth: null })
            return await StartStandUp.Handle(new(null, command.Team, command.Day), turn);

        var (team, which) = await Teams.Meant(command.Team, await Teams.Mine(turn), turn.Catalog.Invocation(command), turn);

        if (team is null)
            return which!;

        Permit(team, turn);
        var calendar = await Calendar.Of(team, turn);
        var day = await Sessions.DayFor(turn.Caller, team, calendar, command.Day, turn);
        var before = await Sessions.Of(team, day, calendar, turn);
        var answer = command.Over(command.Instead ? null : before.AnswerOf(turn.Caller.Id), turn);
        var standUp = before.With(answer);

        turn.Save(StandUp.Kind, standUp);
        await BlockerKeeping.Keep(answer, team, day, turn);
        return new(new Message { Text = Receipt(standUp, turn.Now), Card = await Draw(standUp, team, answer, turn) });
    }

    public static void Permit(Team team, Turn turn)
    {
        if (!team.Members.Contains(turn.Caller.Id, StringComparer.Ordinal))
            throw new Refusal($"Only the members of {team.Name} answer there. Ask whoever runs it to add you.");
    }

    /// <summary>What is said now, over what was said before.</summary>
    public Answer Over(Answer? before, Turn turn)
    {
        var plain = Text is { } text ? PlainWords.Read(text) : new(null, null, null);
        string?[] said = [Done ?? plain.Done, Today ?? plain.Today, Third, Fourth, Fifth];
        return new(turn.Caller.Id, before?.At ?? turn.Now, [.. said.Select((one, i) => one ?? before?.To(i) ?? "")], Blockers ?? plain.Blockers ?? before?.Blockers ?? "");
    }

    private static Say Receipt(StandUp standUp, DateTimeOffset now) => standUp switch
    {
        { PostedAt: not null } => $"Your answer for {standUp.TeamName} is kept. The summary shows it.",
        _ when standUp.DueAt > now => $"Your answer for {standUp.TeamName} is kept. The summary goes out {standUp.DueAt}.",
        _ => $"Your answer for {standUp.TeamName} is kept.",
    };

    private static async ValueTask<Card> Draw(StandUp standUp, Team team, Answer answer, Turn turn)
    {
        var facts = new List<Block.Fact>();

        foreach (var (heading, i) in StandUps.Team.Headings(team.Questions).Select((heading, i) => (heading, i)).Where(one => answer.To(one.i).Length > 0))
            facts.Add(new(heading, await turn.Linked(answer.To(i))));

        facts.Add(new($"In the way", Blocker.In(answer.Blockers) is [_, ..] blockers ? await turn.Linked(string.Join("; ", blockers)) : $"nothing"));

        return new($"Stand-up of {standUp.TeamName}, {standUp.Date}")
        {
            Tone = Tone.Good,
            Body = [new Block.Facts([.. facts])],
            Choices =
            [
                new($"Change", Invocation.Of("standup", ("team", team.Id), ("day", AnswerForm.Text(standUp.Date)))),
                new($"Summary", Invocation.Of("standup summary", ("team", team.Id), ("day", AnswerForm.Text(standUp.Date)))),
            ],
        };
    }
}
