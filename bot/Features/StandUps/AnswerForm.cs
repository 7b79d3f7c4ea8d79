using System.Globalization;
using ChatOps.Cards;
using ChatOps.Commands;

namespace ChatOps.StandUps;

/// <summary>The questions of a team as a form.</summary>
internal static class AnswerForm
{
    /// <summary>The fields of the command that take the answers, in the order of the questions.</summary>
    public static readonly IReadOnlyList<string> Names = ["done", "today", "third", "fourth", "fifth"];

    /// <param name="said">What stands in it already; null: nothing.</param>
    public static Card Draw(Team team, DateOnly day, Answer? said) => new($"Stand-up of {team.Name}, {day}")
    {
        Body =
        [
            .. Team.Asked(team.Questions).Select((question, i) => Input(Names[i], question, said?.To(i))),
            Input("blockers", team.AskedForBlockers, said?.Blockers) with { Hint = $"One a line; leave it empty when there is nothing" },
        ],
        Choices =
        [
            new($"Send", Invocation.Of("standup answer", ("team", team.Id), ("day", Text(day)), ("instead", "yes"))) { Emphasis = Emphasis.Primary },
        ],
    };

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Block.Input Input(string name, Say label, string? said) => new(name, FieldKind.Paragraph, label)
    {
        Values = said is { Length: > 0 } ? [said] : [],
        Longest = AnswerStandUp.Longest,
    };
}
