using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Web.SigningIn;

/// <summary>Who is signed in, in which browser: a cookie that says nothing by itself, and a document that can be ended.</summary>
internal sealed class Sessions(IStore store, Bot bot, Committed committed, TimeProvider clock)
{
    private const int SecretLength = 64;
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    public async Task Begin(HttpContext http, Person person)
    {
        await End(http);
        var (session, secret) = Session.Begin(person.Id, clock.GetUtcNow());
        await store.Commit(new Batch().Put(Session.Kind, session, 0), http.RequestAborted);
        http.Response.Cookies.Append(CookieOf(http), secret, Options(http));
    }

    /// <summary>The session that a request comes with; null: there is none, or it is over.</summary>
    /// <param name="counts">The person did something themselves, so the session goes on for longer.</param>
    public async ValueTask<(string Session, Person Person)?> Find(HttpContext http, bool counts)
    {
        if (http.Request.Cookies[CookieOf(http)] is not { Length: SecretLength } secret)
            return null;

        var id = Session.IdOf(secret);

        if (await Find(id, http.RequestAborted) is not var (stored, person))
            return null;

        if (counts && clock.GetUtcNow() is var now && now - stored.Body.Used >= Grain)
            await store.Commit(new Batch().Put(Session.Kind, stored.Body with { Used = now }, stored.Version), http.RequestAborted);

        return (id, person);
    }

    public async ValueTask<bool> Lives(string id, CancellationToken cancellation) => await Find(id, cancellation) is not null;

    public async Task End(HttpContext http)
    {
        if (http.Request.Cookies[CookieOf(http)] is not { Length: SecretLength } secret)
            return;

        http.Response.Cookies.Delete(CookieOf(http), Options(http));
        await End(Session.IdOf(secret));
    }

    private async ValueTask<(Stored<Session> Session, Person Person)?> Find(string id, CancellationToken cancellation)
    {
        if (await store.Get(Session.Kind, id, cancellation) is not { } stored)
            return null;

        if (stored.Body.Lives(clock.GetUtcNow()) && await bot.Recognise(new(WebChannel.Name, stored.Body.Person), cancellation) is { } person)
            return (stored, person);

        // Who is taken back does not find it open again.
        await End(id);
        return null;
    }

    private async Task End(string id)
    {
        // It may be in use at the same moment, which changes it: it ends all the same.
        while (await store.Get(Session.Kind, id) is { } stored && await store.Commit(new Batch().Delete(Session.Kind, id, stored.Version)) is Outcome.Conflict)
        {
        }

        committed.Raise();
    }

    // The prefix makes a browser take it over https from this very host only; it asks for https itself.
    private static string CookieOf(HttpContext http) => http.Request.IsHttps ? "__Host-chatops" : "chatops";

    private static CookieOptions Options(HttpContext http) => new() { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
}
