using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Staff;

/// <summary>Shows a code to be typed in another account of the caller, or what a code from there would link.</summary>
internal sealed record LinkAccount([Ask("Which code does your other account show? Left out, a code is shown here.", Hint = "ABCD-EFGH", Longest = 40)] string? Code = null) : Command
{
    public static async Task<Reply> Handle(LinkAccount command, Turn turn)
    {
        if (command.Code is not { } typed)
            return await Show(turn);

        var (other, wrong) = await Other(typed, turn);

        if (other is null)
            return Reply.Refuse(wrong!);

        await turn.Choose(turn.Caller, other);

        var question = new Card($"Is {other} you?")
        {
            Body = [new Block.Text($"From then on, you and {other} are one person here, with the same rights and the same tickets. Say yes only if you have read this code in an account of your own.")],
        };

        return await turn.Ask(question, new($"Yes, that is me", Invocation.Of("person join", ("code", typed))) { Emphasis = Emphasis.Primary });
    }

    private static async ValueTask<Reply> Show(Turn turn)
    {
        var tries = await LinkTries.Of(turn);

        if (tries.Codes >= LinkTries.MostCodes)
            throw new Refusal($"Ten codes within an hour are enough. Ask again {tries.Until}.");

        var (kept, code) = LinkCode.New(turn.Caller.Id, turn.Now);
        await turn.Get(LinkCode.Kind, kept.Person);
        turn.Save(LinkCode.Kind, kept);
        turn.Save(LinkTries.Kind, tries with { Codes = tries.Codes + 1 });

        return new Card($"Your code is {code}")
        {
            Body = [new Block.Text($"Say \"link account {code}\" to me from your other account, until {kept.Until}. Show the code to nobody: whoever types it acts as you.")],
        };
    }

    /// <returns>The person who was shown the code, or why there is none. A wrong try is counted, so this is an answer and not an exception, of which nothing is saved.</returns>
    public static async ValueTask<(Person? Other, Say? Wrong)> Other(string typed, Turn turn)
    {
        var tries = await LinkTries.Of(turn);

        if (tries.Wrong >= LinkTries.MostWrong)
            return (null, $"{LinkTries.MostWrong} codes were wrong. Try again {tries.Until}.");

        if (await LinkCode.Find(typed, turn) is not { } code || await turn.Get(Person.Kind, code.Person) is not { Active: true } other)
        {
            turn.Save(LinkTries.Kind, tries with { Wrong = tries.Wrong + 1 });
            return (null, $"That code is not valid, or its 10 minutes are over. Let your other account show a new one.");
        }

        return other.Id == turn.Caller.Id ? (null, $"This account shows that code itself. Type it in your other one.") : (other, null);
    }
}

/// <summary>Links the account that the caller speaks from with the one that shows the code.</summary>
internal sealed record JoinAccount([Ask("Which code?", Longest = 40)] string Code) : Command
{
    public static async Task<Reply> Handle(JoinAccount command, Turn turn)
    {
        var (other, wrong) = await LinkAccount.Other(command.Code, turn);

        if (other is null)
            return Reply.Refuse(wrong!);

        var (stays, goes) = await turn.Choose(turn.Caller, other);
        turn.Delete(LinkCode.Kind, other.Id);
        await turn.Move(goes, stays);
        turn.Tell(stays.Id, new Message
        {
            Card = new($"{goes} and you are one person here now. If that is not so, part from the account.") { Choices = [new($"Show my accounts", Invocation.Of("person accounts"))] },
        });

        return new Card($"You are {stays}, in all of these accounts.")
        {
            Tone = Tone.Good,
            Body = [new Block.Text(Say.All([.. (await turn.AccountsOf(stays.Id)).Concat(await turn.AccountsOf(goes.Id)).Select(link => link.Id).Distinct().Select(Say.Text)]))],
        };
    }
}

/// <summary>Shows the accounts of the caller, and the way to part from one.</summary>
internal sealed record ListAccounts : Command
{
    public static async Task<Reply> Handle(ListAccounts command, Turn turn)
    {
        var links = await turn.AccountsOf(turn.Caller.Id);

        return new Card($"Your accounts")
        {
            Body = [new Block.Table([$"Account"], [.. links.Select(link => new Block.Row([Accounts.NameOf(link)]))])],
            Choices =
            [
                .. links.Where(link => link.Id != turn.Identity?.ToString()).Select(link => new Choice($"Part {Accounts.NameOf(link)}", Invocation.Of("person unlink", ("account", link.Id)))),
                new($"Link another one", Invocation.Of("person link")),
            ],
        };
    }
}

/// <summary>Takes an account away from the caller; whoever it was before is somebody of their own again.</summary>
internal sealed record UnlinkAccount([Ask("Which account?", Longest = 300)] string Account) : Command
{
    public static async Task<Reply> Handle(UnlinkAccount command, Turn turn)
    {
        if (command.Account.Equals(turn.Identity?.ToString(), StringComparison.OrdinalIgnoreCase))
            throw new Refusal($"You speak from that account just now. Say it from another one.");

        if ((await turn.AccountsOf(turn.Caller.Id)).FirstOrDefault(link => link.Id.Equals(command.Account, StringComparison.OrdinalIgnoreCase)) is not { } link)
            throw new Refusal($"You have no account \"{command.Account}\". Choose one from the list.") { Choices = [new($"Show my accounts", Invocation.Of("person accounts"))] };

        await turn.Unlink(link);
        return (Say)$"{Accounts.NameOf(link)} is no longer yours.";
    }
}
