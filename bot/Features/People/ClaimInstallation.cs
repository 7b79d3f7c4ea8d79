using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Staff;

/// <summary>What becomes of the people and tickets of the demonstration.</summary>
internal enum Remains
{
    Keep,
    Delete,
}

/// <summary>Whoever has read the code in the server's output takes the installation over.</summary>
internal sealed record ClaimInstallation(
    [Ask("Which code did the server print?", Hint = "ABCD-EFGH-JKMN", Longest = 40)] string Code,
    [Ask("What becomes of the people and tickets of the demonstration? Deleted, its people can do nothing and its tickets are withdrawn.")] Remains Demo) : Command
{
    public static async Task<Reply> Handle(ClaimInstallation command, Turn turn)
    {
        // A wrong try is counted, so this is an answer and not a refusal, of which nothing is saved.
        if (await Claiming.Claim(turn, command.Code, turn.Caller, command.Demo is Remains.Keep) is { } why)
            return Reply.Refuse(why);

        return new Card($"This installation is yours, and you are an administrator.")
        {
            Tone = Tone.Good,
            Body =
            [
                new Block.Text($"Nobody can simply say who they are any more, and open windows of the demonstration have stopped. The page asks everybody to sign in, or says what to set for that."),
                new Block.Text(command.Demo is Remains.Keep
                    ? (Say)$"Their tickets stay as they are."
                    : $"They are deactivated, and their open tickets are being withdrawn."),
            ],
        };
    }
}
