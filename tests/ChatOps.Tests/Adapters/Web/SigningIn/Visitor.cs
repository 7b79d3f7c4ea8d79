using System.Net;

namespace ChatOps.Tests.Adapters.Web.SigningIn;

/// <summary>Somebody's browser: it keeps cookies, and goes where it is led, step by step.</summary>
/// <param name="address">What the browser believes to be talking to, behind a proxy that speaks https; null: the server itself.</param>
internal sealed class Visitor(WebServer server, Uri? address = null) : IDisposable
{
    private readonly SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseCookies = false };

    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>Every Set-Cookie as it came.</summary>
    public List<string> Given { get; } = [];

    private Uri Own => address ?? server.Address;

    private string Cookie => string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));

    /// <summary>What they do on the page.</summary>
    public Client Client => new(server, null) { Cookie = Cookie };

    public void Dispose() => handler.Dispose();

    /// <summary>Signs in.</summary>
    /// <returns>Where that ends.</returns>
    public async Task<string> SignIn(string path = "/signin") => await Return(await Agree(await Leave(path)));

    /// <returns>The provider's address that "Sign in" leads to.</returns>
    public async Task<Uri> Leave(string path = "/signin")
    {
        using var response = await Get(path);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!;
    }

    /// <returns>Where the provider leads back to.</returns>
    public async Task<Uri> Agree(Uri authorize)
    {
        using var response = await new HttpClient(handler, disposeHandler: false).GetAsync(authorize, TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode is HttpStatusCode.Redirect, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return response.Headers.Location!;
    }

    public async Task<string> Return(Uri callback)
    {
        using var response = await Get(callback.PathAndQuery);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!.ToString();
    }

    public async Task<HttpStatusCode> SignOut(string? origin = "own", bool isMarked = true)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/signout");

        if (origin is not null)
            request.Headers.Add("Origin", origin is "own" ? Own.GetLeftPart(UriPartial.Authority) : origin);

        if (isMarked)
            request.Headers.Add("X-ChatOps", "page");

        using var response = await Send(request);
        return response.StatusCode;
    }

    public Task<HttpResponseMessage> Get(string path) => Send(new(HttpMethod.Get, path));

    public async Task<HttpStatusCode> StatusOf(string path)
    {
        using var response = await Get(path);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request)
    {
        if (Cookies.Count > 0)
            request.Headers.Add("Cookie", Cookie);

        request.Headers.Host = Own.Authority;
        var response = await new HttpClient(handler, disposeHandler: false) { BaseAddress = server.Address }.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var given) ? given : [])
            Keep(cookie);

        return response;
    }

    private void Keep(string cookie)
    {
        Given.Add(cookie);
        var (name, value) = cookie.Split(';')[0].Split('=', 2) is [var left, var right] ? (left, right) : ("", "");

        if (value.Length is 0)
            Cookies.Remove(name);
        else
            Cookies[name] = value;
    }
}
