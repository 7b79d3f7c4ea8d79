using System.Security.Cryptography;
using System.Text;
using ChatOps.Documents;

namespace ChatOps.People;

/// <summary>Somebody is signed in, in one browser. The browser keeps a random secret, and only its hash is kept here.</summary>
/// <param name="Id">The hash.</param>
/// <param name="Used">When that person last did something, to the minute.</param>
public sealed record Session(string Id, string Person, DateTimeOffset Began, DateTimeOffset Used)
{
    public static readonly Kind<Session> Kind = new Kind<Session>("session", PeopleJson.Default.Session, session => session.Id)
        .Unaudited()
        .SeenBy((access, _) => access.Has(Roles.Administrator | Roles.System));

    public static readonly Index<Session> ByPerson = Kind.Index("person", session => Key.Of(session.Person));

    /// <summary>When they are over, unless something more is done in them.</summary>
    public static readonly Index<Session> ByEnd = Kind.Index("end", session => Key.Of(session.Ends));

    /// <summary>However busy somebody is, they sign in anew after this.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Nothing done for so long, and it is over.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private const int SecretBytes = 32;

    private DateTimeOffset Ends => Began + Longest < Used + LongestPause ? Began + Longest : Used + LongestPause;

    /// <returns>The session, and what the browser is given.</returns>
    public static (Session Session, string Secret) Begin(string person, DateTimeOffset now)
    {
        var secret = RandomNumberGenerator.GetHexString(2 * SecretBytes, lowercase: true);
        return (new(IdOf(secret), person, now, now), secret);
    }

    public static string IdOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public bool Lives(DateTimeOffset now) => now < Ends;
}
