using System.Net.Mail;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Host.Serving;
using ChatOps.People;

namespace ChatOps.Host.Owning;

/// <summary>How the installation becomes somebody's, at the command line: codes are made here, and used here by who has no account yet.</summary>
internal sealed class Ownership(Bot bot)
{
    private const string Terminal = "terminal";

    /// <returns>Null: the installation is somebody's already.</returns>
    public Task<string?> NewCode(string user, CancellationToken cancellation) =>
        bot.Do($"cli:{user}", "admin code", turn => Claiming.NewCode(turn).AsTask(), cancellation);

    public async Task<Printed> Code(CodeRequest request, CancellationToken cancellation) => await NewCode(request.User, cancellation) is { } code
        ? new([$"The code is {code}. It is good for one use, within 24 hours.", Hint(code)], IsFine: true)
        : new([$"This installation is somebody's own already, so there is no code."], IsFine: false);

    public static Say Hint(string code) => $"To make it yours: chatops admin claim {code} --email you@your.company --name \"Your Name\"";

    public async Task<Printed> Claim(ClaimRequest request, CancellationToken cancellation)
    {
        if (!MailAddress.TryCreate(request.Email, out _))
            throw new Refusal($"\"{request.Email}\" is no e-mail address. Give your own with --email.");

        if (string.IsNullOrWhiteSpace(request.Name))
            throw new Refusal($"The name is empty. Give your own with --name.");

        return await bot.Do($"cli:{request.User}", "admin claim", turn => Claim(request, turn), cancellation);
    }

    private static async Task<Printed> Claim(ClaimRequest request, Turn turn)
    {
        var person = await PersonOf(request, turn);

        if (await Claiming.Claim(turn, request.Code, person, request.Keep) is { } why)
            return new([why], IsFine: false);

        // Whoever claims it here talks with it here.
        var account = IdentityLink.Between(new(Terminal, request.User), person);
        await turn.Get(IdentityLink.Kind, account.Id);
        turn.Save(IdentityLink.Kind, account);

        return new(
        [
            $"This installation is {person.Name}'s now, who is an administrator. Talk with it as your account {request.User}: chatops chat",
            $"Nobody can simply say who they are any more, and open windows of the demonstration have stopped. The page asks everybody to sign in, or says what to set for that.",
            request.Keep ? (Say)$"Their tickets stay as they are." : $"They are deactivated, and their open tickets are being withdrawn.",
            $"Next, bring in everybody else: chatops import people FILE.csv --dry-run",
        ],
        IsFine: true);
    }

    private static async ValueTask<Person> PersonOf(ClaimRequest request, Turn turn)
    {
        if (await turn.Find(Person.ByEmail.Where(request.Email.ToLowerInvariant())) is { Items: [var known, ..] })
            return known.Body;

        return new(await PersonId.Free(turn, request.Email, request.Name), request.Name) { Email = request.Email };
    }
}
