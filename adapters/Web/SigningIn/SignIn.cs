using ChatOps.Conversations;
using ChatOps.Documents;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOps.Web.SigningIn;

/// <summary>Sends people to where they sign in, and takes them in when they come back. The way back leads to the first page, always.</summary>
internal sealed partial class SignIn(WebSettings settings, Accounts accounts, Sessions sessions, ILogger<SignIn> logger)
{
    public const string Callback = "/signin-oidc";

    public async Task<IResult> Begin(HttpContext http)
    {
        if (settings.Oidc is null)
            return Answers.Refused($"No sign-in is set up here. Ask whoever runs this installation to set Web:Oidc:Authority, Web:Oidc:ClientId and Web:Oidc:ClientSecret.", http, StatusCodes.Status404NotFound);

        // The provider leads back to the public address, and a browser brings its cookies only where it got them.
        if (settings.Address is { } address && !Guard.IsAt(address, http.Request.Host))
            return Results.Redirect(new Uri(address, "/signin").ToString());

        try
        {
            await (await Provider.HandlerOf(http)).ChallengeAsync(new() { RedirectUri = "/" });
            return Results.Empty;
        }
        catch (Exception exception) when (exception is InvalidOperationException or HttpRequestException or IOException or TaskCanceledException && !http.RequestAborted.IsCancellationRequested)
        {
            Log.Unreachable(logger, exception, settings.Oidc.Authority);
            return Results.Redirect(Outcomes.Unreachable.Path);
        }
    }

    /// <summary>What the provider sends people back with is checked by the framework's handler, which then calls one of the methods below.</summary>
    public static async Task<IResult> Return(HttpContext http)
    {
        await (await Provider.HandlerOf(http)).HandleRequestAsync();
        return Results.Empty;
    }

    public async Task Enter(TicketReceivedContext ticket)
    {
        ticket.HandleResponse();
        ticket.Response.Redirect((await Enter(ticket.HttpContext, Account.Of(ticket.Principal!)))?.Path ?? "/");
    }

    public Task Fail(RemoteFailureContext failure)
    {
        Log.Failed(logger, failure.Failure);
        failure.HandleResponse();
        failure.Response.Redirect(Outcomes.Failed.Path);
        return Task.CompletedTask;
    }

    public static Task Refuse(AccessDeniedContext denied)
    {
        denied.HandleResponse();
        denied.Response.Redirect(Outcomes.Refused.Path);
        return Task.CompletedTask;
    }

    public async Task<IResult> SignOut(HttpContext http)
    {
        await sessions.End(http);
        return Results.NoContent();
    }

    /// <returns>Why not; null: they are in.</returns>
    private async Task<Outcomes?> Enter(HttpContext http, Account? account)
    {
        if (account is null)
            return Outcomes.Failed;

        try
        {
            if (await accounts.Enter(account, http.RequestAborted) is not { } person)
                return Outcomes.Inactive;

            await sessions.Begin(http, person);
            return null;
        }
        catch (Exception exception) when (exception is StoreException or Refusal)
        {
            Log.Failed(logger, exception);
            return Outcomes.Failed;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody can sign in: {Authority} does not answer as an OpenID Connect provider does")]
        public static partial void Unreachable(ILogger logger, Exception exception, Uri authority);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in failed")]
        public static partial void Failed(ILogger logger, Exception? exception);
    }
}
