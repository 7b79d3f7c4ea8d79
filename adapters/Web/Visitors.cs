using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;
using ChatOps.Web.SigningIn;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Web;

/// <summary>
/// Who sits at the page: whoever has signed in there. In the demonstration, and only on this machine, a window can also
/// be one of its people, as its address says (<c>/?as=ada</c>).
/// </summary>
internal sealed class Visitors(IStore store, Bot bot, Sessions sessions)
{
    private const string As = "as";

    public async ValueTask<object?> Check(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;

        if (IsPersona(http) && !await IsDemonstration(http))
            return Answers.Refused($"The demonstration is over here, so nobody can simply say who they are. Go to the first page and sign in.", http, StatusCodes.Status403Forbidden);

        if (await Find(http, !IsByItself(http)) is { } visitor)
        {
            http.Features.Set(visitor with { Person = visitor.Person.Through(Locales.Of(http)) });
            return await next(context);
        }

        return IsPersona(http)
            ? Answers.Refused($"Nobody here goes by that name. Choose who you are on the first page.", http, StatusCodes.Status403Forbidden)
            : Answers.Refused($"You are signed out. Sign in again to go on; what you have typed is kept in this window.", http, StatusCodes.Status401Unauthorized);
    }

    /// <summary>The demonstration is on, and this request may take part: it comes from this machine.</summary>
    public async ValueTask<bool> IsDemonstration(HttpContext http) => Guard.IsHere(http) && await Demonstration.IsOn(store, http.RequestAborted);

    /// <param name="counts">The person did something themselves.</param>
    /// <returns>Null: nobody who may be here.</returns>
    public async ValueTask<Visitor?> Find(HttpContext http, bool counts)
    {
        if (!IsPersona(http))
            return await sessions.Find(http, counts) is var (session, person) ? new(person, session) : null;

        return http.Request.Query[As].ToString() is { Length: > 0 and <= 100 } persona
            && await IsDemonstration(http)
            && await bot.Recognise(new(WebChannel.Name, persona), http.RequestAborted) is { MadeUp: true } madeUp
            ? new(madeUp, null)
            : null;
    }

    /// <summary>Whether somebody who was let in still is: their session goes on, or the demonstration does.</summary>
    public async ValueTask<bool> IsStillHere(Visitor visitor, CancellationToken cancellation) => visitor.Session is { } session
        ? await sessions.Lives(session, cancellation)
        : await Demonstration.IsOn(store, cancellation);

    /// <summary>Whom <see cref="Check"/> has let in.</summary>
    public static Visitor VisitorOf(HttpContext http) => http.Features.Get<Visitor>()!;

    public static Person Of(HttpContext http) => VisitorOf(http).Person;

    private static bool IsPersona(HttpContext http) => http.Request.Query.ContainsKey(As);

    // What an open page does while nobody sits at it keeps no session alive.
    private static bool IsByItself(HttpContext http) => http.Request.Path.Value is "/events" or "/here";
}

/// <param name="Session">Null: somebody of the demonstration.</param>
internal sealed record Visitor(Person Person, string? Session);
