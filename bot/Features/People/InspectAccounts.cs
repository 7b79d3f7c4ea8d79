using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Staff;

/// <summary>The accounts of somebody, and the way to part what was linked by mistake.</summary>
internal sealed record InspectAccounts(
    [Ask("Who?", Hint = "A name, an e-mail address or an employee number")] PersonRef Who,
    [Ask("Which account is not theirs?", Longest = 300, Rare = true)] string? Part = null) : Command
{
    public static async Task<Reply> Handle(InspectAccounts command, Turn turn)
    {
        if (await turn.Meant(command.Who) is not [var person])
            throw new Refusal($"\"{command.Who.Text}\" is nobody, or several people. Try the full name or the e-mail address.");

        var links = await turn.AccountsOf(person.Id);

        if (command.Part is not { } account)
            return await Draw(person, links, turn);

        if (links.FirstOrDefault(link => link.Id.Equals(account, StringComparison.OrdinalIgnoreCase)) is not { } parted)
            throw new Refusal($"{person} has no account \"{account}\". Look at the list again.");

        await turn.Unlink(parted);
        turn.Tell(person.Id, new Message { Text = $"{turn.Caller} parted the account {Accounts.NameOf(parted)} from you." });
        return (Say)$"{Accounts.NameOf(parted)} is no longer an account of {person}.";
    }

    private static async ValueTask<Reply> Draw(Person person, IReadOnlyList<IdentityLink> links, Turn turn)
    {
        var rows = new List<Block.Row>();

        foreach (var link in links)
            rows.Add(new([Accounts.NameOf(link), link.Was is { } was ? $"{await turn.Who(was)}" : Say.Text("—")]));

        return new Card($"Accounts of {person}")
        {
            Body = rows is [] ? [new Block.Text($"None yet.")] : [new Block.Table([$"Account", $"Was before"], rows)],
            Choices = [.. links.Select(link => new Choice($"Part {Accounts.NameOf(link)}", Invocation.Of("admin link", ("who", $"person:{person.Id}"), ("part", link.Id))))],
        };
    }
}
