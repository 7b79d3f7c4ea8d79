using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Web;

/// <summary>Who sits at the page. In the demonstration mode a window is whoever its address says (<c>/?as=ada</c>).</summary>
internal sealed class Personas(IStore store, Bot bot)
{
    public async ValueTask<object?> Check(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;

        if (!await Demonstration.IsOn(store, http.RequestAborted))
            return Answers.Refused($"This installation has an owner, so nobody can simply say who they are. Use the terminal: chatops chat.", http, StatusCodes.Status403Forbidden);

        if (await Find(http.Request.Query["as"].ToString(), http.RequestAborted) is not { } person)
            return Answers.Refused($"Nobody here goes by that name. Choose who you are on the first page.", http, StatusCodes.Status403Forbidden);

        http.Features.Set(person.Through(Locales.Of(http)));
        return await next(context);
    }

    /// <returns>Null: nobody who may be here.</returns>
    public ValueTask<Person?> Find(string persona, CancellationToken cancellation) =>
        persona is { Length: > 0 and <= 100 } ? bot.Recognise(new(WebChannel.Name, persona), cancellation) : new((Person?)null);

    /// <summary>The person that <see cref="Check"/> has let in.</summary>
    public static Person Of(HttpContext http) => http.Features.Get<Person>()!;
}
